//! The opening state against published figures of the base quarter.

use engine::record::Record;
use engine::simulation::Simulation;

/// Figures that must be met to rounding, not only roughly.
const EXACT: [&str; 11] = [
    "nominal_gdp",
    "employed",
    "active",
    "inactive",
    "unemployment_rate",
    "household_deposits",
    "firm_deposits",
    "firm_loans",
    "government_debt",
    "dwellings",
    "policy_rate",
];

#[test]
fn published_figures_stand_at_t_0() {
    let scale = 1.0 / 1000.0;
    let calibration = super::calibration();
    let model = super::model(scale);
    let simulation = Simulation::new(model.clone(), 1, 0).unwrap();
    let figures = calibration.published();
    assert!(figures.len() >= 20);
    for figure in figures {
        let found = figure.in_model(&model, simulation.record(), scale).unwrap();
        let ratio = found / figure.value;
        println!(
            "{:55} {:>14.1} {:>14.1} {ratio:7.4}  {}",
            figure.name, figure.value, found, figure.unit
        );
        assert!(
            (ratio - 1.0).abs() <= figure.tolerance,
            "{}: {found} instead of {}",
            figure.name,
            figure.value
        );
        if EXACT.contains(&figure.model.as_str()) {
            assert!(
                figure.tolerance <= 1e-3,
                "{} is to be met to rounding",
                figure.name
            );
        }
    }
    for name in EXACT {
        assert!(
            figures.iter().any(|figure| figure.model == name),
            "no published figure for {name}"
        );
    }
}

#[test]
fn gdp_by_production_income_and_expenditure_is_the_published_quarter() {
    let simulation = Simulation::new(super::model(1.0 / 1000.0), 1, 0).unwrap();
    let r = simulation.record();
    let production = r.nominal_gdp;
    let product_taxes = r.nominal_gdp - r.nominal_gva;
    let income =
        r.compensation_employees + r.operating_surplus + r.taxes_production + product_taxes;
    let expenditure = r.nominal_household_consumption
        + r.nominal_government_consumption
        + r.nominal_capitalformation
        + r.nominal_exports
        - r.nominal_imports;
    for gdp in [production, income, expenditure] {
        assert!((gdp / 567_734.0 - 1.0).abs() < 1e-12, "GDP {gdp}");
    }
}

#[test]
fn money_at_t_0_does_not_depend_on_scale() {
    let at = |scale: f64| {
        Simulation::new(super::model(scale), 1, 0)
            .unwrap()
            .record()
            .values()
    };
    let (coarse, fine) = (at(1.0 / 10_000.0), at(1.0 / 500.0));
    for (column, (coarse, fine)) in Record::COLUMNS.iter().zip(coarse.iter().zip(&fine)) {
        let counted = ["unemployment_rate", "employment"].contains(&column.name);
        assert_eq!(coarse.is_nan(), fine.is_nan(), "{}", column.name);
        if counted || coarse.is_nan() {
            continue;
        }
        let deviation = (coarse - fine).abs() / coarse.abs().max(1e-12);
        assert!(deviation < 1e-9, "{}: {coarse} and {fine}", column.name);
    }
}
