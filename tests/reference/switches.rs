//! Each switch of the published programs changes what it should, and only that.

use engine::parameters::{CapacityCap, EmploymentRounding, Profile, Switches};

use super::data;

/// Largest relative difference of the national series of two runs after `quarters` quarters.
fn deviation(a: Switches, b: Switches, quarters: u32, seed: u64) -> Option<f64> {
    let folder = data::folder()?;
    let run = |switches| {
        let mut simulation = data::austria(&folder, switches, seed);
        for _ in 0..quarters {
            simulation.step().unwrap();
        }
        simulation.record().values()
    };
    let relative = |(a, b): (f64, f64)| {
        if a == b {
            0.0
        } else {
            (a - b).abs() / a.abs().max(b.abs())
        }
    };
    Some(
        run(a)
            .into_iter()
            .zip(run(b))
            .map(relative)
            .fold(0.0, f64::max),
    )
}

/// The published comparison of the two deterministic programs: the first quarter is the same, later
/// ones differ by about 1e-5 to 1e-4.
#[test]
fn the_whole_vector_cap_matters_from_the_second_quarter() {
    let matlab = Switches::of(Profile::MatlabDet);
    let julia = Switches {
        capacity_cap: CapacityCap::WholeVector,
        ..matlab
    };
    let Some(first) = deviation(matlab, julia, 1, 1) else {
        return;
    };
    assert!(first < 1e-12, "first quarter differs by {first:e}");
    let later = deviation(matlab, julia, 5, 1).unwrap();
    println!("whole-vector cap: {later:.1e} after five quarters");
    assert!(
        (1e-6..1e-2).contains(&later),
        "fifth quarter differs by {later:e}"
    );
}

#[test]
fn rounding_and_the_lower_bound_change_nothing_where_they_do_not_bind() {
    let matlab = Switches::of(Profile::MatlabDet);
    let even = Switches {
        employment_rounding: EmploymentRounding::HalfToEven,
        ..matlab
    };
    let bounded = Switches {
        zero_lower_bound: true,
        ..matlab
    };
    let Some(rounding) = deviation(matlab, even, 5, 1) else {
        return;
    };
    assert_eq!(rounding, 0.0);
    assert_eq!(deviation(matlab, bounded, 5, 1), Some(0.0));
}

#[test]
fn seeds_differ_and_repeat() {
    let switches = Switches::default();
    let Some(same) = deviation(switches, switches, 3, 7) else {
        return;
    };
    assert_eq!(same, 0.0);
}
