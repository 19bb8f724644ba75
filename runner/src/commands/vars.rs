//! `runner vars`: the dictionary of series and parameters.

use std::fmt::Write;

use engine::parameters::Scalars;
use engine::record::{IndustryRecord, Record};

use crate::exit::Exit;
use crate::streams::Streams;
use crate::words::wrap;

/// Columns that the whole may take.
const WIDTH: usize = 100;

/// One entry of the dictionary.
struct Entry {
    name: &'static str,
    text: String,
}

/// Prints everything, or what holds `word` in its name or its meaning.
pub fn run(word: Option<&str>, streams: &mut Streams) -> Exit {
    let wanted = word.unwrap_or_default().to_lowercase();
    let mut text = String::new();
    for (title, entries) in sections() {
        let found: Vec<Entry> = entries
            .into_iter()
            .filter(|entry| {
                entry.name.contains(&wanted) || entry.text.to_lowercase().contains(&wanted)
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
            text: described(column.meaning, column.symbol, column.unit),
        };
        columns.iter().map(entry).collect()
    };
    let parameters = Scalars::DESCRIPTIONS.iter().map(|about| {
        let unit = format!(
            "{}, {} to {}",
            about.unit,
            short(about.low),
            short(about.high)
        );
        Entry {
            name: about.name,
            text: described(about.meaning, about.symbol, &unit),
        }
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

/// Meaning, symbol where the published model has one, and unit.
fn described(meaning: &str, symbol: &str, unit: &str) -> String {
    let symbol = match symbol {
        "" | "extension" => String::new(),

        symbol if symbol.starts_with(|c: char| c.is_ascii_digit()) => String::new(),
        symbol => format!(" {symbol}"),
    };
    format!("{meaning}{symbol} [{unit}]")
}

/// A bound of a range, in few letters.
fn short(bound: f64) -> String {
    match bound.abs() {
        size if size >= 1e5 || size > 0.0 && size < 1e-3 => format!("{bound:e}"),
        _ => bound.to_string(),
    }
}

fn section(title: &str, entries: &[Entry]) -> String {
    let widest = entries.iter().map(|entry| entry.name.len()).max();
    let name = widest.unwrap_or(0);
    let mut text = format!("{title}\n");
    for entry in entries {
        let mut shown = entry.name;
        for line in wrap(&entry.text, WIDTH - name - 4) {
            let _ = writeln!(text, "  {shown:<name$}  {line}");
            shown = "";
        }
    }
    text.push('\n');
    text
}
