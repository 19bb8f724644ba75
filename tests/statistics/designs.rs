//! Designs and sensitivity indices against scipy and `SALib`.

use std::f64::consts::PI;

use serde_json::Value;
use statistics::bootstrap::Resampling;
use statistics::designs::{Design, MOST_DIMENSIONS, latin_hypercube, morris, saltelli, sobol};
use statistics::sensitivity::{elementary_effects, sobol_indices};

use crate::golden::{all_near, golden, near, table};

const RESAMPLING: Resampling = Resampling {
    resamples: 10,
    coverage: 0.9,
    seed: 1,
};

/// The function of Ishigami and Homma (1990), with factors from -pi to pi.
fn ishigami(point: &[f64]) -> f64 {
    let [x1, x2, x3] = [0, 1, 2].map(|factor| PI * (2.0 * point[factor] - 1.0));
    let (first, second) = (libm::sin(x1), libm::sin(x2));
    first + 7.0 * second * second + 0.1 * x3 * x3 * x3 * x3 * first
}

fn same(design: &Design, theirs: &Value) {
    let theirs = table(theirs);
    assert_eq!(design.len(), theirs.len());
    for (ours, theirs) in design.points().zip(&theirs) {
        assert_eq!(ours, theirs);
    }
}

#[test]
fn sobol_points_are_those_of_scipy_in_all_dimensions() {
    let golden = golden();
    let design = sobol(128, MOST_DIMENSIONS, 0).unwrap();
    all_near(design.point(127), &golden["designs"]["sobol_last"]);
    all_near(design.point(77), &golden["designs"]["sobol_point_77"]);
}

#[test]
fn saltellis_design_is_that_of_salib() {
    same(&saltelli(8, 4).unwrap(), &golden()["designs"]["saltelli"]);
}

#[test]
fn random_designs_are_those_of_the_same_draws_in_python() {
    let golden = golden();
    let theirs = &golden["designs"];
    same(
        &latin_hypercube(7, 3, 11).unwrap(),
        &theirs["latin_hypercube"],
    );
    same(&morris(4, 3, 6, 12).unwrap(), &theirs["morris"]);
}

#[test]
fn indices_are_those_of_salib() {
    let golden = golden();
    let theirs = &golden["sensitivity"];
    let outcomes: Vec<f64> = saltelli(256, 3).unwrap().points().map(ishigami).collect();
    let found = sobol_indices(&outcomes, 3, &RESAMPLING).unwrap();
    for (factor, indices) in found.factors.iter().enumerate() {
        near(indices.first.estimate, &theirs["first"][factor]);
        near(indices.total.estimate, &theirs["total"][factor]);
    }
    let design = morris(30, 3, 4, 13).unwrap();
    let outcomes: Vec<f64> = design.points().map(ishigami).collect();
    let found = elementary_effects(&design, &outcomes, &RESAMPLING).unwrap();
    for (factor, effects) in found.iter().enumerate() {
        let effects = effects.unwrap();
        near(effects.mu, &theirs["morris_mu"][factor]);
        near(effects.mu_star.estimate, &theirs["morris_mu_star"][factor]);
        near(effects.sigma.unwrap(), &theirs["morris_sigma"][factor]);
    }
}
