//! Assumptions that name an industry, a quarter or a figure: what they name must exist.

use super::tables::{Accounts, SETTINGS_FILE};
use super::{Calibration, Problem};

/// Fewest quarters in the sample of the policy rule: three weights, and something to estimate from.
const SHORTEST_SAMPLE: i32 = 8;

/// Every name that points nowhere.
pub fn dangling(calibration: &Calibration) -> Vec<Problem> {
    let mut problems = Vec::new();
    industries(calibration, &mut problems);
    policy_sample(calibration, &mut problems);
    gaps(calibration, &mut problems);
    problems
}

fn refuse(key: &str, message: String, remedy: &str) -> Problem {
    Problem::new(format!("{SETTINGS_FILE}: `{key}`"), message, remedy)
}

fn industries(calibration: &Calibration, problems: &mut Vec<Problem>) {
    let assumptions = &calibration.assumptions;
    let not_spread = &assumptions.capital_consumption_not_spread;
    let codes = calibration.codes();
    let named = (not_spread.iter())
        .map(|code| ("capital_consumption_not_spread", code))
        .chain((assumptions.dwellings_product.iter()).map(|code| ("dwellings_product", code)));
    for (key, code) in named.filter(|(_, code)| !codes.contains(code)) {
        let message = format!("there is no industry `{code}`");
        problems.push(refuse(key, message, "use a code of industries.csv"));
    }
}

fn policy_sample(calibration: &Calibration, problems: &mut Vec<Problem>) {
    let (about, assumptions) = (&calibration.about, &calibration.assumptions);
    let (first, last) = (
        assumptions.policy_sample_first,
        assumptions.policy_sample_last,
    );
    let within = first > about.first_quarter && last <= about.base_quarter;
    if !within || last.since(first) + 1 < SHORTEST_SAMPLE {
        let message = format!("the sample of the policy rule runs from {first} to {last}");
        let remedy = format!(
            "let it lie after {} and not after {}, with {SHORTEST_SAMPLE} quarters or more",
            about.first_quarter, about.base_quarter
        );
        problems.push(refuse("policy_sample_first", message, &remedy));
    }
}

fn gaps(calibration: &Calibration, problems: &mut Vec<Problem>) {
    let is_assumption = |key: &str| {
        (calibration.reasons.iter()).any(|reason| reason.key.rsplit('.').next() == Some(key))
    };
    for gap in &calibration.about.gaps {
        for key in &gap.keys {
            if !is_assumption(key) && !Accounts::KEYS.contains(&key.as_str()) {
                let message = format!("`{}` names the unknown `{key}`", gap.gap);
                let remedy = "name an assumption or a figure of accounts.csv";
                problems.push(refuse("gaps", message, remedy));
            }
        }
    }
}
