//! Values that are of the wrong kind where they stand, each with its message and its remedy.

use super::super::diagnostic::{Diagnostic, Part};
use super::super::value::{Torn, Value, Why};

pub(super) fn category_compared(at: &Part) -> Diagnostic {
    Diagnostic::new(
        at,
        "a category is compared with something that is no word",
        "compare it with a word, such as `f.industry == \"C\"`",
    )
}

pub(super) fn never_equal(a: &Value, b: &Value, at: &Part) -> Diagnostic {
    let message = format!("this compares {} with {}", a.kind(), b.kind());
    Diagnostic::new(at, message, "both sides must be of one kind")
}

pub(super) fn number_as_condition(words: &str, at: &Part) -> Diagnostic {
    let name = words.trim_matches('`');
    Diagnostic::new(
        at,
        "a number is used as a condition; in Lua every number counts as true, 0 too",
        format!("write `{name} ~= 0`"),
    )
}

pub(super) fn guard_as_condition(number: &Part, at: &Part) -> Diagnostic {
    Diagnostic::new(
        at,
        "a number is used as a condition; in Lua every number counts as true, 0 too",
        "compare the number with something, or leave it out",
    )
    .beside(number, "this is no condition")
}

pub(super) fn category_as_condition(name: &str, at: &Part) -> Diagnostic {
    Diagnostic::new(
        at,
        format!("the category `{name}` is used as a condition, which always holds"),
        format!("compare it with a word: `f.{name} == \"...\"`"),
    )
}

pub(super) fn unusable(value: &Value, words: &str, wanted: &str, at: &Part) -> Diagnostic {
    let needed = format!("{words} is {}, but {wanted} is needed", value.kind());
    let help = match value {
        Value::Torn(torn) => return torn_value(torn, words, at),
        Value::Nil => "is the name right, and is there a value on every path?",
        Value::Truth(_) => "write `condition and 1 or 0` to make a number of it",
        Value::Text(_) => "a rule computes with numbers; texts can only be compared",
        Value::Category(_) => "compare a category with a word, such as `f.industry == \"C\"`",
        Value::Guard(..) => "say what else it is: `condition and value or other`",
        Value::Firm => "name one of its fields, such as `f.price`",
        Value::Economy => "name one of its fields, such as `e.inflation`",
        Value::Number(_) => "a number has no entries and cannot be called",
        Value::Record(_) | Value::Table(..) => "name one of its entries",
        Value::Function(_) => "call it: `name(...)`",
    };
    Diagnostic::new(at, needed, help)
}

fn torn_value(torn: &Torn, words: &str, at: &Part) -> Diagnostic {
    match torn.why {
        Why::OneSided => Diagnostic::new(
            at,
            format!("{words} has a value on some paths only"),
            "give it a value on every path, or before the branch",
        )
        .beside(&torn.part, "depends on this"),
        Why::Kinds(one, other) => Diagnostic::new(
            at,
            format!("{words} is {one} on one path and {other} on another"),
            "give it the same kind of value on every path",
        )
        .beside(&torn.part, "depends on this"),
    }
}

pub(super) fn torn_result(torn: &Torn, at: &Part, whole: &Part) -> Diagnostic {
    if let Why::OneSided = torn.why {
        return Diagnostic::new(
            at,
            "the rule returns a value on some paths only",
            "return as many values on every path",
        )
        .beside(whole, "in this rule");
    }
    torn_value(torn, "what the rule returns", at)
}

pub(super) fn result(value: &Value, at: &Part) -> Diagnostic {
    let help = match value {
        Value::Truth(_) => "write `condition and 1 or 0` to make a number of it",
        Value::Guard(..) => "say what else it is: `condition and value or other`",
        _ => "return numbers, or a table of named numbers",
    };
    let message = format!("the rule returns {}, not a number", value.kind());
    Diagnostic::new(at, message, help)
}
