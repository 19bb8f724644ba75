//! `runner vars`: the dictionary of series, parameters, levers, rules, and what firms decide and see.

use std::fmt::Write;
use std::path::Path;

use engine::levers::{self, Lever, Reach, Rule, Size};
use engine::network::CENTRALITIES;
use engine::parameters::{Model, ScalarDescription, Scalars};
use engine::record::{IndustryRecord, Record};
use engine::strategies::{self, Decision, FieldKind};

use super::calibration::opened;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::streams::Streams;
use crate::words::{self, wrap};

/// Columns that the whole may take.
const WIDTH: usize = 100;

/// One entry of the dictionary.
struct Entry {
    name: String,
    text: String,
}

impl Entry {
    fn new(name: &str, text: String) -> Self {
        let name = name.to_owned();
        Entry { name, text }
    }
}

/// Prints everything, or what holds `word` in its name or its meaning; parameters with their values
/// in `calibration`.
///
/// # Errors
/// If the calibration cannot be read.
pub fn run(word: Option<&str>, calibration: &str, streams: &mut Streams) -> Result<Exit, Failure> {
    let (_, model) = opened(calibration, Path::new(""))?;
    let wanted = word.unwrap_or_default().to_lowercase();
    let (mut text, mut names) = (String::new(), Vec::new());
    for (title, entries) in sections(calibration, &model) {
        names.extend(entries.iter().map(|entry| entry.name.clone()));
        let found: Vec<Entry> = entries
            .into_iter()
            .filter(|entry| {
                entry.name.contains(&wanted) || entry.text.to_lowercase().contains(&wanted)
            })
            .collect();
        if !found.is_empty() {
            text.push_str(&section(&title, &found));
        }
    }
    if text.is_empty() {
        let everything = "`runner vars` without a word lists everything";
        let remedy = words::nearest_or(&wanted, names.iter().map(String::as_str), everything);
        streams.tell(&format!("nothing is called or means `{wanted}`; {remedy}"));
        return Ok(Exit::CommandLine);
    }
    streams.say(&text);
    Ok(Exit::Good)
}

/// Parameters that can be set, with their values in `scalars`.
pub fn values(scalars: &Scalars) -> impl Iterator<Item = (&'static ScalarDescription, f64)> {
    Scalars::DESCRIPTIONS
        .iter()
        .filter_map(|about| Some((about, scalars.get(about.name)?)))
}

/// A value in as many digits as tell it apart.
pub fn figure(value: f64) -> String {
    let size = value.abs();
    if value == 0.0 {
        "0".into()
    } else if (1e-4..1e7).contains(&size) {
        let digits = (5 - size.log10().floor() as i32).clamp(0, 9) as usize;
        let text = format!("{value:.digits$}");
        if text.contains('.') {
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        } else {
            text
        }
    } else {
        format!("{value:.5e}")
    }
}

fn sections(calibration: &str, model: &Model) -> Vec<(String, Vec<Entry>)> {
    let scalars = &model.parameters().scalars;
    let series = |columns: &[engine::tables::Column]| -> Vec<Entry> {
        let entry = |column: &engine::tables::Column| {
            let text = described(column.meaning, column.symbol, column.unit);
            Entry::new(column.name, text)
        };
        columns.iter().map(entry).collect()
    };
    let parameters = values(scalars).map(|(about, value)| {
        let unit = format!(
            "{}, {} to {}",
            about.unit,
            short(about.low),
            short(about.high)
        );
        let text = described(about.meaning, about.symbol, &unit);
        let (words, unit) = text.rsplit_once(" [").unwrap_or((&text, ""));
        Entry::new(about.name, format!("{words} = {} [{unit}", figure(value)))
    });
    vec![
        (
            "Series: record.series, series.parquet".into(),
            series(Record::COLUMNS),
        ),
        (
            "Industry series: record.industries, industries.parquet".into(),
            series(IndustryRecord::COLUMNS),
        ),
        (
            format!("Parameters: set, --set; values of {calibration}"),
            parameters.collect(),
        ),
        (
            "Levers: shocks; so is every parameter, in the sizes that its unit allows".into(),
            levers::all()
                .filter(|lever| scalars.get(lever.name).is_none())
                .map(lever)
                .collect(),
        ),
        (
            "Rules: follow, rules; the value given takes the place of the rule's".into(),
            Rule::ALL.iter().copied().map(rule).collect(),
        ),
        (
            "Decisions of firms: strategies".into(),
            Decision::ALL.iter().copied().map(decision).collect(),
        ),
        ("What a rule of a firm sees: f".into(), firm_fields(model)),
        (
            "Places in the production network: m.industries, network.parquet".into(),
            CENTRALITIES
                .iter()
                .map(|about| Entry::new(about.name, described(about.meaning, "", about.unit)))
                .collect(),
        ),
    ]
}

/// What a lever moves, the sizes it takes, what a shock may pick, and where it acts.
fn lever(lever: &Lever) -> Entry {
    let sizes: Vec<&str> = lever.sizes.iter().copied().map(Size::name).collect();
    let reach = match lever.reach {
        Reach::Whole => "",
        Reach::Products => "; of products or all",
        Reach::Industries => "; of industries or all",
    };
    let year = if lever.is_rate() {
        "; pp of the yearly rate"
    } else {
        ""
    };
    let text = format!(
        "{} [{}] {}{year}{reach}. Phase {}, section {}.",
        lever.meaning,
        lever.unit,
        sizes.join(", "),
        lever.phase,
        lever.source
    );
    Entry::new(lever.name, text)
}

fn rule(rule: Rule) -> Entry {
    let text = format!(
        "{} [{}] Phase {}.",
        rule.meaning(),
        rule.unit(),
        rule.phase()
    );
    Entry::new(rule.name(), text)
}

fn decision(decision: Decision) -> Entry {
    let text = format!(
        "{} [{}] Phase {}.",
        decision.meaning(),
        decision.unit(),
        decision.phase()
    );
    Entry::new(decision.name(), text)
}

/// Fields of a firm; what is a word is said to be one.
fn firm_fields(model: &Model) -> Vec<Entry> {
    let fields = strategies::firm_fields(model.parameters(), model.initial());
    let entry = |field: strategies::Field| {
        let unit = match &field.kind {
            FieldKind::Number => field.unit.clone(),
            FieldKind::Category(words) => format!("a word, such as \"{}\"", words[0].0),
        };
        Entry::new(
            &field.name,
            format!("{} [{unit}]", field.meaning.trim_end_matches('.')),
        )
    };
    fields.into_iter().map(entry).collect()
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
        let mut shown = entry.name.as_str();
        for line in wrap(&entry.text, WIDTH - name - 4) {
            let _ = writeln!(text, "  {shown:<name$}  {line}");
            shown = "";
        }
    }
    text.push('\n');
    text
}
