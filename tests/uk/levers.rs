//! Levers: each moves what it names by the size asked for, in the quarter asked for, and no rule
//! remembers it.

use std::sync::Arc;

use engine::levers::{self, Lever, Pull, Reach, Size, Wedge};
use engine::parameters::{Model, PolicyRule};
use engine::simulation::Simulation;
use engine::tables::Values;

use super::{pull, step_looking};

const SCALE: f64 = 1.0 / 5000.0;

/// A rule for the policy rate that sees nothing domestic, so that no shock feeds back on it.
fn without_feedback() -> Arc<Model> {
    let (mut parameters, initial) = super::calibration().model(SCALE).unwrap();
    parameters.policy_rule = PolicyRule::Foreign;
    parameters.switches.zero_lower_bound = false;
    Arc::new(Model::new(parameters, initial).unwrap())
}

/// The value in force of a lever that a phase puts in force.
fn column(simulation: &Simulation, lever: &Lever) -> Vec<f64> {
    let (table, column) = match lever.name {
        "policy_rate" => ("central_bank", "policy_rate"),
        "lending_rate" => ("bank", "lending_rate"),
        "expected_growth" | "expected_inflation" => ("aggregate", lever.name),
        "foreign_output" => ("foreign", "output"),
        "foreign_inflation" => ("foreign", "inflation"),
        "government_consumption" => ("government", "entity_budget"),
        "export_demand" => ("foreign", "consumer_budget"),
        "import_supply" => ("foreign", "supply"),
        "import_price" => ("foreign", "price"),
        name => ("firms", name),
    };
    match simulation.economy.values_of(table, column).unwrap() {
        Values::Numbers(values) => values.to_vec(),
        Values::Number(value) => vec![value],
        _ => panic!("{table}.{column} is no number"),
    }
}

/// Value in force of `lever` in the coming quarter, with `pulls`.
fn in_force(simulation: &Simulation, lever: &Lever, pulls: &[Pull]) -> Vec<f64> {
    let mut simulation = simulation.clone();
    simulation.pull(pulls);
    if lever.is_parameter() {
        let parameter = |s: &Simulation| s.in_force().scalars.get(lever.name).unwrap();
        vec![step_looking(&mut simulation, "goods_market", parameter)]
    } else {
        step_looking(&mut simulation, lever.phase, |s| column(s, lever))
    }
}

/// A size within the lever's range where the value is `value`, and what it makes of it.
fn worked(lever: &Lever, size: Size, value: f64) -> (f64, f64) {
    match size {
        Size::Pp if lever.unit == "rate/quarter" => {
            let year = (1.0 + value).powi(4) + 0.01;
            (1.0, year.sqrt().sqrt() - 1.0)
        }
        Size::Pp => (0.5, value + 0.005),
        Size::Pct => (10.0, value + value / 10.0),
        Size::Level => (0.875 * value, 0.875 * value),
        Size::Add => (0.125 * value, 1.125 * value),
    }
}

#[test]
fn each_lever_moves_what_it_names_by_the_size_asked_for() {
    let mut simulation = super::run(&super::model(SCALE), 1, 2);
    // Parameters at an end of their range can only be pulled inwards.
    Arc::make_mut(&mut simulation.parameters)
        .scalars
        .max_labour_intensity = 2.0;
    let mut pulled = 0;
    for lever in levers::all() {
        let plain = in_force(&simulation, lever, &[]);
        for &size in lever.sizes {
            let (value, _) = worked(lever, size, plain[0]);
            let found = in_force(&simulation, lever, &[pull(lever.name, size, value)]);
            assert_eq!(found.len(), plain.len());
            for (found, plain) in found.iter().zip(&plain) {
                let expected = match size {
                    Size::Level => value,
                    Size::Add => plain + value,
                    _ => worked(lever, size, *plain).1,
                };
                assert!(
                    (found - expected).abs() <= 1e-12 * expected.abs(),
                    "{} by {size:?}: {found} is not {expected}",
                    lever.name
                );
            }
            pulled += 1;
        }
    }
    assert!(pulled > 150, "{pulled}");
}

#[test]
fn only_the_picked_industries_and_products_move() {
    let simulation = super::run(&super::model(SCALE), 1, 1);
    let picked: [u16; 2] = [3, 20];
    for lever in levers::all().filter(|lever| lever.reach != Reach::Whole) {
        let plain = in_force(&simulation, lever, &[]);
        let of_some = Pull {
            rows: Some(picked.into()),
            ..pull(lever.name, Size::Pct, 10.0)
        };
        let found = in_force(&simulation, lever, &[of_some]);
        if plain.len() == 1 {
            let shares = match lever.name {
                "export_demand" => &simulation.parameters.export_shares,
                _ => &simulation.parameters.government_shares,
            };
            let values: Vec<f64> = shares
                .iter()
                .zip(&simulation.economy.aggregate.product_price)
                .map(|(share, price)| share * price)
                .collect();
            let of_picked: f64 = picked.iter().map(|&g| values[usize::from(g)]).sum();
            let expected = 1.0 + 0.1 * of_picked / values.iter().sum::<f64>();
            assert!((found[0] / plain[0] - expected).abs() < 1e-14);
            continue;
        }
        let row_of = |row: usize| match lever.reach {
            Reach::Industries => simulation.economy.firms.industry[row],
            _ => row as u16,
        };
        for (row, (found, plain)) in found.iter().zip(&plain).enumerate() {
            if picked.contains(&row_of(row)) {
                assert!((found - 1.1 * plain).abs() <= 1e-12 * plain.abs());
            } else {
                assert_eq!(found.to_bits(), plain.to_bits(), "{} {row}", lever.name);
            }
        }
    }
}

#[test]
fn wedges_of_no_size_change_no_bit() {
    let model = super::model(SCALE);
    let pulls: Vec<Pull> = levers::all()
        .flat_map(|lever| {
            let neutral = |&size: &Size| (size != Size::Level).then(|| pull(lever.name, size, 0.0));
            lever.sizes.iter().filter_map(neutral)
        })
        .collect();
    let mut plain = super::run(&model, 3, 0);
    let mut pulled = plain.clone();
    for _ in 0..6 {
        plain.step().unwrap();
        pulled.pull(&pulls);
        pulled.step().unwrap();
        assert!(plain.economy == pulled.economy);
        let bits = |s: &Simulation| s.record().values().map_bits();
        assert_eq!(bits(&plain), bits(&pulled));
    }
}

/// Bits of numbers, so that even the sign of a zero counts.
trait Bits {
    fn map_bits(self) -> Vec<u64>;
}

impl Bits for Vec<f64> {
    fn map_bits(self) -> Vec<u64> {
        self.into_iter().map(f64::to_bits).collect()
    }
}

/// What rules remember of themselves.
fn memory(simulation: &Simulation) -> Vec<u64> {
    let economy = &simulation.economy;
    let (foreign, firms) = (&economy.foreign, &economy.firms);
    let mut memory = vec![
        economy.central_bank.rule_rate,
        foreign.rule_output,
        foreign.rule_inflation,
        foreign.export_demand,
        foreign.import_supply,
        economy.government.consumption_target,
    ];
    for column in [
        &firms.labour_productivity,
        &firms.wage_rate,
        &firms.intermediate_productivity,
        &firms.capital_productivity,
        &firms.depreciation_rate,
        &firms.tax_products,
        &firms.tax_production,
    ] {
        memory.extend(column);
    }
    memory.map_bits()
}

#[test]
fn no_rule_remembers_a_wedge() {
    let mut plain = super::run(&without_feedback(), 5, 0);
    let mut shocked = plain.clone();
    for quarter in 1..=8 {
        if quarter <= 4 {
            // Foreign output and inflation are what the rule for the policy rate answers to.
            let pulls = levers::all()
                .filter(|lever| !lever.is_parameter())
                .filter(|lever| !["foreign_output", "foreign_inflation"].contains(&lever.name));
            let pulls: Vec<Pull> = pulls.map(|l| pull(l.name, Size::Pct, 3.0)).collect();
            shocked.pull(&pulls);
        }
        plain.step().unwrap();
        shocked.step().unwrap();
        assert_eq!(memory(&plain), memory(&shocked), "quarter {quarter}");
        assert_eq!(plain.parameters, shocked.parameters);
        assert_ne!(plain.record().real_gdp, shocked.record().real_gdp);
        let rate = |s: &Simulation| s.economy.central_bank.policy_rate;
        assert_eq!(rate(&plain) == rate(&shocked), quarter > 4);
    }
}

#[test]
fn foreign_processes_do_not_remember_a_wedge_either() {
    let mut plain = super::run(&without_feedback(), 5, 0);
    let mut shocked = plain.clone();
    for quarter in 1..=6 {
        let wedged = (2..=3).contains(&quarter);
        if wedged {
            shocked.pull(&[
                pull("foreign_output", Size::Pct, 2.0),
                pull("foreign_inflation", Size::Pp, 1.0),
            ]);
        }
        plain.step().unwrap();
        shocked.step().unwrap();
        let (one, two) = (&plain.economy.foreign, &shocked.economy.foreign);
        assert_eq!(one.rule_output.to_bits(), two.rule_output.to_bits());
        assert_eq!(one.rule_inflation.to_bits(), two.rule_inflation.to_bits());
        assert_eq!(one.output == two.output, !wedged);
        assert_eq!(one.inflation == two.inflation, !wedged);
        // Output is off its path in quarters 2 and 3, hence growth in quarters 2 and 4.
        let growth = (1.0 + two.growth) / (1.0 + one.growth);
        let expected = match quarter {
            2 => 1.02,
            4 => 1.0 / 1.02,
            _ => 1.0,
        };
        assert!((growth - expected).abs() < 1e-12, "{quarter}: {growth}");
        let rule_rate = |s: &Simulation| s.economy.central_bank.rule_rate;
        assert_eq!(rule_rate(&plain) == rule_rate(&shocked), quarter < 2);
    }
}

#[test]
fn a_lasting_import_price_does_not_feed_on_itself() {
    let model = super::model(SCALE);
    let mut plain = super::run(&model, 2, 0);
    let mut shocked = plain.clone();
    let dear = Pull {
        lever: levers::find("import_price").unwrap(),
        rows: None,
        wedge: Wedge {
            size: Size::Pct,
            value: 30.0,
        },
    };
    for quarter in 1..=9 {
        let undisturbed = shocked.economy.aggregate.undisturbed_product_price.clone();
        if quarter <= 6 {
            shocked.pull(std::slice::from_ref(&dear));
        }
        plain.step().unwrap();
        shocked.step().unwrap();
        let (foreign, aggregate) = (&shocked.economy.foreign, &shocked.economy.aggregate);
        let factor = if quarter <= 6 { 1.3 } else { 1.0 };
        for (product, rule) in foreign.rule_price.iter().enumerate() {
            let expected = undisturbed[product] * (1.0 + aggregate.expected_inflation);
            assert_eq!(*rule, expected);
            assert!((foreign.price[product] - factor * rule).abs() <= 1e-12 * rule);
        }
        // What is sold costs more, and the rule knows only of dearer domestic goods.
        let oil = 3;
        let (seen, own) = (
            aggregate.product_price[oil] / plain.economy.aggregate.product_price[oil],
            aggregate.undisturbed_product_price[oil] / plain.economy.aggregate.product_price[oil],
        );
        println!("quarter {quarter}: product price {seen:.4}, undisturbed {own:.4}");
        assert!(quarter > 6 || seen > own && seen < 1.3 * own);
    }
}
