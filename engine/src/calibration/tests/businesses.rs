//! All businesses as firms: the same money, the same labour force, the published sizes.

use std::sync::Arc;

use super::shipped::uk;
use crate::calibration::Businesses;
use crate::initial;
use crate::parameters::Model;
use crate::random::Draws;
use crate::record::{Record, opening};
use crate::tables::Kind;

const BOTH: [Businesses; 2] = [Businesses::Registered, Businesses::All];

fn model(businesses: Businesses, scale: f64) -> Arc<Model> {
    let calibration = uk().with_assumptions(|it| it.businesses = businesses);
    let (parameters, initial) = calibration.model(scale).unwrap();
    Arc::new(Model::new(parameters, initial).unwrap())
}

#[test]
fn a_scale_that_is_advised_will_do() {
    for businesses in BOTH {
        let calibration = uk().with_assumptions(|it| it.businesses = businesses);
        let problems = calibration.model(1e-6).unwrap_err();
        let advice = problems[0].remedy.rsplit_once("1/").unwrap().1;
        let (advised, firms) = advice.split_once(", ").unwrap();
        let advised = 1.0 / advised.parse::<f64>().unwrap();
        calibration.model(advised).unwrap();
        assert_eq!(firms, format!("{} firms", calibration.agents(advised).0));
        let smaller = calibration.model(advised / 1.1).unwrap_err();
        assert_eq!(smaller[0].key, "scale", "{businesses:?}");
    }
}

#[test]
fn money_does_not_depend_on_who_is_a_firm() {
    let [registered, all] = BOTH.map(|businesses| {
        let model = model(businesses, 1e-3);
        let economy = initial::economy(&model, Draws::new(1, 0));
        opening(&economy, &model).national.values()
    });
    let columns = Record::COLUMNS.iter().zip(registered.iter().zip(&all));
    for (column, (one, other)) in columns {
        let money = matches!(column.kind, Kind::Flow | Kind::Stock);
        let close = (one - other).abs() <= 1e-9 * one.abs().max(1.0);
        assert!(
            !money || one.is_nan() || close,
            "{}: {one} and {other}",
            column.name
        );
    }
}

#[test]
fn persons_are_those_of_the_survey_and_firms_those_of_the_population() {
    let counts = BOTH.map(|businesses| {
        let calibration = uk().with_assumptions(|it| it.businesses = businesses);
        calibration.agents(1.0)
    });
    // Counts of 62 industries are rounded.
    assert!(counts[0].1.abs_diff(counts[1].1) <= 62, "{counts:?}");
    assert!(counts[1].0.abs_diff(5_900_000) <= 31, "{counts:?}");
    let rates = BOTH.map(|businesses| {
        let model = model(businesses, 1e-2);
        let parameters = model.parameters();
        let staff: u32 = model.initial().employees_per_industry.iter().sum();
        let firms = parameters.firms() as u32;
        let unemployed = parameters.active_persons - staff - firms - 1;
        f64::from(unemployed) / f64::from(parameters.active_persons)
    });
    assert!((rates[0] - rates[1]).abs() < 1e-5, "{rates:?}");
}

#[test]
fn sizes_are_in_the_published_bands() {
    let model = model(Businesses::All, 1e-2);
    let economy = initial::economy(&model, Draws::new(3, 0));
    let sizes = &economy.firms.employees;
    let share = |low: u32, high: u32| {
        let within = sizes.iter().filter(|&&size| (low..=high).contains(&size));
        within.count() as f64 / sizes.len() as f64
    };
    // Unregistered 3 150 305 and 0 to 4 persons 2 156 975 of 5 900 000; 5 to 9: 305 430; and so on.
    for (low, high, published) in [
        (1, 3, 5_307_280.0),
        (4, 8, 305_430.0),
        (9, 18, 152_540.0),
        (19, 48, 81_635.0),
        (49, 98, 27_215.0),
        (99, 248, 15_180.0),
        (249, u32::MAX, 10_720.0),
    ] {
        let (found, published) = (share(low, high), published / 5_900_000.0);
        assert!(
            (found - published).abs() < 4e-4 + 0.02 * published,
            "{low}: {found}, {published}"
        );
    }
    // An industry's workers are shared out to the last.
    let staff: u32 = model.initial().employees_per_industry.iter().sum();
    assert_eq!(sizes.iter().sum::<u32>(), staff);
}
