//! Random rules: Lua that the compiler supports, written from a list of choices, so that a shorter
//! list or smaller choices are a simpler rule.
//!
//! The text holds signs in place of what plain Lua does differently on purpose: powers (its own come
//! from the platform; the left side is multiplied by 1, so that it is read before the right side as
//! an argument is) and categories (its firms hold the word of a single industry).

use std::fmt::Write as _;

/// Number columns of the firms.
pub const COLUMNS: [&str; 4] = ["price", "inventory", "a", "b"];

/// Writes one rule.
pub struct Writer<'a> {
    choices: &'a [u16],
    /// Whether numbers may be integers.
    integers: bool,
    text: String,
    /// Numbers, truths and functions that can be named here, the innermost last.
    names: Vec<(String, Kind)>,
    made: usize,
    depth: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Number,
    /// The variable of a loop, which is not assigned.
    Counter,
    Truth,
    /// A function of one number that gives a number, and may assign.
    Function,
}

/// What ends a block.
#[derive(Clone, Copy)]
enum End {
    /// `return` of so many numbers.
    Values(usize),
    /// Nothing.
    Open,
}

/// The rule of `choices`: for the compiler and for Lua.
pub fn rule(choices: &[u16], integers: bool) -> (String, String) {
    let mut writer = Writer {
        choices,
        integers,
        text: String::new(),
        names: Vec::new(),
        made: 0,
        depth: 0,
    };
    writer.script();
    let text = writer.text;
    let compiled = [
        ("\u{1}", "((1.0*"),
        ("\u{2}", ")^("),
        ("\u{3}", "))"),
        ("\u{4}", "f.industry=="),
    ];
    let plain = [
        ("\u{1}", "POW("),
        ("\u{2}", ","),
        ("\u{3}", ")"),
        ("\u{4}", "IS(f).."),
    ];
    let replace = |signs: [(&str, &str); 4]| {
        let signs = signs.into_iter();
        signs.fold(text.clone(), |text, (sign, lua)| text.replace(sign, lua))
    };
    let plain = replace(plain)
        .replace("IS(f)..\"C\"", "f.section")
        .replace("IS(f)..\"C10\"", "f.ten");
    (replace(compiled), plain)
}

impl Writer<'_> {
    fn choose(&mut self, ways: usize) -> usize {
        let Some((&choice, rest)) = self.choices.split_first() else {
            return 0;
        };
        self.choices = rest;
        usize::from(choice) % ways
    }

    fn name(&mut self, kind: Kind) -> String {
        self.made += 1;
        // Sometimes a name that is there already, which then means something else.
        let name = match self.names.get(self.made % 7) {
            Some((name, _)) if self.made.is_multiple_of(5) && !name.contains('.') => name.clone(),
            _ => format!("v{}", self.made),
        };
        self.names.push((name.clone(), kind));
        name
    }

    /// A name of one of `kinds` that is not hidden by another.
    fn known(&mut self, kinds: &[Kind]) -> Option<String> {
        let mut known: Vec<String> = Vec::new();
        for (place, (name, kind)) in self.names.iter().enumerate() {
            let hidden = self.names[place + 1..]
                .iter()
                .any(|(other, _)| other == name);
            if kinds.contains(kind) && !hidden {
                known.push(name.clone());
            }
        }
        if known.is_empty() {
            return None;
        }
        let choice = self.choose(known.len());
        Some(known.swap_remove(known.len() - 1 - choice))
    }

    fn script(&mut self) {
        self.text
            .push_str("local P = { a = 1.5, [1] = -0.25, inner = { b = 3.0 } }\n");
        let constant = self.literal();
        let name = self.name(Kind::Counter);
        let _ = writeln!(self.text, "local {name} = {constant}");
        for _ in 0..self.choose(3) {
            self.function();
        }
        self.text.push_str("return function(f, e)\n");
        self.names.push(("P.a".into(), Kind::Counter));
        for field in ["f.price", "f.inventory", "f.a", "f.b", "e.policy_rate"] {
            self.names.push((field.into(), Kind::Counter));
        }
        self.block(End::Values(2), 6);
        self.text.push_str("end\n");
    }

    /// A function of one number.
    fn function(&mut self) {
        let outside = self.names.len();
        let name = format!("g{}", self.made);
        self.made += 1;
        let _ = write!(self.text, "local function {name}(");
        let parameter = self.name(Kind::Number);
        let _ = writeln!(self.text, "{parameter})");
        self.block(End::Values(1), 3);
        self.text.push_str("end\n");
        self.names.truncate(outside);
        self.names.push((name, Kind::Function));
    }

    fn block(&mut self, end: End, most: usize) {
        let outside = self.names.len();
        self.depth += 1;
        for _ in 0..self.choose(most + 1) {
            self.statement(end);
        }
        self.depth -= 1;
        if let End::Values(count) = end {
            self.leave(count);
        }
        self.names.truncate(outside);
    }

    fn leave(&mut self, count: usize) {
        let values: Vec<String> = (0..count).map(|_| self.number(3)).collect();
        let _ = writeln!(self.text, "return {}", values.join(", "));
    }

    /// A block inside a function that returns as `end` says; it may return early.
    fn arm(&mut self, end: End) {
        let early = self.choose(3) == 1;
        self.block(if early { end } else { End::Open }, 3);
    }

    fn statement(&mut self, end: End) {
        let ways = if self.depth > 4 { 4 } else { 9 };
        match self.choose(ways) {
            0 => {
                let value = self.number(3);
                let name = self.name(Kind::Number);
                let _ = writeln!(self.text, "local {name} = {value}");
            }
            1 => {
                let value = self.number(3);
                if let Some(name) = self.known(&[Kind::Number]) {
                    let _ = writeln!(self.text, "{name} = {value}");
                }
            }
            2 => {
                let value = self.truth(2);
                let name = self.name(Kind::Truth);
                let _ = writeln!(self.text, "local {name} = {value}");
            }
            3 => {
                let values = (self.number(2), self.number(2));
                let (one, other) = (self.known(&[Kind::Number]), self.known(&[Kind::Number]));
                if let (Some(one), Some(other)) = (one, other)
                    && one != other
                {
                    let _ = writeln!(self.text, "{one}, {other} = {}, {}", values.0, values.1);
                }
            }
            4 | 5 => self.branches(end),
            6 => self.repeat(end),
            7 => self.function(),
            _ => {
                if let Some(name) = self.known(&[Kind::Function]) {
                    let value = self.number(2);
                    let _ = writeln!(self.text, "{name}({value})");
                }
            }
        }
    }

    fn branches(&mut self, end: End) {
        let condition = self.truth(3);
        let _ = writeln!(self.text, "if {condition} then");
        self.arm(end);
        if self.choose(3) == 1 {
            let condition = self.truth(2);
            let _ = writeln!(self.text, "elseif {condition} then");
            self.arm(end);
        }
        if self.choose(2) == 1 {
            self.text.push_str("else\n");
            self.arm(end);
        }
        self.text.push_str("end\n");
    }

    fn repeat(&mut self, end: End) {
        let point = if self.integers { "" } else { ".0" };
        let (from, to) = (self.choose(3), self.choose(4));
        let step = ["1", "2", "-1"][self.choose(3)];
        let outside = self.names.len();
        let name = self.name(Kind::Counter);
        let _ = writeln!(
            self.text,
            "for {name} = {from}{point}, {to}{point}, {step}{point} do"
        );
        self.arm(end);
        self.text.push_str("end\n");
        self.names.truncate(outside);
    }

    fn literal(&mut self) -> String {
        let floats = [
            "0.5", "1.0", "0.0", "-0.0", "2.0", "1e300", "-3.25", "1e-310", "10.0",
        ];
        let integers = ["1", "0", "2", "(-3)", "7"];
        let way = self.choose(if self.integers { 14 } else { 9 });
        floats
            .get(way)
            .map_or_else(|| integers[way - 9].into(), |text| format!("({text})"))
    }

    fn number(&mut self, depth: usize) -> String {
        let ways = if depth == 0 { 4 } else { 17 };
        match self.choose(ways) {
            0..=2 => match self.known(&[Kind::Number, Kind::Counter]) {
                Some(name) => name,
                None => self.literal(),
            },
            3 => self.literal(),
            way @ 4..=9 => {
                let sign = ["+", "-", "*", "/", "//", "%"][way - 4];
                format!(
                    "({} {sign} {})",
                    self.number(depth - 1),
                    self.number(depth - 1)
                )
            }
            10 => format!("(-{})", self.number(depth - 1)),
            11 => format!(
                "\u{1}{}\u{2}{}\u{3}",
                self.number(depth - 1),
                self.number(depth - 1)
            ),
            12 => {
                let condition = self.truth(depth - 1);
                format!(
                    "({condition} and {} or {})",
                    self.number(depth - 1),
                    self.number(depth - 1)
                )
            }
            13 => match self.known(&[Kind::Function]) {
                Some(name) => format!("{name}({})", self.number(depth - 1)),
                None => "P[1]".into(),
            },
            14 => {
                let name = ["abs", "sqrt", "exp", "log", "sin", "cos"][self.choose(6)];
                format!("math.{name}({})", self.number(depth - 1))
            }
            15 => {
                let name = ["max", "min", "fmod", "log"][self.choose(4)];
                format!(
                    "math.{name}({}, {})",
                    self.number(depth - 1),
                    self.number(depth - 1)
                )
            }
            _ => {
                let name = ["floor", "ceil"][self.choose(2)];
                let zero = if self.integers { "" } else { " + 0.0" };
                format!("(math.{name}({}){zero})", self.number(depth - 1))
            }
        }
    }

    fn truth(&mut self, depth: usize) -> String {
        let ways = if depth == 0 { 3 } else { 8 };
        match self.choose(ways) {
            way @ (0 | 1 | 4 | 5) => {
                let sign = ["<", "<=", ">", ">=", "==", "~="][self.choose(6)];
                let inner = if way < 2 { 0 } else { depth - 1 };
                format!("({} {sign} {})", self.number(inner), self.number(inner))
            }
            2 => match self.known(&[Kind::Truth]) {
                Some(name) => name,
                None => "true".into(),
            },
            3 if self.text.contains("(f, e)")
                && self.names.iter().any(|(name, _)| name == "f.a") =>
            {
                format!("(\u{4}{})", ["\"C\"", "\"C10\""][self.choose(2)])
            }
            6 => format!("(not {})", self.truth(depth - 1)),
            _ => {
                let sign = ["and", "or"][self.choose(2)];
                format!(
                    "({} {sign} {})",
                    self.truth(depth - 1),
                    self.truth(depth - 1)
                )
            }
        }
    }
}
