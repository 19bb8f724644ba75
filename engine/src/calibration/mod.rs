//! From national accounts to parameters and opening balance sheets.
//!
//! A calibration is a set of named texts, `calibration.toml` and the tables beside it; who reads
//! them from where is not the engine's business. [`Calibration::read`] checks them,
//! [`Calibration::model`] computes the model at a scale. Formulas: annual flows and the factor to
//! the base quarter in [`flows`], capital in `capital`, counts in `counts`, industries in
//! `industry_parameters`, rates in `rates`, autoregressions in `processes`, the policy rule in
//! `policy`, stocks and histories in `opening_state`. No figure and no assumption stands in the
//! code: all are in the files, with source and reason.
//!
//! Source: SPEC 9.

mod about;
mod assumptions;
mod capital;
mod checks;
mod counts;
pub mod flows;
mod industry_parameters;
mod opening_accounts;
mod opening_state;
mod policy;
mod processes;
mod published;
mod rates;
pub mod tables;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use about::{About, Gap, Source};
pub use assumptions::{
    Assumptions, FirmLoans, GrowthExtension, ImposedRule, OtherTransfers, Persons, PolicyWeights,
    PropertyIncome, Reason,
};
pub use published::PublishedFigure;

use crate::parameters::{InitialConditions, Parameters, Problem};
use flows::Flows;
use processes::Sample;
use rates::Opening;
use tables::{Expected, SETTINGS_FILE, Settings, Tables};

/// A country in a base quarter: figures, assumptions, sources.
#[derive(Clone, Debug)]
pub struct Calibration {
    about: About,
    assumptions: Assumptions,
    reasons: Vec<Reason>,
    tables: Tables,
    published: Vec<PublishedFigure>,
}

impl Calibration {
    /// Reads and checks the files of a calibration, given by name.
    ///
    /// # Errors
    /// Every problem of every file.
    pub fn read(files: &BTreeMap<String, String>) -> Result<Self, Vec<Problem>> {
        let Some(text) = files.get(SETTINGS_FILE) else {
            let problem = Problem::new(SETTINGS_FILE, "is missing", "add the file");
            return Err(vec![problem]);
        };
        let mut settings = Settings::parse(text);
        if !settings.problems.is_empty() {
            return Err(settings.problems);
        }
        let about = about::read(&mut settings);
        let (assumptions, reasons) = assumptions::read(&mut settings);
        let columns = settings.names_under("tables.quarterly.columns");
        for column in &columns {
            settings.text(&format!("tables.quarterly.columns.{column}.series"));
            settings.text(&format!("tables.quarterly.columns.{column}.unit"));
        }
        let mut problems = settings.finish();
        if !problems.is_empty() {
            return Err(problems);
        }
        let expected = Expected {
            quarters: (about.first_quarter.plus(-1), about.base_quarter),
            industries: about.industries,
            largest_imbalance: assumptions.largest_imbalance,
            later_vintage: (&assumptions.later_vintage, assumptions.later_vintage_factor),
            quarterly_columns: &columns,
        };
        let tables = tables::read(files, &expected, &mut problems);
        let published = published::read(files, &mut problems);
        match (tables, published) {
            (Some(tables), Some(published)) if problems.is_empty() => {
                let calibration = Calibration {
                    about,
                    assumptions,
                    reasons,
                    tables,
                    published,
                };
                let problems = calibration.names_that_do_not_exist();
                if problems.is_empty() {
                    Ok(calibration)
                } else {
                    Err(problems)
                }
            }
            _ => Err(problems),
        }
    }

    /// Parameters and initial conditions where a model firm or person stands for `1/scale` real
    /// ones.
    ///
    /// # Errors
    /// If the scale will not do, or the result fails a check of SPEC 9.13.
    pub fn model(&self, scale: f64) -> Result<(Parameters, InitialConditions), Vec<Problem>> {
        let (tables, assumptions) = (&self.tables, &self.assumptions);
        let base = self.about.base_quarter;
        let io = &tables.input_output;
        let real = counts::real_counts(tables, &io.compensation, base, assumptions);
        self.persons_problems(&real)?;
        let share = assumptions.largest_share_of_lifted_firms;
        if let Some(problem) = counts::scale_problem(&real, scale, share, |s| self.code(s)) {
            return Err(vec![problem]);
        }
        let counts = counts::model_counts(&real, scale);
        let flows = self.flows();
        let codes: Vec<String> = (0..self.about.industries).map(|s| self.code(s)).collect();
        let problems = checks::industries(&flows, &codes);
        if !problems.is_empty() {
            return Err(problems);
        }

        let policy_rate = policy::per_quarter(tables.quarterly.at("bank_rate", base) / 100.0);
        let opening = Opening::new(&flows, &tables.accounts, policy_rate, assumptions);
        let utilisation = assumptions.capacity_utilisation;
        let rule = policy::rule(tables, assumptions);
        let sample = Sample {
            first: self.about.first_quarter,
            last: base,
            trend: assumptions.growth.trend_of_demand(),
            without_valuables: assumptions.trade_without_valuables,
        };
        let processes = processes::processes(&flows, &tables.quarterly, &tables.foreign, sample);
        let buyers =
            |per_firm: f64| (f64::from(counts.all_firms()) * per_firm).round().max(1.0) as u32;

        let mut scalars = rates::scalars(&flows, &opening, assumptions);
        scalars.taylor_smoothing = rule.smoothing;
        scalars.taylor_inflation = rule.inflation;
        scalars.taylor_growth = rule.growth;
        scalars.inflation_target = rule.target;
        scalars.real_equilibrium_rate = rule.real_rate;
        let initial = opening_state::initial_conditions(
            tables,
            &flows,
            &counts,
            &opening,
            utilisation,
            &scalars,
            (self.about.first_quarter, base),
        );
        let mut parameters = Parameters {
            industries: tables
                .industries
                .iter()
                .map(|i| i.industry.clone())
                .collect(),
            scalars,
            firms_per_industry: counts.firms.clone(),
            active_persons: counts.active(),
            inactive_persons: counts.inactive,
            government_entities: buyers(assumptions.government_entities_per_firm),
            foreign_consumers: buyers(assumptions.foreign_consumers_per_firm),
            foreign_output: processes.foreign_output,
            foreign_inflation: processes.foreign_inflation,
            government_consumption: processes.government_consumption,
            exports: processes.exports,
            imports: processes.imports,
            shock_covariance: processes.covariance,
            policy_rule: assumptions.policy_rule,
            ..Parameters::default()
        };
        let floor = assumptions.smallest_productivity;
        industry_parameters::fill(&mut parameters, &flows, io, &counts, utilisation, floor);

        let gdp = tables.quarterly.at("gdp_nominal", base);
        let problems = checks::calibration(&flows, &parameters, &initial, gdp);
        if problems.is_empty() {
            Ok((parameters, initial))
        } else {
            Err(problems)
        }
    }

    /// Country, dates, sources, gaps.
    pub fn about(&self) -> &About {
        &self.about
    }

    /// Values that are no published figures.
    pub fn assumptions(&self) -> &Assumptions {
        &self.assumptions
    }

    /// The same calibration under other assumptions.
    #[must_use]
    pub fn with_assumptions(&self, change: impl FnOnce(&mut Assumptions)) -> Self {
        let mut calibration = self.clone();
        change(&mut calibration.assumptions);
        calibration
    }

    /// The reason of every assumption.
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }

    /// The figures.
    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    /// Published figures to compare the opening state with.
    pub fn published(&self) -> &[PublishedFigure] {
        &self.published
    }

    /// Annual flows of the base year.
    pub fn flows(&self) -> Flows {
        flows::flows(&self.tables, self.about.base_quarter, &self.assumptions)
    }

    /// What is in order but should be known, at a scale that will do.
    pub fn warnings(&self, scale: f64) -> Vec<String> {
        let io = &self.tables.input_output;
        let base = self.about.base_quarter;
        let real = counts::real_counts(&self.tables, &io.compensation, base, &self.assumptions);
        let counts = counts::model_counts(&real, scale);
        let flows = self.flows();
        let codes = |industries: &[usize]| {
            industries
                .iter()
                .map(|&s| self.code(s))
                .collect::<Vec<_>>()
                .join(", ")
        };
        let mut warnings = Vec::new();
        let mut warn = |text: &str, industries: &[usize]| {
            if !industries.is_empty() {
                warnings.push(format!("{text}: {}", codes(industries)));
            }
        };
        warn("one firm stands for less than half a firm", &counts.lifted);
        warn(
            "employees were added so that every firm has one",
            &counts.one_person_firms,
        );
        warn(
            "consumption of fixed capital is capped by the surplus",
            &flows.capital.capped,
        );
        warn(
            "capital is the average of the section",
            &flows.capital.without_record,
        );
        if flows.budget_residual < 0.0 {
            warnings.push(format!(
                "other transfers close a budget that lacks {:.0} million a year",
                -flows.budget_residual
            ));
        }
        warnings
    }

    fn code(&self, industry: usize) -> String {
        self.tables.industries[industry].industry.code.clone()
    }

    fn persons_problems(&self, real: &counts::RealCounts) -> Result<(), Vec<Problem>> {
        let mut problems = Vec::new();
        let employees: f64 = real.employees.iter().sum();
        for (key, count) in [
            ("employees", employees),
            ("unemployed persons", real.unemployed),
            ("inactive persons", real.inactive),
        ] {
            if !(count > 0.0) {
                let message = format!("{count} are left when the others are counted");
                let remedy = "check persons, jobs and enterprises, or how `persons` are counted";
                problems.push(Problem::new(key, message, remedy));
            }
        }
        if problems.is_empty() {
            Ok(())
        } else {
            Err(problems)
        }
    }

    fn names_that_do_not_exist(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let assumptions = &self.assumptions;
        let mut refuse = |key: &str, message: String, remedy: &str| {
            let place = format!("{SETTINGS_FILE}: `{key}`");
            problems.push(Problem::new(place, message, remedy));
        };
        let codes: Vec<String> = (0..self.about.industries).map(|s| self.code(s)).collect();
        let lists = [
            (
                "capital_consumption_not_spread",
                &assumptions.capital_consumption_not_spread[..],
            ),
            (
                "dwellings_product",
                assumptions.dwellings_product.as_slice(),
            ),
        ];
        for (key, named) in lists {
            for code in named.iter().filter(|code| !codes.contains(code)) {
                refuse(
                    key,
                    format!("there is no industry `{code}`"),
                    "use a code of industries.csv",
                );
            }
        }
        let (first, last) = (
            assumptions.policy_sample_first,
            assumptions.policy_sample_last,
        );
        if first <= self.about.first_quarter
            || last > self.about.base_quarter
            || last < first.plus(4)
        {
            let message = format!("the sample runs from {first} to {last}");
            let remedy =
                "let it lie between the first and the base quarter, with 5 quarters or more";
            refuse("policy_sample_first", message, remedy);
        }
        for gap in &self.about.gaps {
            for key in &gap.keys {
                let is_assumption = (self.reasons.iter())
                    .any(|reason| reason.key.rsplit('.').next() == Some(key.as_str()));
                if !is_assumption && !tables::Accounts::KEYS.contains(&key.as_str()) {
                    let message = format!("`{}` names the unknown `{key}`", gap.gap);
                    refuse(
                        "gaps",
                        message,
                        "name an assumption or a figure of accounts.csv",
                    );
                }
            }
        }
        problems
    }
}
