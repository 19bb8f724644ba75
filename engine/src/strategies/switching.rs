//! Firms choose anew among strategies, by how well those have done.
//!
//! Source: Brock and Hommes (1997, 1998); see [`Switching`](super::Switching).

use rayon::prelude::*;

use super::cells::Cells;
use super::following::Following;
use super::inputs::{self, Input};
use super::{Switching, Unsuitable};
use crate::economy::Economy;
use crate::numeric::{exp, nz, reduce};
use crate::parameters::Parameters;
use crate::phases::Context;
use crate::random::{self, ROWS_PER_STREAM};

/// Whether a switching rule can work.
pub(super) fn check(switching: &Switching) -> Result<(), Unsuitable> {
    if switching.every == 0 {
        return Err(Unsuitable::Every);
    }
    if !(switching.intensity.is_finite() && switching.intensity >= 0.0) {
        return Err(Unsuitable::Intensity(switching.intensity));
    }
    if !(0.0..1.0).contains(&switching.memory) {
        return Err(Unsuitable::Memory(switching.memory));
    }
    if Input::find(switching.by, None).is_none() {
        return Err(Unsuitable::By(switching.by));
    }
    Ok(())
}

/// Measures how strategies have done in the last quarter; in a quarter of choice firms choose anew.
pub(super) fn switch(following: &Following, economy: &mut Economy, context: &Context) {
    let Some(switching) = following.strategies.switching else {
        return;
    };
    let quarters = context.period - following.since;
    if quarters == 0 {
        return;
    }
    measure(&switching, &following.cells, economy, context.parameters);
    if quarters.is_multiple_of(switching.every) {
        choose(&switching, &following.cells, economy, context);
    }
}

/// `U_k = m U_k + (1-m) x̄_k / mean |x|` over the firms that some strategy is for.
fn measure(switching: &Switching, cells: &Cells, economy: &mut Economy, parameters: &Parameters) {
    let field = field(switching.by, economy, parameters);
    let firms = &economy.firms;
    let rows = firms.strategy.len();
    let sum = |term: &(dyn Fn(usize) -> f64 + Sync)| {
        let of_choosers = |firm| if cells.chooses(firm) { term(firm) } else { 0.0 };
        reduce::sum(rows, of_choosers)
    };
    let scale = nz(sum(&|firm| field[firm].abs()) / nz(sum(&|_| 1.0)));
    for (code, performance) in economy
        .aggregate
        .strategy_performance
        .iter_mut()
        .enumerate()
    {
        let follows = |firm: usize| usize::from(firms.strategy[firm]) == code;
        let followers = sum(&|firm| f64::from(u8::from(follows(firm))));
        if followers == 0.0 {
            continue;
        }
        let mean = sum(&|firm| if follows(firm) { field[firm] } else { 0.0 }) / followers / scale;
        *performance = if performance.is_finite() {
            switching.memory * *performance + (1.0 - switching.memory) * mean
        } else {
            mean
        };
    }
}

/// Every firm that some strategy is for draws among those strategies and the model's own rules.
/// What nobody has ever followed cannot be chosen. Without draws every firm keeps a fixed position.
fn choose(switching: &Switching, cells: &Cells, economy: &mut Economy, context: &Context) {
    let performance = &economy.aggregate.strategy_performance;
    let best = performance
        .iter()
        .fold(f64::NEG_INFINITY, |best, &u| best.max(u));
    if best == f64::NEG_INFINITY {
        return;
    }
    let weight: Vec<f64> = performance
        .iter()
        .map(|u| exp(switching.intensity * (u - best)))
        .map(|weight| if weight.is_nan() { 0.0 } else { weight })
        .collect();
    let mut chosen = std::mem::take(&mut economy.firms.strategy);
    chosen
        .par_chunks_mut(ROWS_PER_STREAM)
        .enumerate()
        .for_each(|(block, chosen)| {
            let mut stream = context.stream("strategy_switching", block as u64);
            let mut open = vec![0.0; weight.len()];
            for (row, chosen) in chosen.iter_mut().enumerate() {
                let firm = block * ROWS_PER_STREAM + row;
                let draw = if context.deterministic() {
                    random::spread(0.5, firm)
                } else {
                    random::uniform(&mut stream)
                };
                open[0] = weight[0];
                for (place, &is_for) in cells.open(firm).iter().enumerate() {
                    open[place + 1] = if is_for { weight[place + 1] } else { 0.0 };
                }
                if cells.chooses(firm)
                    && let Some(code) = random::weighted(&open, draw)
                {
                    *chosen = code as u16;
                }
            }
        });
    economy.firms.strategy = chosen;
}

/// A number of every firm by the name of its field.
fn field(name: &str, economy: &Economy, parameters: &Parameters) -> Vec<f64> {
    let mut values = Vec::new();
    match Input::find(name, None) {
        Some(Input::Derived(derived)) => {
            inputs::derive(derived, economy, parameters, &mut values);
        }
        Some(Input::Column(column)) => inputs::copy(&economy.firms, column, &mut values),
        _ => {}
    }
    values
}

/// Share of firms that follow each strategy, the model's own rules first.
pub(crate) fn shares(codes: usize, strategy: &[u16]) -> Vec<f64> {
    let firms = strategy.len().max(1) as f64;
    let count = |code| reduce::count(strategy.len(), |firm| usize::from(strategy[firm]) == code);
    (0..codes).map(|code| count(code) as f64 / firms).collect()
}
