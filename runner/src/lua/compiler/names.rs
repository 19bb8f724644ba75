//! What a function says that can be looked at without calling it: what it reads from the economy and
//! from the library, such as `e.inflation` or `m.transfer`, what it compares the date with, and what
//! it hands to verbs of the library.

use std::collections::BTreeMap;
use std::rc::Rc;

use mlua::{Function, Lua, Table};

use super::ast::{
    Binary, Binding, Block, DeclarationId, Entry, Expression, ExpressionKind, StatementKind, Unary,
};
use super::diagnostic::Part;
use super::sources;

/// What a function says. Functions that it hands something on to are not followed.
#[derive(Default)]
pub struct Said {
    /// Names behind the economy, such as `bank`, `equity`, and where they stand.
    pub read: Vec<(Vec<String>, Part)>,
    /// Names behind the library, and where they stand.
    pub library: Vec<(Vec<String>, Part)>,
    /// Names behind the economy that a number is looked up in, such as `e.firms[1]`.
    pub indexed: Vec<(Vec<String>, Part)>,
    /// Texts that the date is compared with.
    pub dates: Vec<Compared>,
    /// Calls of functions of the library.
    pub calls: Vec<Called>,
}

/// A text that the date is compared with.
pub struct Compared {
    /// The text.
    pub text: String,
    /// The sign between the date, on the left, and the text.
    pub sign: Binary,
    /// Where the text stands.
    pub part: Part,
}

/// A call of a function of the library.
pub struct Called {
    /// Its name.
    pub name: String,
    /// What it is given.
    pub arguments: Vec<Argument>,
}

/// What a function of the library is given, as far as that is written there.
pub struct Argument {
    /// Where it stands.
    pub part: Part,
    /// What it is.
    pub kind: Given,
}

/// What an argument is.
pub enum Given {
    /// The economy, with names behind it; of a method the names before it.
    Economy(Vec<String>),
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// A table by its names; nothing inside where it has other keys too.
    Table(Option<Vec<(String, Argument)>>),
    /// Something else.
    Other,
}

/// Where the function gets what it is given.
#[derive(Clone, Copy)]
pub struct Parameters {
    /// Number of the parameter that is the economy, from 0.
    pub economy: usize,
    /// Number of the parameter that is the date, from 0.
    pub date: Option<usize>,
}

/// What `function` says; nothing where its text is not known. `library` is what `m` is.
pub fn said(
    lua: &Lua,
    function: &Function,
    parameters: Parameters,
    library: Option<&Table>,
) -> Said {
    let Some(living) = sources::living(lua, function) else {
        return Said::default();
    };
    let about = &living.chunk.functions[living.function];
    let mut known = BTreeMap::new();
    let parameter = |place: usize| about.parameters.get(place).copied();
    let economy = parameter(parameters.economy).map(|id| (id, Origin::Economy));
    let date = parameters.date.and_then(parameter);
    let date = date.map(|id| (id, Origin::Date));
    let captured = about.upvalues.iter().zip(&living.captured);
    let is_library = |value: &mlua::Value| {
        let table = value.as_table().cloned().map(sources::behind);
        library.is_some() && table.as_ref() == library
    };
    let captured = captured.filter(|(_, value)| is_library(value));
    let captured = captured.map(|(&id, _)| (id, Origin::Library));
    for (id, origin) in economy.into_iter().chain(date).chain(captured) {
        known.insert(id, (origin, Vec::new()));
    }
    let mut search = Search {
        living: &living,
        known,
        said: Said::default(),
    };
    search.block(&about.body);
    search.said
}

#[derive(Clone, Copy, PartialEq)]
enum Origin {
    Economy,
    Date,
    Library,
}

struct Search<'a> {
    living: &'a sources::Living,
    /// What variables hold: the economy, the date or the library, with names behind it.
    known: BTreeMap<DeclarationId, (Origin, Vec<String>)>,
    said: Said,
}

impl Search<'_> {
    fn block(&mut self, block: &Block) {
        for statement in &block.0 {
            self.statement(&statement.kind);
        }
    }

    fn statement(&mut self, statement: &StatementKind) {
        match statement {
            StatementKind::Local { names, values, .. } => {
                self.all(values);
                for (&name, value) in names.iter().zip(values) {
                    let constant = self.living.chunk.declarations[name].writes.is_empty();
                    if let Some(held) = self.names(value).filter(|_| constant) {
                        self.known.insert(name, held);
                    }
                }
            }
            StatementKind::Return(values) => self.all(values),
            StatementKind::LocalFunction(_, function) => self.function(*function),
            StatementKind::Assign { targets, values } => {
                // What is assigned is told about, with what to do instead, when it happens.
                for target in targets {
                    if self.names(target).is_none() {
                        self.expression(target);
                    }
                }
                self.all(values);
            }
            StatementKind::Call(call) => self.expression(call),
            StatementKind::Do(body) => self.block(body),
            StatementKind::If { arms, otherwise } => {
                for (condition, body) in arms {
                    self.expression(condition);
                    self.block(body);
                }
                if let Some(body) = otherwise {
                    self.block(body);
                }
            }
            StatementKind::For {
                from,
                to,
                step,
                body,
                ..
            } => {
                self.expression(from);
                self.expression(to);
                if let Some(step) = step {
                    self.expression(step);
                }
                self.block(body);
            }
            StatementKind::Other(_) => {}
        }
    }

    fn all(&mut self, expressions: &[Expression]) {
        for expression in expressions {
            self.expression(expression);
        }
    }

    fn function(&mut self, function: usize) {
        let chunk = Rc::clone(&self.living.chunk);
        self.block(&chunk.functions[function].body);
    }

    fn expression(&mut self, expression: &Expression) {
        if let Some((origin, names)) = self.names(expression) {
            let part = self.part(expression);
            match origin {
                Origin::Economy if !names.is_empty() => self.said.read.push((names, part)),
                Origin::Library if !names.is_empty() => self.said.library.push((names, part)),
                _ => {}
            }
            return;
        }
        match &expression.kind {
            ExpressionKind::Function(function) => self.function(*function),
            ExpressionKind::Index(object, key) => {
                if let Some((Origin::Economy, names)) = self.names(object)
                    && number(key).is_some()
                {
                    let part = self.part(expression);
                    self.said.indexed.push((names, part));
                }
                self.expression(object);
                self.expression(key);
            }
            ExpressionKind::Call(function, arguments) => {
                if let Some((Origin::Library, names)) = self.names(function)
                    && let [name] = &names[..]
                {
                    let name = name.clone();
                    let arguments = arguments.iter().map(|one| self.argument(one)).collect();
                    self.said.calls.push(Called { name, arguments });
                }
                self.expression(function);
                self.all(arguments);
            }
            ExpressionKind::Method(inner)
            | ExpressionKind::Unary(_, inner)
            | ExpressionKind::Parentheses(inner) => self.expression(inner),
            ExpressionKind::Binary(sign, _, left, right) => {
                self.compared(*sign, left, right);
                if let Some(turned) = turned(*sign) {
                    self.compared(turned, right, left);
                }
                self.expression(left);
                self.expression(right);
            }
            ExpressionKind::Table(entries) => {
                for entry in entries {
                    if let Some(key) = &entry.key {
                        self.expression(key);
                    }
                    self.expression(&entry.value);
                }
            }
            _ => {}
        }
    }

    /// Notes a comparison of the date with a text.
    fn compared(&mut self, sign: Binary, date: &Expression, text: &Expression) {
        let is_date = match self.names(date) {
            Some((Origin::Date, names)) => names.is_empty(),
            Some((Origin::Economy, names)) => names == ["date"],
            _ => false,
        };
        if let Some(words) = word(text).filter(|_| is_date && turned(sign).is_some()) {
            let part = self.part(text);
            self.said.dates.push(Compared {
                text: words,
                sign,
                part,
            });
        }
    }

    fn argument(&self, expression: &Expression) -> Argument {
        let inner = expression.inner();
        let kind = match &inner.kind {
            ExpressionKind::Table(entries) => Given::Table(self.entries(entries)),
            ExpressionKind::Method(of) => match self.names(of) {
                Some((Origin::Economy, names)) => Given::Economy(names),
                _ => Given::Other,
            },
            _ => match (self.names(inner), word(inner), number(inner)) {
                (Some((Origin::Economy, names)), ..) => Given::Economy(names),
                (_, Some(text), _) => Given::Text(text),
                (.., Some(number)) => Given::Number(number),
                _ => Given::Other,
            },
        };
        Argument {
            part: self.part(expression),
            kind,
        }
    }

    fn entries(&self, entries: &[Entry]) -> Option<Vec<(String, Argument)>> {
        let named = entries.iter().map(|entry| {
            let name = name(entry.key.as_ref()?)?;
            let mut argument = self.argument(&entry.value);
            if let (Some(key), Given::Other) = (&entry.key, &argument.kind) {
                argument.part = self.part(key);
            }
            Some((name, argument))
        });
        named.collect()
    }

    fn part(&self, expression: &Expression) -> Part {
        Part {
            chunk: Rc::clone(&self.living.chunk),
            span: expression.span,
        }
    }

    /// What `expression` is, if it is the economy, the date or the library with names behind it.
    fn names(&self, expression: &Expression) -> Option<(Origin, Vec<String>)> {
        match &expression.inner().kind {
            ExpressionKind::Name(_, Binding::Local(id)) => self.known.get(id).cloned(),
            ExpressionKind::Index(object, key) => {
                let (origin, mut names) = self.names(object)?;
                let ExpressionKind::Key(name) = &key.kind else {
                    return None;
                };
                names.push(name.clone());
                Some((origin, names))
            }
            _ => None,
        }
    }
}

/// The sign with both sides changed over; nothing where it compares nothing.
fn turned(sign: Binary) -> Option<Binary> {
    Some(match sign {
        Binary::Equal | Binary::NotEqual => sign,
        Binary::Less => Binary::Greater,
        Binary::LessOrEqual => Binary::GreaterOrEqual,
        Binary::Greater => Binary::Less,
        Binary::GreaterOrEqual => Binary::LessOrEqual,
        _ => return None,
    })
}

/// The name that a key is: `.name` or `["name"]`.
fn name(key: &Expression) -> Option<String> {
    match &key.kind {
        ExpressionKind::Key(name) => Some(name.clone()),
        _ => word(key),
    }
}

/// The text that `expression` is, where nothing in it is escaped.
fn word(expression: &Expression) -> Option<String> {
    let ExpressionKind::Literal(written) = &expression.inner().kind else {
        return None;
    };
    let quoted = ["\"", "'"].into_iter().find_map(|quote| {
        let inside = written.strip_prefix(quote)?.strip_suffix(quote)?;
        (!inside.contains('\\')).then_some(inside)
    });
    let long = || written.strip_prefix("[[")?.strip_suffix("]]");
    quoted.or_else(long).map(str::to_owned)
}

/// The number that `expression` is.
fn number(expression: &Expression) -> Option<f64> {
    match &expression.inner().kind {
        ExpressionKind::Literal(written) if !written.starts_with(['"', '\'', '[']) => {
            written.parse().ok()
        }
        ExpressionKind::Unary(Unary::Negate, inner) => number(inner).map(|number| -number),
        _ => None,
    }
}
