//! How often bands hold the true figure, counted in experiments in which it is known.
//!
//! With 4000 experiments and a true share of 0.9, the chance of a share that is 0.015 off is one in 600.

use engine::random::{Draws, Stream, normal};
use statistics::bootstrap::Resampling;
use statistics::moments::mean;

use super::bands::{Moments, ratio};

const EXPERIMENTS: u64 = 4000;
const SLACK: f64 = 0.015;

/// Share of the experiments of `runs` paired differences, drawn by `draw`, in which `band` holds `truth`.
fn covered(
    runs: usize,
    experiments: u64,
    truth: f64,
    draw: fn(&mut Stream) -> f64,
    band: impl Fn(&[f64]) -> Option<(f64, f64)>,
) -> f64 {
    let draws = Draws::new(11, runs as u64);
    let held = (0..experiments).filter(|&experiment| {
        let mut stream = draws.stream(0, "coverage", experiment);
        let differences: Vec<f64> = (0..runs).map(|_| draw(&mut stream)).collect();
        band(&differences).is_some_and(|(low, high)| low <= truth && truth <= high)
    });
    held.count() as f64 / experiments as f64
}

fn student(differences: &[f64]) -> Option<(f64, f64)> {
    Moments::of(differences)?.band()
}

/// Exponential: half the squares of two normal figures; mean 1, skewness 2.
fn skewed(stream: &mut Stream) -> f64 {
    let (one, other) = (normal(stream), normal(stream));
    0.5 * (one * one + other * other)
}

#[test]
fn bands_of_normal_differences_hold_what_they_promise_however_few_runs_there_are() {
    for runs in [2, 5, 10, 20, 100] {
        let share = covered(runs, EXPERIMENTS, 0.0, normal, student);
        assert!((share - 0.9).abs() < SLACK, "{runs}: {share}");
    }
}

#[test]
fn bands_of_very_skewed_differences_hold_less_with_few_runs_and_as_much_with_many() {
    // With skewness 2 a symmetric band misses on the long side.
    for (runs, least) in [(5, 0.82), (10, 0.84), (20, 0.86), (100, 0.88)] {
        let share = covered(runs, EXPERIMENTS, 1.0, skewed, student);
        assert!(least <= share && share < 0.9 + SLACK, "{runs}: {share}");
    }
}

#[test]
fn resampled_runs_would_hold_less() {
    let resampled = |differences: &[f64]| {
        let resampling = Resampling {
            resamples: 200,
            coverage: 0.9,
            seed: 3,
        };
        let band = resampling.of(differences, mean).ok()?;
        Some((band.low, band.high))
    };
    let five = covered(5, 1000, 0.0, normal, resampled);
    let hundred = covered(100, 1000, 0.0, normal, resampled);
    assert!(
        five < 0.81 && (hundred - 0.9).abs() < 0.03,
        "{five} {hundred}"
    );
    let five = covered(5, 1000, 1.0, skewed, resampled);
    assert!(five < 0.77, "{five}");
}

#[test]
fn bands_of_ratios_hold_what_they_promise() {
    // Cost 10 with deviation 2; what it does is 0.6 of it, with noise as large as the cost's.
    let held = |runs: usize| {
        let draws = Draws::new(12, runs as u64);
        let held = (0..EXPERIMENTS).filter(|&experiment| {
            let mut stream = draws.stream(0, "coverage", experiment);
            let costs: Vec<f64> = (0..runs)
                .map(|_| 10.0 + 2.0 * normal(&mut stream))
                .collect();
            let effects = costs
                .iter()
                .map(|cost| 0.6 * cost + 2.0 * normal(&mut stream));
            let effects: Vec<f64> = effects.collect();
            ratio(&effects, &costs).is_some_and(|(low, high)| low <= 0.6 && 0.6 <= high)
        });
        held.count() as f64 / EXPERIMENTS as f64
    };
    for runs in [5, 10, 20, 100] {
        let share = held(runs);
        assert!((share - 0.9).abs() < SLACK, "{runs}: {share}");
    }
}
