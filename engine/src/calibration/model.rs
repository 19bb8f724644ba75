//! The model of a calibration at a scale: every formula of SPEC section 9, in its order.

use super::counts::{self, ModelCounts, RealCounts};
use super::flows::Flows;
use super::opening_accounts::opening_accounts;
use super::plausible::Facts;
use super::processes::{self, Processes, Sample};
use super::rates::{self, Opening};
use super::{
    Calibration, businesses, checks, industry_parameters, opening_state, policy, published,
    references, steady_state,
};
use crate::parameters::{InitialConditions, Parameters, Problem, Scalars};

/// Parameters and initial conditions, checked. Published figures are met under the assumptions
/// that the calibration states; whoever chooses others departs from them on purpose, also at scales
/// that are too small for those, where there is nothing to compare.
pub fn model(
    calibration: &Calibration,
    scale: f64,
) -> Result<(Parameters, InitialConditions), Vec<Problem>> {
    let model = checked(calibration, scale)?;
    if calibration.assumptions == calibration.stated {
        refuse(published::objections(calibration, &model.0, &model.1))?;
    } else {
        let stated = calibration.with_assumptions(|it| it.clone_from(&calibration.stated));
        if counts_at(&stated, scale).is_ok() {
            let (parameters, initial) = checked(&stated, scale)?;
            refuse(published::objections(&stated, &parameters, &initial))?;
        }
    }
    Ok(model)
}

fn checked(
    calibration: &Calibration,
    scale: f64,
) -> Result<(Parameters, InitialConditions), Vec<Problem>> {
    let calibration = &*calibration.in_force();
    refuse(references::dangling(calibration))?;
    let counts = counts_at(calibration, scale)?;
    let flows = calibration.flows();
    refuse(checks::industries(&flows, &calibration.codes()))?;

    let (tables, assumptions) = (&calibration.tables, &calibration.assumptions);
    let (first, base) = (
        calibration.about.first_quarter,
        calibration.about.base_quarter,
    );
    let bank_rate = tables.quarterly.at("bank_rate", base) / 100.0;
    let policy_rate = policy::per_quarter(bank_rate);
    let opening = Opening::new(&flows, &tables.accounts, policy_rate, assumptions);
    let utilisation = assumptions.capacity_utilisation;
    let scalars = scalars(calibration, &flows, &opening);
    let initial = opening_state::initial_conditions(
        tables,
        &flows,
        &counts,
        &opening,
        utilisation,
        &scalars,
        (first, base),
    );
    let mut parameters = with_processes(calibration, &flows);
    parameters.scalars = scalars;
    fill_counts(&mut parameters, calibration, &counts);
    industry_parameters::fill(
        &mut parameters,
        &flows,
        &tables.input_output,
        &counts,
        utilisation,
        assumptions.smallest_productivity,
    );
    let gdp = tables.quarterly.at("gdp_nominal", base);
    let facts = Facts {
        tables,
        flows: &flows,
        real: &real_counts(calibration),
        parameters: &parameters,
        initial: &initial,
        opening: &opening_accounts(&parameters, &initial),
        gdp,
    };
    refuse(if assumptions.is_steady_state() {
        checks::consistency(&facts)
    } else {
        checks::calibration(&facts, &calibration.bounds)
    })?;
    Ok((parameters, initial))
}

/// Firms and persons of the base quarter.
pub fn real_counts(calibration: &Calibration) -> RealCounts {
    counts::real_counts(
        &calibration.tables,
        &calibration.tables.input_output.compensation,
        calibration.about.base_quarter,
        &calibration.assumptions,
    )
}

fn refuse(problems: Vec<Problem>) -> Result<(), Vec<Problem>> {
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems)
    }
}

/// Model counts, if there are persons of every kind and the scale will do.
fn counts_at(calibration: &Calibration, scale: f64) -> Result<ModelCounts, Vec<Problem>> {
    let real = real_counts(calibration);
    refuse(checks::persons(&real))?;
    let largest_share = calibration.assumptions.largest_share_of_lifted_firms;
    let problem = counts::scale_problem(&real, scale, largest_share, &calibration.codes());
    refuse(problem.into_iter().collect())?;
    Ok(counts::model_counts(&real, scale))
}

fn scalars(calibration: &Calibration, flows: &Flows, opening: &Opening) -> Scalars {
    let rule = policy::rule(&calibration.tables, &calibration.assumptions);
    Scalars {
        taylor_smoothing: rule.smoothing,
        taylor_inflation: rule.inflation,
        taylor_growth: rule.growth,
        inflation_target: rule.target,
        real_equilibrium_rate: rule.real_rate,
        ..rates::scalars(flows, opening, &calibration.assumptions)
    }
}

fn with_processes(calibration: &Calibration, flows: &Flows) -> Parameters {
    let (tables, assumptions) = (&calibration.tables, &calibration.assumptions);
    let constant = (assumptions.is_steady_state()).then(steady_state::constant_processes);
    let sample = Sample {
        first: calibration.about.first_quarter,
        last: calibration.about.base_quarter,
        trend: assumptions.growth.trend_of_demand(),
        without_valuables: assumptions.trade_without_valuables,
    };
    let Processes {
        foreign_output,
        foreign_inflation,
        government_consumption,
        exports,
        imports,
        covariance,
    } = constant
        .unwrap_or_else(|| processes::processes(flows, &tables.quarterly, &tables.foreign, sample));
    Parameters {
        foreign_output,
        foreign_inflation,
        government_consumption,
        exports,
        imports,
        shock_covariance: covariance,
        policy_rule: assumptions.policy_rule,
        ..Parameters::default()
    }
}

/// `J` and `L` are shares of the number of firms.
fn fill_counts(parameters: &mut Parameters, calibration: &Calibration, counts: &ModelCounts) {
    let buyers = |per_firm: f64| {
        let count = (f64::from(counts.all_firms()) * per_firm).round();
        count.max(1.0) as u32
    };
    let assumptions = &calibration.assumptions;
    let industries = &calibration.tables.industries;
    parameters.industries = industries.iter().map(|i| i.industry.clone()).collect();
    parameters.firms_per_industry.clone_from(&counts.firms);
    parameters.size_bands = businesses::size_bands(&counts.bands);
    parameters.active_persons = counts.active();
    parameters.inactive_persons = counts.inactive;
    parameters.government_entities = buyers(assumptions.government_entities_per_firm);
    parameters.foreign_consumers = buyers(assumptions.foreign_consumers_per_firm);
}
