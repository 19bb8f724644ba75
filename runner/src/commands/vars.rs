//! `runner vars`: the dictionary of series and parameters.

use std::fmt::Write;

use engine::parameters::Scalars;
use engine::record::{IndustryRecord, Record};

use crate::exit::Exit;
use crate::streams::Streams;
use crate::words::wrap;

/// Columns that the whole may take.
const WIDTH: usize = 100;

/// One line of the dictionary.
struct Entry {
    name: &'static str,
    unit: String,
    meaning: String,
}

/// Prints everything, or what holds `word` in its name or its meaning.
pub fn run(word: Option<&str>, streams: &mut Streams) -> Exit {
    let wanted = word.unwrap_or_default().to_lowercase();
    let mut text = String::new();
    for (title, entries) in sections() {
        let found: Vec<Entry> = entries
            .into_iter()
            .filter(|entry| {
                entry.name.contains(&wanted) || entry.meaning.to_lowercase().contains(&wanted)
            })
            .collect();
        if !found.is_empty() {
            text.push_str(&section(title, &found));
        }
    }
    if text.is_empty() {
        streams.tell(&format!(
            "nothing is called or means `{wanted}`; `runner vars` without a word lists everything"
        ));
        return Exit::CommandLine;
    }
    streams.say(&text);
    Exit::Good
}

fn sections() -> [(&'static str, Vec<Entry>); 3] {
    let series = |columns: &[engine::tables::Column]| -> Vec<Entry> {
        let entry = |column: &engine::tables::Column| Entry {
            name: column.name,
            unit: column.unit.to_owned(),
            meaning: with_symbol(column.meaning, column.symbol),
        };
        columns.iter().map(entry).collect()
    };
    let parameters = Scalars::DESCRIPTIONS.iter().map(|about| Entry {
        name: about.name,
        unit: about.unit.to_owned(),
        meaning: format!(
            "{} {} to {}.",
            with_symbol(about.meaning, about.symbol),
            about.low,
            about.high
        ),
    });
    [
        (
            "Series: record.series, series.parquet",
            series(Record::COLUMNS),
        ),
        (
            "Industry series: record.industries, industries.parquet",
            series(IndustryRecord::COLUMNS),
        ),
        ("Parameters: set, --set", parameters.collect()),
    ]
}

fn with_symbol(meaning: &str, symbol: &str) -> String {
    match symbol {
        "" => meaning.to_owned(),
        "extension" => format!("{meaning} Extension."),
        symbol => format!("{meaning} {symbol}"),
    }
}

fn section(title: &str, entries: &[Entry]) -> String {
    let widest = |text: fn(&Entry) -> &str| {
        entries
            .iter()
            .map(|entry| text(entry).chars().count())
            .max()
            .unwrap_or(0)
    };
    let name = widest(|entry| entry.name).min(42);
    let unit = widest(|entry| &entry.unit).min(30);
    let room = WIDTH - name - unit - 6;
    let mut text = format!("{title}\n");
    for entry in entries {
        let mut units = wrap(&entry.unit, unit).into_iter();
        let mut shown = entry.name;
        for line in wrap(&entry.meaning, room) {
            let unit_part = units.next().unwrap_or_default();
            let row = format!("  {shown:<name$}  {unit_part:<unit$}  {line}");
            text.push_str(row.trim_end());
            text.push('\n');
            shown = "";
        }
        for rest in units {
            let _ = writeln!(text, "  {:<name$}  {rest}", "");
        }
    }
    text.push('\n');
    text
}
