//! The gallery: each shipped scenario gives what its head says it expects.

use arrow_array::cast::AsArray;
use arrow_array::types::Float64Type;

use super::experiments::{Experiment, within};
use super::results::read;
use super::sweeps::measure;
use super::{project, shipped};

#[test]
fn every_shipped_scenario_is_held_to_what_it_expects_and_named_in_the_readme() {
    let tests = [include_str!("experiments.rs"), include_str!("gallery.rs")].concat();
    let readme = std::fs::read_to_string(project("README.md")).unwrap();
    let scenarios = shipped("lua");
    for path in &scenarios {
        let name = path.file_stem().unwrap().to_string_lossy();
        let held = ["of", "changed"].map(|how| format!("Experiment::{how}(\"{name}\""));
        assert!(
            held.iter().any(|call| tests.contains(call)),
            "no test holds {name}"
        );
        assert!(
            readme.contains(&format!("`{name}`")),
            "the README does not list {name}"
        );
    }
    let words = [
        "Nineteen",
        "Twenty",
        "Twenty-one",
        "Twenty-two",
        "Twenty-three",
    ];
    let count = format!("{} scenarios are shipped", words[scenarios.len() - 19]);
    assert!(readme.contains(&count), "the README does not say `{count}`");
}

#[test]
fn hello_prints_a_row_a_year() {
    let hello = Experiment::of("hello", 2);
    hello
        .outcome
        .shows(&["\n2019Q4 ", "\n2020 ", "\n2021 ", "\n2022 "]);
}

/// At a scale that a test can bear: what it expects of itself holds of the mean there.
#[test]
fn the_whole_country_moves_as_the_baseline_does() {
    let full = Experiment::changed("uk_full", 10, "\"120m\"", "\"12m\"");
    let mean = |series: &str, month: usize| {
        let (_, runs) = full.paths(series).pop_first().unwrap();
        runs.iter().map(|path| path[month]).sum::<f64>() / runs.len() as f64
    };
    let growth = |series| 100.0 * (mean(series, 12) / mean(series, 0) - 1.0);
    within(growth("real_gdp"), -1.0..=4.0);
    within(growth("gdp_deflator"), 0.0..=4.0);
    within(100.0 * mean("unemployment_rate", 12), 2.0..=6.0);
}

#[test]
fn the_baseline_moves_in_the_bands_that_it_states() {
    let baseline = Experiment::of("uk_baseline", 10);
    let mean = |series: &str, quarter: usize| {
        let runs = &baseline.paths(series)["baseline"];
        runs.iter().map(|path| path[quarter]).sum::<f64>() / runs.len() as f64
    };
    for year in 1..=3 {
        let (first, last) = (4 * year - 4, 4 * year);
        let growth = |series| 100.0 * (mean(series, last) / mean(series, first) - 1.0);
        within(growth("real_gdp"), 0.5..=3.0);
        within(growth("gdp_deflator"), 0.0..=4.0);
        within(100.0 * mean("unemployment_rate", last), 2.0..=6.0);
        within(
            mean("policy_rate", last) - mean("policy_rate", first),
            0.0002..=0.0025,
        );
    }
    within(400.0 * mean("policy_rate", 0), 0.74..=0.76);
}

#[test]
fn a_steady_state_is_the_same_in_all_quarters_runs_and_seeds() {
    let first = Experiment::of("steady_state", 2);
    let second = Experiment::changed("steady_state", 1, "seed    = 2019", "seed    = 7");
    for series in [
        "real_gdp",
        "gdp_deflator",
        "unemployment_rate",
        "firm_profits",
    ] {
        let expected = first.paths(series)["baseline"][0][1];
        for experiment in [&first, &second] {
            for path in &experiment.paths(series)["baseline"] {
                for found in &path[1..] {
                    within(found / expected - 1.0, -1e-11..=1e-11);
                }
            }
        }
    }
    let flow = |series| first.paths(series)["baseline"][0][6];
    within(
        flow("nominal_imports") - flow("nominal_exports"),
        9011.5..=9012.5,
    );
}

#[test]
fn every_kind_of_stimulus_gives_two_per_cent_and_purchases_cost_least() {
    let stimulus = Experiment::of("fiscal_stimulus", 6);
    let debt = |branch| stimulus.per_cent("government_debt", branch, 8);
    for branch in [
        "public purchases",
        "income tax",
        "value added tax",
        "benefits",
    ] {
        within(stimulus.per_cent("real_gdp", branch, 2), 0.4..=0.7);
        within(stimulus.per_cent("real_gdp", branch, 8), 1.6..=2.3);
        if branch != "public purchases" {
            assert!(debt(branch) > 1.2 * debt("public purchases"), "{branch}");
        }
    }
}

#[test]
fn twice_the_tax_cut_has_twice_the_effect() {
    let cut = Experiment::of("vat_cut", 6);
    for (branch, size) in [("cut x0.5", 1.0), ("cut x1", 2.0), ("cut x2", 4.0)] {
        within(cut.per_cent("real_gdp", branch, 4) / size, 0.35..=0.43);
        for quarter in 1..=4 {
            let more = cut.per_cent("real_household_consumption", branch, quarter);
            assert!(more > 0.15 * size, "{branch}: {more}");
        }
    }
}

#[test]
fn dear_energy_raises_prices_and_lowers_output_whatever_the_bank_does() {
    let energy = Experiment::of("energy_import_prices", 8);
    let answered = "energy, forward-looking Bank";
    for branch in ["energy", answered] {
        within(energy.per_cent("consumer_price", branch, 4), 1.1..=1.3);
        within(energy.per_cent("real_gdp", branch, 4), -0.6..=-0.4);
        within(energy.per_cent("real_gdp", branch, 8), -1.0..=-0.7);
        for quarter in 4..12 {
            let price = |quarter| energy.per_cent("consumer_price", branch, quarter);
            assert!(price(quarter + 1) > price(quarter) + 0.05);
        }
    }
    for quarter in 1..=12 {
        let apart = |series| {
            energy.per_cent(series, answered, quarter) - energy.per_cent(series, "energy", quarter)
        };
        within(apart("consumer_price"), -0.01..=0.01);
        within(apart("real_gdp"), -0.06..=0.06);
    }
    let higher = |year: usize| -> f64 {
        let quarters = 4 * year - 3..=4 * year;
        let rate = |quarter| energy.yearly_points("policy_rate", answered, quarter);
        quarters.map(rate).sum::<f64>() / 4.0
    };
    for year in 1..=3 {
        within(higher(year), 0.2..=1.1);
    }
}

#[test]
fn an_energy_squeeze_is_the_sum_of_its_parts() {
    let squeeze = Experiment::of("energy_squeeze", 8);
    let price = |quarter| squeeze.per_cent("consumer_price", "squeeze", quarter);
    let gdp = |quarter| squeeze.per_cent("real_gdp", "squeeze", quarter);
    within(price(4), 1.05..=1.25);
    within(price(12), 2.15..=2.45);
    within(gdp(4), -0.6..=-0.35);
    within(gdp(8), -1.0..=-0.7);
    let rate = |quarter| squeeze.yearly_points("policy_rate", "squeeze", quarter);
    within((5..=8).map(rate).sum::<f64>() / 4.0, 0.7..=1.4);
    let jobs = |quarter| squeeze.points("unemployment_rate", "squeeze", quarter);
    within((5..=8).map(jobs).sum::<f64>() / 4.0, 0.4..=0.7);
    // Each of the three is in force: the same paths of the plain shock are another result.
    let plain = Experiment::of("energy_import_prices", 8);
    let without = plain.per_cent("consumer_price", "energy", 12);
    within(price(12) - without, -0.4..=-0.1);
    let shares = read(&squeeze.case.result().join("strategies.parquet"));
    let share = shares.column_by_name("share").unwrap();
    let share = share.as_primitive::<Float64Type>().values();
    within(share[1], 0.25..=0.35);
}

#[test]
fn exports_collapse_and_half_comes_back_in_two_quarters() {
    let exports = Experiment::of("export_collapse", 8);
    let exported = |quarter| exports.per_cent("real_exports", "collapse", quarter);
    let gdp = |quarter| exports.per_cent("real_gdp", "collapse", quarter);
    within(exported(1), -20.2..=-19.0);
    within(exported(3), -10.0..=-7.5);
    within(gdp(4), -3.4..=-2.5);
    within(gdp(12) / gdp(4), 0.4..=0.6);
    within(exported(12), -1.0..=0.0);
    within(
        exports.points("unemployment_rate", "collapse", 4),
        1.9..=2.8,
    );
}

#[test]
fn a_slowdown_of_productivity_makes_jobs() {
    let slowdown = Experiment::of("productivity_slowdown", 8);
    within(
        slowdown.points("unemployment_rate", "slowdown", 12),
        -2.0..=-1.5,
    );
    within(slowdown.per_cent("real_gdp", "slowdown", 12), -0.2..=-0.08);
}

#[test]
fn a_credit_crunch_stops_lending_and_not_output() {
    let crunch = Experiment::of("credit_crunch", 6);
    for quarter in 1..=8 {
        within(
            crunch.per_cent("new_loans", "crunch", quarter),
            -100.0..=-99.9,
        );
        within(crunch.per_cent("real_gdp", "crunch", quarter), -0.05..=0.05);
    }
    within(crunch.per_cent("firm_loans", "crunch", 8), -23.0..=-20.0);
}

#[test]
fn a_bank_loss_is_made_good_by_the_government_or_not() {
    let losses = Experiment::of("bank_losses", 2);
    let equity = |branch, quarter| losses.per_cent("bank_equity", branch, quarter);
    for quarter in 5..=12 {
        within(equity("losses", quarter), -10.1..=-10.0);
        within(
            losses.per_cent("firm_loans", "losses", quarter),
            -1.65..=-1.45,
        );
    }
    within(equity("rescue", 5), -10.1..=-10.0);
    for quarter in 6..=12 {
        within(equity("rescue", quarter), -0.02..=0.02);
        within(
            losses.per_cent("government_debt", "rescue", quarter),
            0.37..=0.41,
        );
    }
    // What the bank loses in equity, firms owe no more, but for repayments later in the quarter.
    let lost = |series: &str| -> f64 {
        let path = |branch| losses.paths(series)[branch][0][5];
        path("losses") - path("baseline")
    };
    within(lost("bank_equity") / lost("firm_loans"), 0.97..=1.03);
}

#[test]
fn an_outage_of_central_industries_costs_twice_as_much() {
    let outage = Experiment::of("central_industry_outage", 8);
    let gdp = |branch| outage.per_cent("real_gdp", branch, 3);
    within(gdp("most central"), -2.7..=-2.3);
    within(gdp("least central"), -1.25..=-1.0);
    within(gdp("most central") / gdp("least central"), 2.0..=2.6);
}

#[test]
fn rules_of_the_bank_move_its_rate_and_hardly_output() {
    let rules = Experiment::of("own_policy_rules", 6);
    let branches = rules.paths("policy_rate");
    let mut highest = f64::NEG_INFINITY;
    let mut lowest = f64::INFINITY;
    for branch in branches.keys() {
        let rate = rules.yearly_points("policy_rate", branch, 8);
        (highest, lowest) = (highest.max(rate), lowest.min(rate));
        for quarter in 1..=12 {
            within(rules.per_cent("real_gdp", branch, quarter), -0.12..=0.12);
        }
    }
    within(highest - lowest, 2.0..=6.0);
}

/// Brock and Hommes (1997): in the first choice, after a year, a strategy is chosen with probability
/// `exp(β U_k) / Σ exp(β U_j)`, where `U_k` is the mean profit of its firms in units of the mean
/// absolute profit of all.
#[test]
fn firms_choose_the_strategies_that_paid() {
    let record = "horizon  = \"20q\", record = { firms = { columns = { \"profit\", \"strategy\" }, every = \"4q\" } }";
    let experiment = Experiment::changed("switching_strategies", 8, "horizon  = \"20q\"", record);
    let shares = read(&experiment.case.result().join("strategies.parquet"));
    let names = shares
        .column_by_name("strategy")
        .unwrap()
        .as_string::<i32>();
    let first: Vec<&str> = (0..3).map(|row| names.value(row)).collect();
    assert_eq!(first, ["model", "demand pull", "cautious"]);
    let share = shares.column_by_name("share").unwrap();
    let share = share.as_primitive::<Float64Type>().values();
    for quarter in share.chunks(3) {
        within(quarter.iter().sum::<f64>() - 1.0, -1e-12..=1e-12);
    }
    for run in 0..8 {
        let of = |quarter: usize| &share[3 * (21 * run + quarter)..][..3];
        within(of(0)[1], 0.25..=0.35);
        within(of(0)[2], 0.25..=0.35);
        assert_eq!(of(0), of(4));
        let folder = format!("firms/branch=mixed/run={run}/firms.parquet");
        let panel = read(&experiment.case.result().join(folder));
        let column = |name: &str| {
            panel
                .column_by_name(name)
                .unwrap()
                .as_primitive::<Float64Type>()
        };
        let firms = panel.num_rows() / 6;
        let (mut profit, mut followers, mut size) = ([0.0; 3], [0.0; 3], 0.0);
        for row in firms..2 * firms {
            let strategy = column("strategy").value(row) as usize;
            profit[strategy] += column("profit").value(row);
            followers[strategy] += 1.0;
            size += column("profit").value(row).abs() / firms as f64;
        }
        let weight = [0, 1, 2].map(|k| libm::exp(2.0 * profit[k] / followers[k] / size));
        for k in 0..3 {
            let chance = weight[k] / weight.iter().sum::<f64>();
            // Three standard deviations of a share among some 290 firms.
            let spread = 3.0 * (chance * (1.0 - chance) / firms as f64).sqrt();
            within(of(5)[k] - chance, -spread..=spread);
        }
    }
    for series in ["real_gdp", "gdp_deflator"] {
        within(experiment.per_cent(series, "mixed", 12), -0.5..=0.5);
    }
}

#[test]
fn what_is_spent_and_paid_out_decides_output_and_the_size_of_the_rise_the_rate() {
    let screening = Experiment::of("sensitivity", 1);
    let sizes = |what: [&str; 4]| {
        let [branch, output, figure, at] = what;
        measure(&screening.case, [branch, output, figure, at, "mu_star"])
    };
    let of = |found: &[(String, f64)], wanted: &str| {
        let found = found.iter().find(|(parameter, _)| parameter == wanted);
        found.map_or(f64::NAN, |(_, value)| *value)
    };
    let output = sizes(["baseline", "real_gdp", "level", "last"]);
    for large in ["propensity_to_consume", "dividend_payout"] {
        for small in ["price_weight", "loan_repayment"] {
            assert!(of(&output, large) > 10.0 * of(&output, small), "{output:?}");
        }
    }
    assert_eq!(of(&output, "size_of.rate rise"), 0.0);
    let rate = sizes(["rate rise", "policy_rate", "difference", "mean"]);
    for (parameter, moved) in &rate {
        assert!(
            parameter == "size_of.rate rise" || of(&rate, "size_of.rate rise") > 10.0 * moved,
            "{rate:?}"
        );
    }
}
