//! A sweep as a scenario file writes it, and its first points as comments.

use std::fmt::Write;

use engine::record::Record;

use crate::scenario::sweep::{Dimension, Method, Sweep, Varied};
use crate::words::count;

/// Points that are shown.
const SHOWN: usize = 5;

/// `sweep` in the scenario language.
pub fn sweep(sweep: &Sweep) -> String {
    let mut text = format!("m.{} {{\n", sweep.method.word());
    let mut line = |words: String| {
        let _ = writeln!(text, "    {words},");
    };
    match sweep.method {
        Method::Grid => {}
        Method::LatinHypercube { n } | Method::Sobol { n } => line(format!("n = {n}")),
        Method::Morris {
            trajectories,
            levels,
        } => line(format!("trajectories = {trajectories}, levels = {levels}")),
    }
    let entry = |dimension: &Dimension| {
        let values: Vec<String> = dimension.values.iter().map(f64::to_string).collect();
        let values = values.join(", ");
        match &dimension.varied {
            Varied::Parameter(name) => (false, format!("{name} = {{ {values} }}")),
            Varied::SizeOf { entry, .. } => (true, format!("[{entry:?}] = {{ {values} }}")),
        }
    };
    let entries = sweep.dimensions.iter().map(entry);
    let (sizes, parameters): (Vec<_>, Vec<_>) = entries.partition(|(size, _)| *size);
    let words = |entries: Vec<(bool, String)>| -> Vec<String> {
        entries.into_iter().map(|(_, words)| words).collect()
    };
    let parameters = words(parameters);
    if sweep.method == Method::Grid {
        parameters.into_iter().for_each(&mut line);
    } else if !parameters.is_empty() {
        line(format!("over = {{ {} }}", parameters.join(", ")));
    }
    if !sizes.is_empty() {
        line(format!("size_of = {{ {} }}", words(sizes).join(", ")));
    }
    let of = sweep
        .of
        .iter()
        .map(|&place| format!("{:?}", Record::COLUMNS[place].name));
    line(format!("of = {{ {} }}", of.collect::<Vec<_>>().join(", ")));
    text + "  }"
}

/// The first points as comments below a scenario.
pub fn first_points(sweep: &Sweep) -> String {
    let points = sweep.points();
    let mut text = format!("\n-- The sweep has {}:\n", count(points as u64, "point"));
    for point in 0..points.min(SHOWN) {
        let _ = writeln!(text, "--   {point}: {}", sweep.words(point));
    }
    if points > SHOWN {
        let _ = writeln!(text, "--   and {} more", points - SHOWN);
    }
    text
}
