//! Bootstrap bands against the same draws in Python, and against scipy's own draws.

use statistics::bootstrap::Resampling;
use statistics::moments::mean;

use crate::golden::{golden, near, number, numbers};

#[test]
fn bands_are_those_of_the_same_draws_in_python() {
    let golden = golden();
    let theirs = &golden["bootstrap"];
    let (left, right) = (numbers(&theirs["left"]), numbers(&theirs["right"]));
    let resampling = Resampling {
        resamples: theirs["resamples"].as_u64().unwrap() as usize,
        coverage: number(&theirs["coverage"]),
        seed: theirs["seed"].as_u64().unwrap(),
    };
    let band = resampling.of(&left, mean).unwrap();
    near(band.low, &theirs["mean"][0]);
    near(band.high, &theirs["mean"][1]);
    let ratio = |left: &[f64], right: &[f64]| Some(mean(right)? / mean(left)?);
    let band = resampling.paired(&left, &right, ratio).unwrap();
    near(band.low, &theirs["ratio"][0]);
    near(band.high, &theirs["ratio"][1]);
}

#[test]
fn bands_of_many_draws_are_those_of_scipy() {
    let golden = golden();
    let theirs = &golden["bootstrap"];
    let resampling = Resampling {
        resamples: 20_000,
        coverage: 0.9,
        seed: 2,
    };
    let band = resampling.of(&numbers(&theirs["left"]), mean).unwrap();
    let (low, high) = (
        number(&theirs["scipy_mean_90"][0]),
        number(&theirs["scipy_mean_90"][1]),
    );
    let width = high - low;
    assert!(
        (band.low - low).abs() < 0.02 * width,
        "{} is not {low}",
        band.low
    );
    assert!(
        (band.high - high).abs() < 0.02 * width,
        "{} is not {high}",
        band.high
    );
}
