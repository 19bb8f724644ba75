//! `m.path { ... }`: sizes, dates, filters.

use engine::levers::Size;

use super::Keys;
use crate::lua::{Plain, Table};
use crate::scenario::fields::{Fields, Reader};
use crate::scenario::place::Located;
use crate::scenario::spec::{Chosen, Given, PathSpec};

const KEYS: Keys = Keys::of(&[
    "pp",
    "pct",
    "level",
    "add",
    "from",
    "to",
    "lasting",
    "decay",
    "permanent",
    "after",
    "products",
    "industries",
    "combine",
]);
const CENTRAL: Keys = Keys::of(&["most", "least", "n"]);

/// What `m.path` was given at `path`; `example` says how it is written.
pub fn path(reader: &mut Reader, path: &str, argument: Plain, example: &str) -> Option<PathSpec> {
    let Plain::Table(table) = argument else {
        let message = format!("m.path was given {}", argument.kind());
        reader.refuse(path, &message, example);
        return None;
    };
    let before = reader.problems();
    reader.odd(path, &table);
    let mut fields = reader.open(path, table, &KEYS);
    let mut sizes = Vec::new();
    for size in Size::ALL {
        if let Some(given) = given(reader, &mut fields, size.name()) {
            sizes.push((size, given));
        }
    }
    let mut spec = PathSpec {
        place: reader.place(path),
        whole: true,
        sizes,
        from: reader.text(&mut fields, "from"),
        to: reader.text(&mut fields, "to"),
        lasting: reader.span(&mut fields, "lasting"),
        decay: reader.number(&mut fields, "decay"),
        permanent: reader.flag(&mut fields, "permanent"),
        after: reader.number(&mut fields, "after"),
        products: chosen(reader, &mut fields, "products"),
        industries: chosen(reader, &mut fields, "industries"),
        combine: reader.text(&mut fields, "combine"),
    };
    spec.whole = reader.problems() == before;
    Some(spec)
}

/// A size: a number, a list of numbers, or a function. What is none of them is refused, and stands
/// for a size all the same, so that nobody is told that it is missing.
fn given(reader: &mut Reader, fields: &mut Fields, key: &str) -> Option<Located<Given>> {
    let (path, value) = Reader::entry(fields, key)?;
    let place = reader.place(&path);
    let given = match value {
        Plain::Number(number) => Given::Number(number),
        Plain::Table(table) if table.named.is_empty() => list(reader, &path, table),
        Plain::Function => Given::Function(reader.function_at(path, &value, "")?),
        other => {
            let wanted = "a number, a list of numbers or a function";
            reader.wrong_type(&path, wanted, &other, "write it without quotes");
            Given::List(Vec::new())
        }
    };
    Some(Located::new(given, place))
}

/// One number a quarter, without a gap.
fn list(reader: &mut Reader, path: &str, table: Table) -> Given {
    let gap = table.list.iter().position(|entry| *entry == Plain::Nothing);
    let places = table.odd.iter().all(|key| key.parse::<u32>().is_ok());
    if let Some(gap) = gap.or((!table.odd.is_empty() && places).then_some(table.list.len())) {
        let message = format!("`{path}` has no value for its quarter {}", gap + 1);
        let remedy = if path.ends_with("level") {
            "write a number for every quarter, or two paths with a pause between them"
        } else {
            "write a number for every quarter; 0 is no shock"
        };
        reader.refuse(path, &message, remedy);
        return Given::List(Vec::new());
    }
    reader.odd(path, &table);
    if table.list.is_empty() && table.odd.is_empty() {
        reader.refuse(
            path,
            &format!("`{path}` is empty"),
            "write one number a quarter",
        );
    }
    let entries = table.list.into_iter().enumerate();
    let entries = entries.map(|(index, entry)| (format!("{path}[{}]", index + 1), entry));
    Given::List(reader.each_number(entries.collect()))
}

/// A choice of industries or products: codes, or `m.industries { ... }`.
pub fn chosen(reader: &mut Reader, fields: &mut Fields, key: &str) -> Option<Located<Chosen>> {
    let (path, value) = Reader::entry(fields, key)?;
    let place = reader.place(&path);
    let chosen = match value {
        Plain::Table(table) if table.named.is_empty() && !table.list.is_empty() => {
            reader.odd(&path, &table);
            let entries = table.list.into_iter().enumerate();
            let entries = entries.map(|(index, entry)| (join_index(&path, index), entry));
            Chosen::Codes(reader.each_text(entries.collect()))
        }
        Plain::Word { word, argument } if word == "industries" => {
            central(reader, &path, *argument)?
        }
        other => {
            let remedy =
                "write { \"C\", \"G47\" }, or m.industries { most = \"influence\", n = 5 }";
            return reader.mistyped(&path, "a list of codes", &other, remedy);
        }
    };
    Some(Located::new(chosen, place))
}

fn join_index(path: &str, index: usize) -> String {
    format!("{path}[{}]", index + 1)
}

fn central(reader: &mut Reader, path: &str, argument: Plain) -> Option<Chosen> {
    let Plain::Table(table) = argument else {
        let message = format!("m.industries was given {}", argument.kind());
        let remedy = "write m.industries { most = \"influence\", n = 5 }";
        reader.refuse(path, &message, remedy);
        return None;
    };
    reader.odd(path, &table);
    let mut fields = reader.open(path, table, &CENTRAL);
    Some(Chosen::Central {
        most: reader.text(&mut fields, "most"),
        least: reader.text(&mut fields, "least"),
        n: reader.number(&mut fields, "n"),
    })
}
