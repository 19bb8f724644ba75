//! `checks`: what has to hold of the results.

use super::Keys;
use crate::lua::{Plain, Table};
use crate::scenario::fields::{Fields, Reader};
use crate::scenario::spec::CheckSpec;

const ACCOUNTS: Keys = Keys::of(&["tolerance"]);
const SIGN: Keys = Keys::of(&["branch", "series", "is", "at_least_pct", "from", "to"]);
const FACTS: Keys = Keys::of(&["fact", "branch", "low", "high"]);
const RANGE: Keys = Keys::of(&["branch", "series", "low", "high", "from", "to"]);

pub fn checks(reader: &mut Reader, top: &mut Fields) -> Vec<CheckSpec> {
    let mut checks = Vec::new();
    for (path, entry) in reader.list(top, "checks").unwrap_or_default() {
        let (word, argument) = match entry {
            Plain::Word { word, argument } => (word, *argument),
            other => {
                let remedy =
                    "write m.accounts {}, m.sign { ... }, m.range { ... } or m.stylised_facts {}";
                reader.wrong_type(&path, "a check", &other, remedy);
                continue;
            }
        };
        checks.extend(check(reader, &path, word, argument));
    }
    checks
}

fn check(reader: &mut Reader, path: &str, word: String, argument: Plain) -> Option<CheckSpec> {
    let keys = match word.as_str() {
        "accounts" => &ACCOUNTS,
        "sign" => &SIGN,
        "range" => &RANGE,
        "stylised_facts" => &FACTS,
        _ => {
            let message = format!("m.{word} is no check");
            reader.refuse(
                path,
                &message,
                "there is m.accounts, m.sign, m.range and m.stylised_facts",
            );
            return None;
        }
    };
    let table = match argument {
        Plain::Table(table) => table,
        Plain::Nothing => Table::default(),
        other => {
            let message = format!("m.{word} was given {}", other.kind());
            reader.refuse(path, &message, &format!("write m.{word} {{ ... }}"));
            return None;
        }
    };
    reader.odd(path, &table);
    let mut fields = reader.open(path, table, keys);
    Some(CheckSpec {
        place: reader.place(path),
        word,
        tolerance: reader.number(&mut fields, "tolerance"),
        branch: reader.text(&mut fields, "branch"),
        series: reader.text(&mut fields, "series"),
        fact: reader.text(&mut fields, "fact"),
        is: reader.text(&mut fields, "is"),
        at_least: reader.number(&mut fields, "at_least_pct"),
        low: reader.number(&mut fields, "low"),
        high: reader.number(&mut fields, "high"),
        from: reader.text(&mut fields, "from"),
        to: reader.text(&mut fields, "to"),
    })
}
