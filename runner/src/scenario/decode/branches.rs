//! `branches`: each entry with its shocks, data, functions and strategies.

use engine::levers;

use super::{Keys, path, settings, strategies};
use crate::lua::Plain;
use crate::scenario::alias;
use crate::scenario::branch::FunctionRef;
use crate::scenario::fields::{Fields, Reader};
use crate::scenario::place::Located;
use crate::scenario::spec::{BranchSpec, FollowSpec, PathSpec, SeriesSpec};

const BRANCH: Keys = Keys {
    now: &[
        "name",
        "parent",
        "sizes",
        "set",
        "shocks",
        "follow",
        "rules",
        "on",
        "strategies",
        "switching",
    ],
    later: &[],
    elsewhere: &[
        (
            "runs",
            "it is the same in all branches; put it beside `branches`",
        ),
        (
            "seed",
            "it is the same in all branches; put it beside `branches`",
        ),
        (
            "horizon",
            "it is the same in all branches; put it beside `branches`",
        ),
    ],
};
const SERIES: Keys = Keys::of(&["file", "column", "as", "from"]);

/// How levels are followed.
const LEVELS: &str = "write m.path { level = { ... }, from = \"2020Q1\" }";
/// How data are followed.
const DATA: &str = "write m.series \"data.csv\"";

pub fn branches(reader: &mut Reader, top: &mut Fields) -> Vec<BranchSpec> {
    let mut branches = Vec::new();
    for (path, entry) in reader.list(top, "branches").unwrap_or_default() {
        let Plain::Table(table) = entry else {
            reader.wrong_type(&path, "a table", &entry, "write { name = \"...\" }");
            continue;
        };
        reader.odd(&path, &table);
        let mut fields = reader.open(&path, table, &BRANCH);
        if fields.peek("name").is_none() {
            reader.refuse(&path, "the branch has no name", "write { name = \"...\" }");
        }
        branches.push(BranchSpec {
            place: reader.place(&path),
            name: reader.text(&mut fields, "name"),
            parent: reader.text(&mut fields, "parent"),
            sizes: sizes(reader, &mut fields),
            set: settings(reader, &mut fields),
            shocks: shocks(reader, &mut fields),
            follow: follow(reader, &mut fields),
            rules: rules(reader, &mut fields),
            on: reader.functions(&mut fields, "on", "function(e) ... end"),
            strategies: strategies::strategies(reader, &mut fields),
            switching: strategies::switching(reader, &mut fields),
        });
    }
    branches
}

fn sizes(reader: &mut Reader, fields: &mut Fields) -> Option<Located<Vec<Located<f64>>>> {
    let place = reader.place(&fields.path_of("sizes"));
    let entries = reader.list(fields, "sizes")?;
    Some(Located::new(reader.each_number(entries), place))
}

/// `shocks`: by lever one path or a list of paths.
fn shocks(reader: &mut Reader, fields: &mut Fields) -> Vec<(Located<String>, Vec<PathSpec>)> {
    let mut shocks = Vec::new();
    for (lever, path, value) in reader.entries(fields, "shocks", "lever = m.path { ... }") {
        let size =
            levers::find(alias::full(&lever.value)).map_or("pct", |lever| lever.sizes[0].name());
        let example = format!("write m.path {{ {size} = 1, from = \"2020Q1\", lasting = \"4q\" }}");
        let paths = match value {
            Plain::Table(table) if table.named.is_empty() && numbers(&table.list) => {
                let message = format!("`{path}` must be a path, not a list of numbers");
                let remedy = format!("write m.path {{ {size} = {{ ... }}, from = \"2020Q1\" }}");
                reader.refuse(&path, &message, &remedy);
                Vec::new()
            }
            Plain::Table(table) if table.named.is_empty() && !table.list.is_empty() => {
                reader.odd(&path, &table);
                let entries = table.list.into_iter().enumerate();
                entries
                    .filter_map(|(index, entry)| {
                        one_path(reader, &format!("{path}[{}]", index + 1), entry, &example)
                    })
                    .collect()
            }
            one => Vec::from_iter(one_path(reader, &path, one, &example)),
        };
        shocks.push((named(lever), paths));
    }
    shocks
}

/// Whether `list` holds numbers, and nothing else.
fn numbers(list: &[Plain]) -> bool {
    let number = |entry: &Plain| matches!(entry, Plain::Number(_));
    !list.is_empty() && list.iter().all(number)
}

fn one_path(reader: &mut Reader, path: &str, value: Plain, example: &str) -> Option<PathSpec> {
    match value {
        Plain::Word { word, argument } if word == "path" => {
            path::path(reader, path, *argument, example)
        }
        other => reader.mistyped(path, "a path", &other, example),
    }
}

/// A lever or a rule under its full name, where it was written.
fn named(name: Located<String>) -> Located<String> {
    Located::new(alias::full(&name.value).to_owned(), name.place)
}

/// `rules`: functions by rule.
fn rules(reader: &mut Reader, fields: &mut Fields) -> Vec<(Located<String>, FunctionRef)> {
    let rules = reader
        .functions(fields, "rules", "function(e) return ... end")
        .into_iter();
    rules
        .map(|(rule, function)| (named(rule), function))
        .collect()
}

/// `follow`: by rule a file or a path.
fn follow(reader: &mut Reader, fields: &mut Fields) -> Vec<(Located<String>, FollowSpec)> {
    let mut follow = Vec::new();
    for (rule, path, value) in reader.entries(fields, "follow", "rule = m.series \"data.csv\"") {
        let spec = match value {
            Plain::Word { word, argument } if word == "series" => {
                series(reader, &path, *argument).map(|series| FollowSpec::Series(Box::new(series)))
            }
            Plain::Word { word, argument } if word == "path" => {
                path::path(reader, &path, *argument, LEVELS)
                    .map(|path| FollowSpec::Path(Box::new(path)))
            }
            other => reader.mistyped(&path, "data", &other, DATA),
        };
        follow.extend(spec.map(|spec| (named(rule), spec)));
    }
    follow
}

/// What `m.series` was given: the name of a file, or a table.
fn series(reader: &mut Reader, path: &str, argument: Plain) -> Option<SeriesSpec> {
    let place = reader.place(path);
    match argument {
        Plain::Text(file) => Some(SeriesSpec {
            file: Some(Located::new(file, place.clone())),
            place,
            column: None,
            meaning: None,
            from: None,
        }),
        Plain::Table(table) => {
            reader.odd(path, &table);
            let mut fields = reader.open(path, table, &SERIES);
            if fields.peek("file").is_none() {
                reader.refuse(path, &format!("`{path}` names no file"), DATA);
            }
            Some(SeriesSpec {
                place,
                file: reader.text(&mut fields, "file"),
                column: reader.text(&mut fields, "column"),
                meaning: reader.text(&mut fields, "as"),
                from: reader.text(&mut fields, "from"),
            })
        }
        other => {
            let message = format!("m.series was given {}", other.kind());
            reader.refuse(path, &message, DATA);
            None
        }
    }
}
