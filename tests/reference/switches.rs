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

/// BeforeIT.jl compares its deterministic variant with the authors' program over five quarters, by
/// the Euclidean norm of each series, and finds them within 1e-4; the first quarter is the same.
#[test]
fn the_whole_vector_cap_deviates_as_much_as_the_published_programs_do() {
    let matlab = Switches::of(Profile::MatlabDet);
    let julia = Switches {
        deterministic: true,
        ..Switches::of(Profile::JuliaCompat)
    };
    assert_eq!(julia.capacity_cap, CapacityCap::WholeVector);
    let Some(first) = deviation(matlab, julia, 1, 1) else {
        return;
    };
    assert!(first < 1e-12, "first quarter differs by {first:e}");

    let folder = data::folder().unwrap();
    let five_quarters = |switches| {
        let mut simulation = data::austria(&folder, switches, 1);
        let quarter = |_| {
            simulation.step().unwrap();
            simulation.record().clone()
        };
        (0..5).map(quarter).collect::<Vec<_>>()
    };
    let (matlab, julia) = (five_quarters(matlab), five_quarters(julia));
    let mut largest: f64 = 0.0;
    for name in [
        "gdp",
        "gva",
        "household_consumption",
        "government_consumption",
        "capitalformation",
        "exports",
        "imports",
    ] {
        for name in [format!("nominal_{name}"), format!("real_{name}")] {
            let squares =
                |value: &dyn Fn(usize) -> f64| (0..5).map(|t| value(t) * value(t)).sum::<f64>();
            let at = |records: &[engine::record::Record], t: usize| data::value(&records[t], &name);
            let norm = (squares(&|t| at(&matlab, t) - at(&julia, t))
                / squares(&|t| at(&matlab, t)))
            .sqrt();
            assert!(norm < 1e-4, "{name} differs by {norm:e}");
            largest = largest.max(norm);
        }
    }
    println!("whole-vector cap: largest norm of a difference {largest:.1e} over five quarters");
    assert!(largest > 1e-6, "the whole-vector cap changes nothing");
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
