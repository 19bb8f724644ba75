//! The calibration of the United Kingdom, against an independent computation of SPEC 9 and against
//! published figures.

mod broken_files;
mod businesses;
mod months;
mod shipped;
mod single_cells;

pub(crate) use shipped::uk_model;
use shipped::{files, uk};

use super::*;
use crate::initial;
use crate::parameters::{Industry, Model};
use crate::random::Draws;

/// The decisions of the independent computation: no growth extension, policy rule on the sample
/// of the other processes, a lower interest cover.
fn as_published() -> Calibration {
    uk().with_assumptions(|assumptions| {
        assumptions.growth.enabled = false;
        assumptions.policy_sample_last = "2019Q4".parse().unwrap();
        assumptions.capital_consumption_interest_cover = 1.5;
    })
}

/// Whether `found` is `expected` to the digits printed, eight.
fn agree(name: &str, found: f64, expected: f64) {
    let error = (found / expected - 1.0).abs();
    assert!(error < 1e-7, "{name}: {found} instead of {expected}");
}

#[test]
fn scalars_agree_with_the_independent_computation() {
    let (parameters, _) = as_published().model(1e-3).unwrap();
    let expected = [
        ("tax_income", 0.190_649_86),
        ("tax_corporate", 0.089_048_192),
        ("tax_value_added", 0.096_626_826),
        ("tax_social_employer", 0.212_216_27),
        ("tax_social_employee", 0.146_818_28),
        ("tax_export", 0.014_688_445),
        ("tax_capital_formation", 0.128_988_16),
        ("dividend_payout", 1.027_194_4),
        ("propensity_to_consume", 0.949_764_42),
        ("propensity_to_invest_in_housing", 0.061_044_370),
        ("unemployment_replacement", 0.14),
        ("risk_premium", 0.006_019_220_9),
        ("government_bond_rate", 0.006_699_628_9),
        ("taylor_smoothing", 0.943_871_40),
        ("taylor_inflation", 0.194_376_47),
        ("taylor_growth", 1.359_488_6),
        ("inflation_target", 0.004_962_931_6),
        ("real_equilibrium_rate", -0.003_998_254_4),
    ];
    for (name, expected) in expected {
        agree(name, parameters.scalars.get(name).unwrap(), expected);
    }
    assert_eq!(parameters.scalars.tax_government, 0.0);
}

#[test]
fn flows_agree_with_the_independent_computation() {
    let flows = as_published().flows();
    agree("quarter factor", flows.quarter_factor, 0.256_871_40);
    agree("disposable income", flows.disposable_income, 1_516_208.6);
    agree("other transfers", flows.other_transfers, 81_925.627);
    agree("output", flows::total(&flows.output), 3_824_433.0);
    agree("imports", flows::total(&flows.imports), 735_077.84);
    agree("exports", flows::total(&flows.exports), 689_862.00);
    let consumption = flows::total(&flows.capital.consumption);
    agree(
        "replacement",
        consumption / flows::total(&flows.other_investment),
        1.015_711_2,
    );
    agree("spread", flows.capital.spread, 1.209_431_9);
}

#[test]
fn processes_agree_with_the_independent_computation() {
    let (p, _) = as_published().model(1e-3).unwrap();
    let processes = [
        (
            "government",
            p.government_consumption,
            [0.976_272_00, 0.276_380_45, 0.010_154_197],
        ),
        (
            "exports",
            p.exports,
            [0.982_363_12, 0.215_195_92, 0.028_347_223],
        ),
        (
            "imports",
            p.imports,
            [0.976_500_76, 0.287_309_63, 0.024_223_729],
        ),
        (
            "foreign output",
            p.foreign_output,
            [0.983_270_314, 0.248_984_877, 0.005_761_395_36],
        ),
        (
            "foreign inflation",
            p.foreign_inflation,
            [0.259_655_745, 0.002_912_833_75, 0.002_076_808_84],
        ),
    ];
    for (name, process, [ar, constant, std]) in processes {
        agree(name, process.ar, ar);
        agree(name, process.constant, constant);
        agree(name, process.std, std);
    }
    let covariance = [
        [3.319_367_651e-5, 6.630_806_109e-5, 5.820_000_295e-5],
        [6.630_806_109e-5, 8.035_650_323e-4, 4.756_911_006e-4],
        [5.820_000_295e-5, 4.756_911_006e-4, 5.867_890_550e-4],
    ];
    for (found, expected) in p
        .shock_covariance
        .iter()
        .flatten()
        .zip(covariance.iter().flatten())
    {
        agree("covariance", *found, *expected);
    }
}

#[test]
fn counts_and_stocks_agree_with_the_independent_computation() {
    let (p, initial) = as_published().model(1e-3).unwrap();
    let employees: u32 = initial.employees_per_industry.iter().sum();
    let unemployed = p.active_persons - employees - p.firms() as u32 - 1;
    assert_eq!((employees, p.firms(), unemployed), (30_180, 2_753, 1_290));
    assert_eq!((p.active_persons, p.inactive_persons), (34_224, 19_192));
    assert_eq!((p.government_entities, p.foreign_consumers), (688, 1_377));
    let expected = [
        ("bank equity", initial.bank_equity, 77_654.959),
        (
            "central bank equity",
            initial.central_bank_equity,
            217_858.04,
        ),
        (
            "unemployment benefit",
            initial.unemployment_benefit,
            1.071_602_0,
        ),
        (
            "benefit of the inactive",
            initial.benefit_inactive,
            2.940_436_1,
        ),
        ("benefit of everyone", initial.benefit_other, 1.053_391_4),
        ("policy rate", initial.policy_rate, 0.001_869_749_5),
        (
            "government consumption",
            initial.government_consumption,
            109_319.08,
        ),
        ("exports", initial.exports, 177_205.82),
        ("imports", initial.imports, 188_820.48),
        ("output", initial.output_history[90], 982_387.48),
        ("inflation", initial.inflation_history[90], 0.008_297_757_4),
    ];
    for (name, found, expected) in expected {
        agree(name, found, expected);
    }
    assert_eq!(
        (
            initial.output_history.len(),
            initial.inflation_history.len()
        ),
        (91, 91)
    );
}

#[test]
fn industries_agree_with_the_independent_computation() {
    let (p, initial) = as_published().model(1e-3).unwrap();
    // Labour productivity, input productivity, capital productivity, depreciation, wage, taxes in
    // per cent, firms, employees: printed with four digits.
    let expected = [
        (
            "A01",
            [15.65, 1.661, 0.3901, 0.0544, 1.531, 1.551, -6.513],
            140,
            462,
        ),
        (
            "F",
            [43.67, 1.638, 3.644, 0.0509, 5.797, 1.955, 0.497],
            351,
            1981,
        ),
        (
            "L68",
            [126.5, 4.261, 1.564, 0.03118, 7.06, 0.402, -0.195],
            102,
            742,
        ),
        (
            "S96",
            [16.95, 5.412, 1.627, 0.04251, 4.571, 1.864, 0.775],
            76,
            486,
        ),
    ];
    for (code, printed, firms, employees) in expected {
        let s = p
            .industries
            .iter()
            .position(|industry| industry.code == code)
            .unwrap();
        let found = [
            p.labour_productivity[s],
            p.intermediate_productivity[s],
            p.capital_productivity[s],
            p.depreciation_rate[s],
            p.wage_rate[s],
            100.0 * p.tax_products[s],
            100.0 * p.tax_production[s],
        ];
        for (found, printed) in found.into_iter().zip(printed) {
            assert!(
                (found / printed - 1.0).abs() < 2e-3,
                "{code}: {found}, {printed}"
            );
        }
        assert_eq!(
            (p.firms_per_industry[s], initial.employees_per_industry[s]),
            (firms, employees)
        );
    }
}

#[test]
fn the_opening_state_is_the_published_quarter() {
    for scale in [1e-3, 2e-4, 1e-4] {
        let (parameters, initial) = uk().model(scale).unwrap();
        let model = Model::new(parameters, initial).unwrap();
        let economy = initial::economy(&model, Draws::new(1, 0));
        let record = &economy.accounts.national;
        let expenditure = record.nominal_household_consumption
            + record.nominal_government_consumption
            + record.nominal_capitalformation
            + record.nominal_exports
            - record.nominal_imports;
        assert!((record.nominal_gdp / 567_734.0 - 1.0).abs() < 1e-9);
        assert!((expenditure / 567_734.0 - 1.0).abs() < 1e-9);
    }
}

#[test]
fn published_figures_are_met() {
    let calibration = uk();
    let (parameters, initial) = calibration.model(1e-3).unwrap();
    let model = Model::new(parameters, initial).unwrap();
    let economy = initial::economy(&model, Draws::new(1, 0));
    assert!(calibration.published().len() >= 20);
    for figure in calibration.published() {
        let found = figure
            .in_model(&model, &economy.accounts.national, 1e-3)
            .unwrap();
        let error = (found / figure.value - 1.0).abs();
        assert!(
            error <= figure.tolerance,
            "{}: {found}, {}",
            figure.name,
            figure.value
        );
    }
}

#[test]
fn published_figures_stand_in_the_tables_too() {
    let calibration = uk();
    let base = calibration.about().base_quarter;
    let (quarterly, accounts) = (
        &calibration.tables().quarterly,
        &calibration.tables().accounts,
    );
    let published = |model: &str| {
        calibration
            .published()
            .iter()
            .find(|figure| figure.model == model)
            .unwrap()
            .value
    };
    assert_eq!(published("nominal_gdp"), quarterly.at("gdp_nominal", base));
    assert_eq!(
        published("nominal_imports"),
        quarterly.at("imports_nominal", base)
    );
    assert_eq!(published("employed"), quarterly.at("employed", base));
    assert_eq!(published("government_debt"), accounts.government_debt);
    assert_eq!(
        published("nominal_household_consumption"),
        quarterly.at("household_consumption_nominal", base)
            + quarterly.at("npish_consumption_nominal", base)
    );
}

#[test]
fn money_does_not_depend_on_scale() {
    let totals = |scale: f64| {
        let (p, initial) = uk().model(scale).unwrap();
        let accounts = opening_accounts::opening_accounts(&p, &initial);
        let staff = initial.employees_per_industry.iter().map(|&n| f64::from(n));
        let wages: f64 = p
            .wage_rate
            .iter()
            .zip(staff)
            .map(|(wage, n)| wage * n)
            .sum();
        [
            accounts.production,
            accounts.household_income,
            wages,
            initial.exports,
            initial.dwellings,
        ]
    };
    let large = totals(1e-3);
    for scale in [1.0, 1.0 / 777.0, 1e-4] {
        for (a, b) in totals(scale).into_iter().zip(large) {
            assert!((a / b - 1.0).abs() < 1e-12, "{a} and {b} at {scale}");
        }
    }
}

#[test]
fn no_industry_loses_money_at_the_start() {
    let (p, initial) = uk().model(1e-3).unwrap();
    let profits = opening_accounts::profits(&p, &initial);
    for (Industry { code, .. }, profit) in p.industries.iter().zip(profits) {
        assert!(profit > 0.0, "{code}: {profit}");
    }
}

#[test]
fn the_trend_is_that_of_output_per_employed_person() {
    let calibration = uk();
    let quarterly = &calibration.tables().quarterly;
    let per_person = |quarter: &str| {
        let quarter = quarter.parse().unwrap();
        quarterly.at("gdp_real", quarter) / quarterly.at("employed", quarter)
    };
    let growth = libm::log(per_person("2019Q4") / per_person("1997Q1")) / 91.0;
    let extension = calibration.assumptions().growth;
    assert!(
        (growth - extension.productivity_trend).abs() < 5e-5,
        "{growth}"
    );
    assert_eq!(extension.demand_trend, extension.productivity_trend);
}

#[test]
fn the_growth_extension_is_a_switch() {
    let (on, _) = uk().model(1e-3).unwrap();
    let (off, _) = as_published().model(1e-3).unwrap();
    assert!(on.scalars.demand_trend > 0.0 && on.exports.ar < off.exports.ar);
    assert_eq!(
        (off.scalars.demand_trend, off.scalars.productivity_trend),
        (0.0, 0.0)
    );
    assert_eq!(on.labour_productivity, off.labour_productivity);
}
