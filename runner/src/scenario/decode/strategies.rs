//! `strategies` and `switching` of a branch.

use super::{Keys, path};
use crate::lua::Plain;
use crate::scenario::branch::FunctionRef;
use crate::scenario::fields::{Fields, Reader};
use crate::scenario::spec::{StrategySpec, SwitchingSpec};

const STRATEGY: Keys = Keys::of(&[
    "name",
    "share",
    "industries",
    "regions",
    "size",
    "switching",
    "decide",
    "quantity",
    "price",
    "investment",
    "employment",
    "wage",
    "loan_demand",
    "dividend",
]);
/// Decisions that a strategy can make.
const DECISIONS: [&str; 7] = [
    "quantity",
    "price",
    "investment",
    "employment",
    "wage",
    "loan_demand",
    "dividend",
];
const SIZE: Keys = Keys::of(&["min", "max"]);
const SWITCHING: Keys = Keys::of(&["every", "by", "intensity", "memory"]);

pub fn strategies(reader: &mut Reader, fields: &mut Fields) -> Vec<StrategySpec> {
    let mut strategies = Vec::new();
    for (path, entry) in reader.list(fields, "strategies").unwrap_or_default() {
        let Plain::Table(table) = entry else {
            let remedy = "write { name = \"...\", share = 0.5, price = function(f, e) ... end }";
            reader.wrong_type(&path, "a table", &entry, remedy);
            continue;
        };
        let before = reader.problems();
        reader.odd(&path, &table);
        let mut fields = reader.open(&path, table, &STRATEGY);
        if fields.peek("name").is_none() {
            reader.refuse(&path, "the strategy has no name", "write name = \"...\"");
        }
        let size = reader.table(&mut fields, "size", &SIZE);
        let mut size = size.unwrap_or_else(Fields::empty);
        let mut spec = StrategySpec {
            place: reader.place(&path),
            whole: true,
            name: reader.text(&mut fields, "name"),
            share: reader.number(&mut fields, "share"),
            industries: path::chosen(reader, &mut fields, "industries"),
            regions: reader.texts(&mut fields, "regions"),
            smallest: reader.number(&mut size, "min"),
            largest: reader.number(&mut size, "max"),
            decisions: decisions(reader, &mut fields),
            decide: reader.function(
                &mut fields,
                "decide",
                "function(f, e) return { price = ... } end",
            ),
            switching: switching(reader, &mut fields),
        };
        spec.whole = reader.problems() == before;
        strategies.push(spec);
    }
    strategies
}

fn decisions(reader: &mut Reader, fields: &mut Fields) -> Vec<(String, FunctionRef)> {
    let named = DECISIONS.iter().filter_map(|name| {
        let function = reader.function(fields, name, "function(f, e) return ... end")?;
        Some(((*name).to_owned(), function))
    });
    named.collect()
}

/// `switching = m.switching { ... }`.
pub fn switching(reader: &mut Reader, fields: &mut Fields) -> Option<SwitchingSpec> {
    let (path, value) = Reader::entry(fields, "switching")?;
    let example = "write m.switching { every = \"4q\", by = \"profit\", intensity = 2.0 }";
    let Plain::Word { word, argument } = value else {
        return reader.mistyped(&path, "a switching rule", &value, example);
    };
    match *argument {
        Plain::Table(table) if word == "switching" => {
            reader.odd(&path, &table);
            let mut fields = reader.open(&path, table, &SWITCHING);
            Some(SwitchingSpec {
                place: reader.place(&path),
                every: reader.span(&mut fields, "every"),
                by: reader.text(&mut fields, "by"),
                intensity: reader.number(&mut fields, "intensity"),
                memory: reader.number(&mut fields, "memory"),
            })
        }
        other => {
            let message = format!("m.{word} was given {}", other.kind());
            reader.refuse(&path, &message, example);
            None
        }
    }
}
