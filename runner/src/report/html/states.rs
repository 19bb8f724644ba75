//! Effects of the runs in recession and of the others, from `effects_by_state.parquet`.

use std::path::Path;

use serde::Serialize;

use super::effects::{self, Effects, KEYS};
use super::folder::Manifest;
use super::series::{AllSeries, Series};
use super::sheet::{Sheet, texts, whole};
use super::{Table, cards, table};
use crate::evaluation::states::State;
use crate::failure::Failure;

/// Effects of all branches in one state.
pub struct InState {
    state: State,
    effects: Effects,
    /// Runs by branch.
    runs: Vec<u32>,
}

/// What the page tells of a branch in one state.
#[derive(Serialize)]
pub struct StatePart {
    name: &'static str,
    runs: u32,
    table: Table,
}

/// The effects of the result `folder` by state; none if they were not asked for.
///
/// # Errors
/// If they cannot be read.
pub fn read(folder: &Path, manifest: &Manifest, all: &AllSeries) -> Result<Vec<InState>, Failure> {
    let hash = &manifest.scenario_hash;
    let Some(sheet) = Sheet::open(folder, "effects_by_state.parquet", hash, &KEYS)? else {
        return Ok(Vec::new());
    };
    let of = |state: State| {
        Ok(InState {
            state,
            effects: effects::of(&sheet, manifest, all, Some(state.name()))?,
            runs: runs(&sheet, manifest, state)?,
        })
    };
    State::ALL.into_iter().map(of).collect()
}

/// The most runs that any effect of a branch in `state` rests on, by branch.
fn runs(sheet: &Sheet, manifest: &Manifest, state: State) -> Result<Vec<u32>, Failure> {
    let mut runs = vec![0; manifest.branches.len()];
    let mut near = 0;
    sheet.read(&["branch", "state", "n"], |batch| {
        let words = (texts(batch, "branch"), texts(batch, "state"));
        let ((Some(branch), Some(states)), Some(n)) = (words, whole(batch, "n")) else {
            return;
        };
        for row in (0..batch.num_rows()).filter(|&row| states.value(row) == state.name()) {
            if let Some(branch) = manifest.branch_near(&mut near, branch.value(row)) {
                runs[branch] = n.value(row).max(runs[branch]);
            }
        }
    })?;
    Ok(runs)
}

/// A table for each state in which `branch` has effects.
pub fn parts(
    manifest: &Manifest,
    all: &AllSeries,
    states: &[InState],
    branch: usize,
) -> Vec<StatePart> {
    let part = |own: &InState| {
        Some(StatePart {
            name: own.state.name(),
            runs: own.runs[branch],
            table: effects_table(manifest, all, &own.effects, branch)?,
        })
    };
    states.iter().filter_map(part).collect()
}

/// Effects of `branch` on the main series.
pub fn effects_table(
    manifest: &Manifest,
    all: &AllSeries,
    effects: &Effects,
    branch: usize,
) -> Option<Table> {
    let effect = |series: &Series| effects.get(&(branch, all.place(&series.name)?));
    table(
        manifest,
        all,
        1,
        |series, quarter| effect(series).map(|effect| cards::cell(effect, quarter)),
        |series| effect(series).map(|effect| effect.unit(series)),
    )
}
