//! `multipliers.parquet`, and `multipliers_by_state.parquet` where effects are split.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema};
use engine::tables::Column;

use super::Closed;
use super::changes::{BranchStates, FEWEST, state_field};
use super::evaluated::{Heads, figure, heads};
use super::schema::key;
use super::table::{Key, Rows};
use crate::evaluation::figures::SeriesFile;
use crate::evaluation::multipliers::{BUDGET, Instrument, Row, SPENDING, rows};
use crate::evaluation::states::State;
use crate::failure::Failure;
use crate::scenario::branch::Branch;

/// The multipliers of a branch.
pub struct Multipliers {
    /// Branch, as a place in the list.
    pub branch: usize,
    /// What they are of.
    pub instrument: Instrument,
    /// The multipliers.
    pub rows: Vec<Row>,
}

/// The multipliers of all branches of fiscal policy whose series are recorded.
#[derive(Default)]
pub(super) struct Found {
    /// Of all runs.
    pub all: Vec<Multipliers>,
    /// Of the runs of a state.
    split: Vec<(State, Multipliers)>,
}

/// The multipliers of `branches`, also by the state of the runs of those that are in `states`, which keep what
/// the summary tells.
///
/// # Errors
/// If `series.parquet` cannot be read.
pub(super) fn find(
    file: &SeriesFile,
    columns: &[&'static Column],
    branches: &[Branch],
    states: &mut [BranchStates],
) -> Result<Found, Failure> {
    let known = |name| columns.iter().any(|column| column.name == name);
    let mut found = Found::default();
    for (branch, described) in branches.iter().enumerate().skip(1) {
        let Some(instrument) = instrument(described) else {
            continue;
        };
        if !(known(instrument.output) && known(instrument.cost)) {
            continue;
        }
        let output = file.read(instrument.output)?;
        let cost = file.read(instrument.cost)?;
        let of = |rows| Multipliers {
            branch,
            instrument,
            rows,
        };
        found.all.push(of(rows(&output, &cost, branch)));
        for own in states.iter_mut().filter(|own| own.branch == branch) {
            for state in State::ALL {
                let which = own.states.which(state);
                let mut rows = rows(&output.pair(branch, &which), &cost.pair(branch, &which), 1);
                rows.retain(|row| row.n >= FEWEST);
                if instrument == SPENDING {
                    own.multiplier[state as usize] = rows.iter().rfind(|row| !row.peak).copied();
                }
                found.split.push((state, of(rows)));
            }
        }
    }
    found.all.retain(|own| !own.rows.is_empty());
    found.split.retain(|(_, own)| !own.rows.is_empty());
    Ok(found)
}

/// Writes what was found, if anything was.
///
/// # Errors
/// If a table cannot be written.
pub(super) fn write<'a>(
    closed: &Closed,
    head: impl Fn() -> Heads<'a>,
    found: &Found,
) -> Result<(), Failure> {
    if !found.all.is_empty() {
        let table = table(head(), found.all.iter());
        closed.table(
            "multipliers.parquet",
            Arc::new(Schema::new(schema())),
            table,
        )?;
    }
    if !found.split.is_empty() {
        let mut table = table(head(), found.split.iter().map(|(_, own)| own));
        let states = found.split.iter();
        let states =
            states.flat_map(|(state, own)| own.rows.iter().map(|_| state.name().to_owned()));
        table.keys.insert(1, Key::Text(states.collect()));
        let mut fields = schema();
        fields.insert(1, state_field());
        let schema = Arc::new(Schema::new(fields));
        closed.table("multipliers_by_state.parquet", schema, table)?;
    }
    Ok(())
}

fn table<'a>(mut head: Heads, found: impl Iterator<Item = &'a Multipliers>) -> Rows {
    let mut values = vec![Vec::new(); 3];
    for own in found {
        for row in &own.rows {
            let measure = if row.peak { "peak" } else { "cumulative" };
            head.push(own.branch, own.instrument.name, row.period, measure, row.n);
            let (low, high) = row.band.unwrap_or((f64::NAN, f64::NAN));
            for (column, value) in values.iter_mut().zip([row.value, low, high]) {
                column.push(value);
            }
        }
    }
    let keys = head.keys(true);
    Rows { keys, values }
}

/// What fiscal policy `branch` is, if it is nothing else.
fn instrument(branch: &Branch) -> Option<Instrument> {
    let shocked = branch.shocks.iter().map(|shock| shock.lever.name);
    let names: Vec<&str> = shocked.collect();
    let fiscal = |name: &&str| name.starts_with("tax_") || name.starts_with("benefit_");
    let spends = |name: &&str| *name == SPENDING.name;
    match &names[..] {
        [] => None,
        names if names.iter().all(spends) => Some(SPENDING),
        names if names.iter().all(|name| fiscal(name) || spends(name)) => Some(BUDGET),
        _ => None,
    }
}

fn schema() -> Vec<Field> {
    let instrument = key(
        "instrument",
        DataType::Utf8,
        "What GDP is divided by",
        "name",
    );
    let measures = "cumulative: sums from the first quarter on; peak: furthest over furthest";
    let mut fields = heads(instrument, Some(measures));
    let label = "Change of GDP per change of what it is divided by, means of paired runs";
    fields.push(figure("value", label, "per unit"));
    fields.push(figure(
        "low",
        "Lower end of its 90 % band, of Fieller",
        "per unit",
    ));
    fields.push(figure(
        "high",
        "Upper end of its 90 % band, of Fieller",
        "per unit",
    ));
    fields
}
