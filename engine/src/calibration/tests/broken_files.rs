//! Files, scales and assumptions that will not do are refused, with their place and the remedy.

use super::*;

/// Problems after `change` of `file`.
fn problems(file: &str, change: impl Fn(&str) -> String) -> Vec<String> {
    let mut files = files();
    let changed = change(&files[file]);
    assert_ne!(changed, files[file], "the change must change something");
    files.insert(file.to_owned(), changed);
    let found = Calibration::read(&files).unwrap_err();
    found.iter().map(ToString::to_string).collect()
}

#[test]
fn a_scale_that_will_not_do_is_refused() {
    for scale in [0.0, -0.001, 1.001, f64::NAN, f64::INFINITY] {
        assert_eq!(uk().model(scale).err().unwrap()[0].key, "scale");
    }
    let problem = &uk().model(1e-5).err().unwrap()[0];
    assert!(problem.message.contains("E36"), "{problem}");
    assert!(problem.remedy.contains("1/22000"), "{problem}");
    assert!(uk().model(1.0 / 22_000.0).is_ok());
    assert!(uk().warnings(1e-3)[0].contains("C19, E36"));
}

#[test]
fn a_truncated_table_is_told() {
    let shortened = |text: &str| text[..text.len() * 9 / 10].to_owned();
    for file in ["input_output.csv", "industries.csv", "accounts.csv"] {
        assert!(!problems(file, shortened).is_empty());
    }
    let half = |text: &str| text[..text.len() / 2].to_owned();
    for file in ["quarterly.csv", "foreign.csv"] {
        let found = problems(file, half);
        assert!(
            found.iter().any(|problem| problem.starts_with(file)),
            "{found:?}"
        );
    }
    let without_last = |text: &str| text.rsplit_once("S96,").unwrap().0.to_owned();
    let found = problems("industries.csv", without_last);
    assert!(found[0].contains("61 industries"), "{found:?}");
}

#[test]
fn a_changed_figure_is_found_where_it_stands() {
    let found = problems("input_output.csv", |text| {
        text.replace("A01,A01,4680", "A01,A01,5680")
    });
    assert!(found.iter().all(|problem| problem.contains("`A01`")) && found.len() == 2);
    let found = problems("accounts.csv", |text| {
        text.replace("mixed_income,150766", "mixed_income,x")
    });
    assert!(
        found[0].starts_with("accounts.csv:12: `x` in column `value`"),
        "{found:?}"
    );
    let found = problems("quarterly.csv", |text| {
        text.replace("2019Q4,567734", "2019Q4,-567734")
    });
    assert!(found[0].contains("is negative"), "{found:?}");
}

#[test]
fn mistakes_in_the_assumptions_are_told_with_their_line() {
    let found = problems("calibration.toml", |text| {
        text.replace("loan_to_value]", "loan_to_valu]")
    });
    assert!(
        found
            .iter()
            .any(|problem| problem.contains("`assumptions.loan_to_value.value` is missing"))
    );
    let found = problems("calibration.toml", |text| {
        text.replace("value = \"net\"", "value = \"gross\"")
    });
    assert!(
        found[0].contains("choose one of: net, received"),
        "{found:?}"
    );
    let found = problems("calibration.toml", |text| {
        text.replace("value = \"F\"", "value = \"F41\"")
            .replace("[]\nunit = \"i", "[\"X\"]\nunit = \"i")
    });
    assert!(found[0].contains("no industry `X`") && found[1].contains("no industry `F41`"));
    let found = problems("calibration.toml", |text| {
        text.replace("reason = \"Published value.\"", "")
    });
    assert!(found[0].contains("reason` is missing"), "{found:?}");
}

#[test]
fn series_are_of_the_kind_that_the_formulas_need() {
    let found = problems("calibration.toml", |text| {
        text.replace("kind = \"interest_rate\"", "kind = \"level\"")
    });
    assert!(found[0].contains("columns.bank_rate.kind"), "{found:?}");
    let found = problems("calibration.toml", |text| {
        text.replace("whole = \"gdp_real\"", "whole = \"gdp_rel\"")
    });
    assert!(found[0].contains("names `gdp_rel`"), "{found:?}");
}

#[test]
fn every_missing_file_is_told() {
    let only = BTreeMap::from([(
        "calibration.toml".to_owned(),
        files()["calibration.toml"].clone(),
    )]);
    assert_eq!(Calibration::read(&only).unwrap_err().len(), 6);
    assert_eq!(
        Calibration::read(&BTreeMap::new()).unwrap_err()[0].key,
        "calibration.toml"
    );
}

#[test]
fn an_implausible_result_is_refused_with_its_number() {
    let refused = |change: fn(&mut Assumptions)| {
        let found = uk().with_assumptions(change).model(1e-3).err().unwrap();
        found.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let found = refused(|assumptions| assumptions.household_operating_surplus = false);
    assert!(
        found[0].starts_with("propensity_to_consume: households spend 1.1"),
        "{found:?}"
    );
    let found = refused(|assumptions| {
        assumptions.policy_sample_first = "2009Q3".parse().unwrap();
        assumptions.policy_sample_last = "2019Q4".parse().unwrap();
    });
    assert!(found[0].starts_with("taylor_smoothing: 1.0"), "{found:?}");
}

#[test]
fn the_published_choices_are_available() {
    for change in [
        (|a: &mut Assumptions| a.persons = Persons::Jobs) as fn(&mut Assumptions),
        |a| a.property_income = PropertyIncome::Received,
        |a| a.firm_loans = FirmLoans::Sterling,
        |a| a.dwellings_product = None,
        |a| a.trade_without_valuables = false,
        |a| a.capital_consumption_not_spread = vec!["O".into()],
        |a| a.policy_weights = PolicyWeights::Imposed,
    ] {
        let found = uk().with_assumptions(change).model(1e-3);
        assert!(found.is_ok(), "{found:?}");
    }
}
