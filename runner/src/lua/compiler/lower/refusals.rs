//! What no rule may hold, each with its message and its remedy.

use super::super::diagnostic::{Diagnostic, Part};
use super::super::value::Value;
use super::mathematics::MEMBERS;
pub(super) use super::misfits::{
    category_as_condition, category_compared, guard_as_condition, never_equal, number_as_condition,
    result, torn_result, unusable,
};
use crate::words;

pub(super) fn no_file() -> Diagnostic {
    Diagnostic {
        at: None,
        message: "a rule is no function that is written in a file of the scenario".into(),
        beside: None,
        help: "write `function(f, e) ... end` in the scenario or in a file beside it".into(),
    }
}

pub(super) fn no_field<'a>(
    owner: &str,
    name: &str,
    known: impl IntoIterator<Item = &'a str> + Clone,
    at: &Part,
) -> Diagnostic {
    let message = format!("the {owner} has no field `{name}`");
    Diagnostic::new(at, message, words::instead(name, known))
}

pub(super) fn no_category<'a>(
    name: &str,
    word: &str,
    known: impl IntoIterator<Item = &'a str> + Clone,
    at: &Part,
) -> Diagnostic {
    let all = words::list(known.clone());
    let help = match words::nearest(word, known) {
        Some(near) => format!("did you mean `{near}`? there is {all}"),
        None => format!("there is {all}"),
    };
    Diagnostic::new(at, format!("`{name}` is never `{word}`"), help)
}

pub(super) fn no_return(end: &Part, returned: Option<&Part>) -> Diagnostic {
    let message = "a path reaches the end of the rule without `return`";
    let help = "return a value on every path, such as `return f.price` before this `end`";
    let diagnostic = Diagnostic::new(end, message, help);
    match returned {
        Some(part) => diagnostic.beside(part, "only some firms return here"),
        None => diagnostic,
    }
}

pub(super) fn nothing_returned(at: &Part) -> Diagnostic {
    Diagnostic::new(at, "the rule returns nothing", "return a number")
}

pub(super) fn listed_result(at: &Part) -> Diagnostic {
    Diagnostic::new(
        at,
        "the rule returns a list",
        "return several values, `return p, q`, or named ones, `return { price = p, quantity = q }`",
    )
}

pub(super) fn entry_write(object: &Value, at: &Part) -> Diagnostic {
    let (message, help) = match object {
        Value::Firm => (
            "a rule cannot change the firm",
            "return the new value, or keep it in a local variable",
        ),
        Value::Economy => (
            "a rule cannot change the economy",
            "keep the value in a local variable",
        ),
        _ => (
            "a rule cannot change a table",
            "use local variables, and make the table where it is returned",
        ),
    };
    Diagnostic::new(at, message, help)
}

pub(super) fn global_write(name: &str, at: &Part) -> Diagnostic {
    Diagnostic::new(
        at,
        format!("`{name}` is a global, and a rule changes nothing outside itself"),
        format!("write `local {name} = ...`"),
    )
}

pub(super) fn captured_write(name: &str, at: &Part, declared: &Part) -> Diagnostic {
    Diagnostic::new(
        at,
        format!("`{name}` stands outside the rule, and a rule changes nothing outside itself"),
        "use a local variable; all firms are computed side by side",
    )
    .beside(declared, "declared here")
}

pub(super) fn assigned_later(name: &str, at: &Part, write: &Part) -> Diagnostic {
    Diagnostic::new(
        at,
        format!("`{name}` is captured when the script is loaded, but it is assigned again later"),
        "put values that change over time into `e` (or a declared parameter)",
    )
    .beside(write, "assigned here")
}

pub(super) fn entry_assigned_later(name: &str, at: &Part, write: &Part) -> Diagnostic {
    Diagnostic::new(
        at,
        format!("the table `{name}` is read when the script is loaded, but it is changed later"),
        "put values that change over time into `e` (or a declared parameter)",
    )
    .beside(write, "changed here")
}

pub(super) fn unknown_global(name: &str, at: &Part) -> Diagnostic {
    let known = ["math"];
    Diagnostic::new(
        at,
        format!("`{name}` is not defined"),
        words::nearest_or(
            name,
            known,
            "declare it with `local` outside the rule, or read `f` or `e`",
        ),
    )
}

pub(super) fn statement(word: &str, at: &Part) -> Diagnostic {
    let (message, help) = match word {
        "while" | "repeat" => (
            format!("a rule has no `{word}`: how often it repeats would depend on the firm"),
            "write `for i = 1, N` with a known N, or a formula",
        ),
        "for ... in" => (
            "a rule has no `for ... in`".into(),
            "write `for i = 1, N` and `t[i]` with a known N",
        ),
        "break" => (
            "a rule has no `break`: when it ends would depend on the firm".into(),
            "put what remains of the loop into an `if`, or return early from a function",
        ),
        "goto" => (
            "a rule has no `goto`".into(),
            "use `if`, or return early from a function",
        ),
        _ => ("a rule has no labels".into(), "leave it out"),
    };
    Diagnostic::new(at, message, help)
}

pub(super) fn recursion(words: &str, certain: bool, at: &Part) -> Diagnostic {
    if certain {
        return Diagnostic::new(
            at,
            format!("{words} calls itself"),
            "write `for i = 1, N` with a known N, or a formula",
        );
    }
    Diagnostic::new(
        at,
        "more than 50 functions call each other here",
        "put some of them together",
    )
}

pub(super) fn vararg(at: &Part) -> Diagnostic {
    Diagnostic::new(at, "a rule has no `...`", "name the parameters")
}

pub(super) fn parameters(at: &Part) -> Diagnostic {
    Diagnostic::new(
        at,
        "a rule gets the firm and the economy, and nothing else",
        "write `function(f, e)`; capture other values in local variables outside",
    )
}

pub(super) fn method(at: &Part) -> Diagnostic {
    Diagnostic::new(
        at,
        "a rule calls no methods",
        "call a function: `name(...)` instead of `object:name(...)`",
    )
}

pub(super) fn concatenation(at: &Part) -> Diagnostic {
    Diagnostic::new(
        at,
        "a rule makes no texts",
        "a rule computes with numbers; texts can only be compared",
    )
}

pub(super) fn length(at: &Part) -> Diagnostic {
    Diagnostic::new(
        at,
        "a rule takes no length",
        "take the length outside: `local n = #list`",
    )
}

pub(super) fn bits(at: &Part) -> Diagnostic {
    Diagnostic::new(
        at,
        "a rule has no operators on bits",
        "numbers in rules are floats; use arithmetic",
    )
}

pub(super) fn random(draw: bool, at: &Part) -> Diagnostic {
    let help = if draw {
        "read `f.draw`: the engine draws for each firm and quarter, the same in every repetition"
    } else {
        "the engine draws, so that runs can be repeated; let the firms differ by their fields"
    };
    Diagnostic::new(at, "a rule draws no random numbers", help)
}

pub(super) fn no_member(name: &str, at: &Part) -> Diagnostic {
    let known = words::list(MEMBERS);
    Diagnostic::new(
        at,
        format!("`math.{name}` is not available in a rule"),
        format!("of `math` there is {known}"),
    )
}

pub(super) fn arguments(name: &str, wanted: usize, at: &Part) -> Diagnostic {
    let wanted = words::count(wanted as u64, "number");
    Diagnostic::new(
        at,
        format!("`math.{name}` is given too little"),
        format!("give it {wanted}"),
    )
}

pub(super) fn foreign(name: &str, at: &Part) -> Diagnostic {
    Diagnostic::new(
        at,
        format!("`{name}` cannot be called in a rule"),
        "call functions of `math`, or your own in files of the scenario",
    )
}

pub(super) fn foreign_value(kind: &str, at: &Part) -> Diagnostic {
    let message = format!("this is a {kind}, which no rule can use");
    Diagnostic::new(at, message, "use numbers, texts and tables")
}

pub(super) fn key(at: &Part) -> Diagnostic {
    Diagnostic::new(
        at,
        "which entry is read must be known when the script is loaded",
        "write the name, or use the variable of a loop with known bounds",
    )
}

pub(super) fn bounds(at: &Part) -> Diagnostic {
    Diagnostic::new(
        at,
        "the bounds of a loop must be known when the script is loaded",
        "write a number, such as `for i = 1, 4`, or a captured one",
    )
}

pub(super) fn step_of_zero(at: &Part) -> Diagnostic {
    Diagnostic::new(at, "the step of this loop is zero", "leave the step out")
}

pub(super) fn rounds(at: &Part, most: usize) -> Diagnostic {
    Diagnostic::new(
        at,
        format!("this loop has more than {most} rounds"),
        "write a formula, or compute it outside the rule",
    )
}

pub(super) fn integer_zero(at: &Part) -> Diagnostic {
    Diagnostic::new(
        at,
        "an integer is divided by zero, which Lua refuses",
        "write the numbers with a point: `0.0`",
    )
}

pub(super) fn close(at: &Part) -> Diagnostic {
    Diagnostic::new(at, "a rule has no `<close>`", "leave it out")
}

pub(super) fn too_deep(at: &Part) -> Diagnostic {
    Diagnostic::new(
        at,
        "this is nested too deep",
        "put parts of it into local variables",
    )
}

pub(super) fn too_large(at: &Part) -> Diagnostic {
    Diagnostic::new(
        at,
        "the rule becomes too large here",
        "use fewer rounds, or compute parts of it outside the rule",
    )
}
