//! `runner calibrations NAME`: the assumptions of a calibration, and the model beside published figures.

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use engine::calibration::{Calibration, PublishedFigure};
use engine::parameters::Model;
use engine::record::Record;
use engine::simulation::Simulation;

use super::calibrations::describe;
use super::vars::figure;
use crate::calibrations::{self, Files};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::prepare::data;
use crate::scenario::check::SCALE;
use crate::scenario::place::Place;
use crate::streams::Streams;
use crate::words::{one_in, wrap};

/// Columns that the whole may take.
const WIDTH: usize = 100;

/// Shows the calibration `name`, looked for beside a scenario in `folder` too.
///
/// # Errors
/// If it cannot be read or simulated.
pub fn run(name: &str, folder: &Path, streams: &mut Streams) -> Result<Exit, Failure> {
    let files = calibrations::find(name, folder, &Place::Flag("calibrations"))?;
    let ((calibration, settings), model) = read(&files)?;
    let simulation = Simulation::new(Arc::new(model.clone()), 1, 0)
        .map_err(|imbalance| Failure::Bug(imbalance.to_string()))?;
    let mut text = format!("{name}\n");
    describe(&calibration, &mut text);
    text.push_str("\nAssumptions\n");
    for reason in calibration.reasons() {
        let key = &reason.key;
        let mut head = key
            .strip_prefix("assumptions.")
            .unwrap_or(key)
            .replace('.', ": ");
        if !reason.symbol.is_empty() {
            let _ = write!(head, " {}", reason.symbol);
        }
        let _ = write!(head, " = {}", value(&settings, &reason.key));
        if !reason.unit.is_empty() {
            let _ = write!(head, " [{}]", reason.unit);
        }
        let _ = writeln!(text, "  {head}");
        for line in wrap(&reason.reason, WIDTH - 6) {
            let _ = writeln!(text, "      {line}");
        }
    }
    let _ = writeln!(
        text,
        "\nPublished figures and the model at t = 0, {}",
        one_in(SCALE)
    );
    let record = &simulation.economy.accounts.national;
    text.push_str(&table(calibration.published(), &model, record));
    streams.say(&text);
    Ok(Exit::Good)
}

/// The calibration `name` and its model at the usual scale.
///
/// # Errors
/// If it cannot be read.
pub fn opened(name: &str, folder: &Path) -> Result<(Calibration, Model), Failure> {
    let files = calibrations::find(name, folder, &Place::Flag("--calibration"))?;
    let ((calibration, _), model) = read(&files)?;
    Ok((calibration, model))
}

/// The calibration with its settings as they stand in the file, and its model.
fn read(files: &Files) -> Result<((Calibration, toml::Table), Model), Failure> {
    let refuse = |problems| data(files, problems);
    let calibration = Calibration::read(&files.texts).map_err(refuse)?;
    let (parameters, initial) = calibration.model(SCALE).map_err(refuse)?;
    let model = Model::new(parameters, initial).map_err(refuse)?;
    let settings = files.texts.get("calibration.toml");
    let settings = settings.and_then(|text| text.parse().ok());
    Ok(((calibration, settings.unwrap_or_default()), model))
}

/// The value of the assumption `key`, as it stands in the file.
fn value(settings: &toml::Table, key: &str) -> String {
    let entry = key.split_once('.').and_then(|(section, name)| {
        let entry = settings.get(section)?.get(name)?;
        entry.get("value")
    });
    entry.map_or_else(|| "?".into(), ToString::to_string)
}

/// One row a figure: published, model, ratio.
fn table(figures: &[PublishedFigure], model: &Model, record: &Record) -> String {
    let mut rows = vec![[
        String::new(),
        "unit".into(),
        "published".into(),
        "model".into(),
        "ratio".into(),
    ]];
    for published in figures {
        let own = published.in_model(model, record, SCALE);
        rows.push([
            published.name.clone(),
            published.unit.clone(),
            figure(published.value),
            own.map_or("-".into(), figure),
            own.map_or("-".into(), |own| format!("{:.3}", own / published.value)),
        ]);
    }
    let width = |column: usize| {
        let cells = rows
            .iter()
            .map(|row: &[String; 5]| row[column].chars().count());
        cells.max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..5).map(width).collect();
    let mut text = String::new();
    for [name, unit, published, own, ratio] in &rows {
        let _ = writeln!(
            text,
            "  {name:<0$}  {unit:<1$}  {published:>2$}  {own:>3$}  {ratio:>4$}",
            widths[0], widths[1], widths[2], widths[3], widths[4]
        );
    }
    text
}
