//! From national accounts to parameters and opening balance sheets.
//!
//! A calibration is a set of named texts, `calibration.toml` and the tables beside it; who reads
//! them from where is not the engine's business. [`Calibration::read`] checks them,
//! [`Calibration::model`] computes the model at a scale. Formulas: annual flows and the factor to
//! the base quarter in [`flows`], capital in `capital`, counts in `counts`, industries in
//! `industry_parameters`, rates in `rates`, autoregressions in `processes`, the policy rule in
//! `policy`, stocks and histories in `opening_state`, months from quarters in `months`. No figure and no assumption stands in the
//! code: all are in the files, with source and reason.
//!
//! Source: SPEC 9.

mod about;
mod assumptions;
mod businesses;
mod capital;
mod checks;
mod counts;
pub mod flows;
mod industry_parameters;
mod model;
mod months;
mod opening_accounts;
mod opening_state;
mod plausible;
mod policy;
mod processes;
mod published;
mod rates;
mod references;
mod steady_state;
pub mod tables;
#[cfg(test)]
pub(crate) mod tests;

use std::borrow::Cow;
use std::collections::BTreeMap;

pub use about::{About, Gap, Source};
pub use assumptions::{
    Assumptions, Businesses, FirmLoans, GrowthExtension, ImposedRule, OtherTransfers, Persons,
    PolicyWeights, PropertyIncome, Reason,
};
pub use published::PublishedFigure;

use crate::parameters::{Frequency, InitialConditions, Parameters, Problem};
use counts::ModelCounts;
use flows::Flows;
use tables::{Bounds, Expected, Kind, SETTINGS_FILE, Settings, Tables};

/// A country in a base quarter: figures, assumptions, sources.
#[derive(Clone, Debug)]
pub struct Calibration {
    about: About,
    assumptions: Assumptions,
    /// The assumptions as the file states them.
    stated: Assumptions,
    bounds: Bounds,
    reasons: Vec<Reason>,
    tables: Tables,
    published: Vec<PublishedFigure>,
    frequency: Frequency,
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
        let bounds = Bounds::read(&mut settings, &plausible::names());
        let columns = quarterly_columns(&mut settings);
        let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
        let identities = tables::read_identities(&mut settings, &names);
        let industry_totals = tables::read_totals(&mut settings);
        let mut problems = settings.finish();
        if !problems.is_empty() {
            return Err(problems);
        }
        let expected = Expected {
            quarters: (about.first_quarter.plus(-1), about.base_quarter),
            industries: about.industries,
            industry_totals: &industry_totals,
            identities: &identities,
            largest_imbalance: assumptions.largest_imbalance,
            later_vintage: (&assumptions.later_vintage, assumptions.later_vintage_factor),
            quarterly_columns: &columns,
            regions: about.regions,
            bounds: &bounds,
        };
        let tables = tables::read(files, &expected, &mut problems);
        let published = published::read(files, about.published_figures, &mut problems);
        match (tables, published) {
            (Some(tables), Some(published)) if problems.is_empty() => {
                let calibration = Calibration {
                    about,
                    stated: assumptions.clone(),
                    assumptions,
                    bounds,
                    reasons,
                    tables,
                    published,
                    frequency: Frequency::default(),
                };
                let problems = references::dangling(&calibration);
                if problems.is_empty() {
                    Ok(calibration)
                } else {
                    Err(problems)
                }
            }
            _ => Err(problems),
        }
    }

    /// The same calibration in periods of `frequency`; the figures stay those of quarters.
    #[must_use]
    pub fn with_frequency(&self, frequency: Frequency) -> Self {
        Calibration {
            frequency,
            ..self.clone()
        }
    }

    /// Length of a period.
    pub fn frequency(&self) -> Frequency {
        self.frequency
    }

    /// Parameters and initial conditions where a model firm or person stands for `1/scale` real
    /// ones.
    ///
    /// # Errors
    /// If the scale will not do, the result fails a check of SPEC 9.13, or a published figure is
    /// not met under the assumptions that the calibration states.
    pub fn model(&self, scale: f64) -> Result<(Parameters, InitialConditions), Vec<Problem>> {
        let quarterly = model::model(self, scale)?;
        Ok(match self.frequency {
            Frequency::Quarter => quarterly,
            Frequency::Month => months::of(quarterly),
        })
    }

    /// Firms and persons of the model at `scale`.
    pub fn agents(&self, scale: f64) -> (u32, u32) {
        let counts = counts::model_counts(&model::real_counts(&self.in_force()), scale);
        (counts.all_firms(), counts.all_persons())
    }

    /// The scale at which the model's firms are nearest to `firms` in number; nothing where there are
    /// not so many.
    pub fn scale_of_firms(&self, firms: u32) -> Option<f64> {
        let real = model::real_counts(&self.in_force());
        counts::scale_of(&real, firms, ModelCounts::all_firms)
    }

    /// The scale at which the model's persons are nearest to `persons` in number; nothing where there
    /// are not so many.
    pub fn scale_of_persons(&self, persons: u32) -> Option<f64> {
        let real = model::real_counts(&self.in_force());
        counts::scale_of(&real, persons, ModelCounts::all_persons)
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
        let tables = &self.in_force().tables;
        flows::flows(tables, self.about.base_quarter, &self.assumptions)
    }

    /// The calibration whose figures the formulas see.
    fn in_force(&self) -> Cow<'_, Self> {
        if self.assumptions.is_steady_state() {
            Cow::Owned(steady_state::at_rest(self))
        } else {
            Cow::Borrowed(self)
        }
    }

    /// What is in order but should be known, at a scale that will do.
    pub fn warnings(&self, scale: f64) -> Vec<String> {
        let real = model::real_counts(self);
        let counts = counts::model_counts(&real, scale);
        let flows = self.flows();
        let codes = self.codes();
        let mut warnings = Vec::new();
        let mut warn = |text: &str, industries: &[usize]| {
            if !industries.is_empty() {
                let named: Vec<&str> = industries.iter().map(|&s| codes[s].as_str()).collect();
                warnings.push(format!("{text}: {}", tables::listed(&named)));
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
                "the government's budget lacks {:.0} million a year; other transfers are {:.0}",
                -flows.budget_residual, flows.other_transfers
            ));
        }
        warnings
    }

    /// Codes of the industries, in order.
    fn codes(&self) -> Vec<String> {
        (self.tables.industries.iter())
            .map(|figures| figures.industry.code.clone())
            .collect()
    }
}

/// Names of the described columns of the quarterly table, and what they measure.
fn quarterly_columns(settings: &mut Settings) -> Vec<(String, Kind)> {
    let names = settings.names_under("tables.quarterly.columns");
    let read = |name: String| {
        let key = format!("tables.quarterly.columns.{name}");
        settings.text(&format!("{key}.series"));
        settings.text(&format!("{key}.unit"));
        let kind = settings.choice(&format!("{key}.kind"), &Kind::NAMES);
        (name, kind)
    };
    names.into_iter().map(read).collect()
}
