//! `sweep`: parameters and sizes that vary over the points of a design.

use super::Keys;
use crate::lua::{Plain, Table, join};
use crate::scenario::fields::{Fields, Reader};
use crate::scenario::place::Located;
use crate::scenario::spec::{SweepSpec, SweptSpec};

const LATIN_HYPERCUBE: Keys = Keys::of(&["n", "over", "size_of", "of"]);
const SOBOL: Keys = Keys::of(&["n", "over", "size_of", "of"]);
const MORRIS: Keys = Keys::of(&["trajectories", "levels", "over", "size_of", "of"]);
/// What a grid holds beside parameters.
const GRID: Keys = Keys::of(&["size_of", "of"]);

/// What a sweep looks like.
const EXAMPLE: &str = "write m.grid { propensity_to_consume = { 0.85, 0.9, 0.95 } }";

pub fn sweep(reader: &mut Reader, top: &mut Fields) -> Option<SweepSpec> {
    let before = reader.problems();
    let (path, value) = Reader::entry(top, "sweep")?;
    let Plain::Word { word, argument } = value else {
        return reader.mistyped(&path, "a sweep", &value, EXAMPLE);
    };
    let keys = match word.as_str() {
        "grid" => &GRID,
        "latin_hypercube" => &LATIN_HYPERCUBE,
        "sobol" => &SOBOL,
        "morris" => &MORRIS,
        _ => {
            let remedy = "there is m.grid, m.latin_hypercube, m.sobol and m.morris";
            reader.refuse(&path, &format!("m.{word} is no sweep"), remedy);
            return None;
        }
    };
    let Plain::Table(table) = *argument else {
        let message = format!("m.{word} was given {}", argument.kind());
        reader.refuse(&path, &message, EXAMPLE);
        return None;
    };
    reader.odd(&path, &table);
    let (table, mut over) = if word == "grid" {
        let (options, parameters) = apart(table);
        (options, swept(reader, &path, parameters))
    } else {
        (table, Vec::new())
    };
    let mut fields = reader.open(&path, table, keys);
    over.extend(swept_at(reader, &mut fields, "over"));
    let mut spec = SweepSpec {
        place: reader.place(&path),
        word,
        whole: true,
        over,
        size_of: swept_at(reader, &mut fields, "size_of"),
        n: reader.number(&mut fields, "n"),
        trajectories: reader.number(&mut fields, "trajectories"),
        levels: reader.number(&mut fields, "levels"),
        of: reader.texts(&mut fields, "of"),
    };
    spec.whole = reader.problems() == before;
    Some(spec)
}

/// The options of a grid, and its parameters.
fn apart(table: Table) -> (Table, Table) {
    let (named, parameters) =
        (table.named.into_iter()).partition(|(name, _)| GRID.now.contains(&name.as_str()));
    let of = |named, list| Table {
        list,
        named,
        odd: Vec::new(),
    };
    (of(named, table.list), of(parameters, Vec::new()))
}

fn swept_at(reader: &mut Reader, fields: &mut Fields, key: &str) -> Vec<SweptSpec> {
    match reader.any_table(fields, key) {
        Some((path, table)) => swept(reader, &path, table),
        None => Vec::new(),
    }
}

/// Names with lists of numbers.
fn swept(reader: &mut Reader, path: &str, table: Table) -> Vec<SweptSpec> {
    if !table.list.is_empty() {
        let message = format!("`{path}` has entries without a name");
        reader.refuse(&format!("{path}[1]"), &message, "write name = { 0.5, 1.5 }");
    }
    let mut swept = Vec::new();
    for (name, value) in table.named {
        let place = join(path, &name);
        let Plain::Table(values) = value else {
            reader.wrong_type(&place, "a list of numbers", &value, "write { 0.5, 1.5 }");
            continue;
        };
        reader.odd(&place, &values);
        if let Some(key) = values.named.keys().next() {
            let message = format!("`{place}` has the key `{key}`");
            reader.refuse(&join(&place, key), &message, "write { 0.5, 1.5 }");
        }
        let entries = values.list.into_iter().enumerate();
        let entries = entries.map(|(index, entry)| (format!("{place}[{}]", index + 1), entry));
        let before = reader.problems();
        let numbers = reader.each_number(entries.collect());
        swept.push(SweptSpec {
            name: Located::new(name, reader.place(&place)),
            whole: reader.problems() == before,
            values: numbers,
        });
    }
    swept
}
