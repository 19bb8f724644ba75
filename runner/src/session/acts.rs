//! What a program does to a run between two periods: it sets parameters and pulls levers.

use std::sync::Arc;

use engine::levers::{self, Lever, Pull, Reach, Size, Wedge};
use engine::parameters::{Model, Scalars};
use serde::{Deserialize, Serialize};

use super::{Session, argument};
use crate::scenario::alias;
use crate::scenario::check::codes;
use crate::scenario::place::Problem;
use crate::words;

/// A pull of a lever.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// Name of the lever.
    pub lever: String,
    /// Word for how the value is meant, such as `pp`.
    pub size: String,
    /// By how much.
    pub value: f64,
    /// Codes of the products or industries that it picks; all where there are none.
    pub codes: Vec<String>,
}

impl Session {
    /// The scalar parameter called `name`, as it is in this run.
    ///
    /// # Errors
    /// If there is none.
    pub fn parameter(&self, name: &str) -> Result<f64, Problem> {
        let scalars = &self.now.simulation.parameters.scalars;
        scalars.get(name).ok_or_else(|| unknown_parameter(name))
    }

    /// Sets a scalar parameter for the rest of the run.
    ///
    /// # Errors
    /// If there is none of that name, or it cannot be that.
    pub fn set(&mut self, name: &str, value: f64) -> Result<(), Problem> {
        self.parameter(name)?;
        self.goes_on()?;
        let mut parameters = self.now.simulation.parameters.as_ref().clone();
        if let Some(parameter) = parameters.scalars.get_mut(name) {
            *parameter = value;
        }
        let checked = Model::new(parameters, self.opening.initial().clone());
        let checked = checked.map_err(|problems| {
            let first = &problems[0];
            Problem::new(&argument(&first.key), &first.message, &first.remedy)
        })?;
        let parameters = checked.parameters().clone();
        // The simulation of others keeps its parameters.
        Arc::make_mut(&mut self.now.simulation).parameters = Arc::new(parameters);
        Ok(())
    }

    /// Pulls a lever in the next period, after what the scenario pulls; it springs back at its end.
    ///
    /// # Errors
    /// If there is no such lever, or it does not go that way.
    pub fn pull(&mut self, asked: Asked) -> Result<(), Problem> {
        self.pull_of(&asked)?;
        self.goes_on()?;
        self.now.pulls.push(asked);
        Ok(())
    }

    /// Whether there is anything to act on.
    fn goes_on(&self) -> Result<(), Problem> {
        let Some(failed) = &self.failed else {
            return Ok(());
        };
        let message = format!("the simulation stopped in period {}", failed.period);
        let remedy = "restore a snapshot first";
        Err(Problem::new(&argument("simulation"), message, remedy))
    }

    /// What is asked for, as the engine takes it.
    pub(super) fn pull_of(&self, asked: &Asked) -> Result<Pull, Problem> {
        let place = argument(&asked.lever);
        let refuse = |message: String, remedy: String| Problem::new(&place, message, remedy);
        let Some(lever) = levers::find(alias::full(&asked.lever)) else {
            let known = levers::all().map(|lever| lever.name);
            let remedy = words::nearest_or(&asked.lever, known, "`levers()` lists them");
            return Err(refuse("there is no such lever".into(), remedy));
        };
        let size = Size::ALL
            .into_iter()
            .find(|known| known.name() == asked.size && lever.sizes.contains(known))
            .ok_or_else(|| {
                let takes = words::choice(lever.sizes.iter().map(|size| size.name()));
                let message = format!("it cannot be changed by `{}`", asked.size);
                refuse(message, format!("give {takes}"))
            })?;
        let value = asked.value;
        if !value.is_finite() {
            let message = format!("`{}` is no finite number", size.name());
            return Err(refuse(message, "give one".into()));
        }
        let rows = self.rows(lever, &asked.codes)?;
        let wedge = Wedge { size, value };
        Ok(Pull { lever, rows, wedge })
    }

    fn rows(&self, lever: &Lever, codes: &[String]) -> Result<Option<Arc<[u16]>>, Problem> {
        if codes.is_empty() {
            return Ok(None);
        }
        let refuse =
            |message: String, remedy: String| Problem::new(&argument(lever.name), message, remedy);
        if lever.reach == Reach::Whole {
            let message = "it has one value for the whole economy";
            return Err(refuse(message.into(), "leave the codes out".into()));
        }
        let industries = &self.opening.parameters().industries;
        let mut rows = Vec::new();
        for code in codes {
            let found = codes::found(code, industries);
            if found.is_empty() {
                let message = format!("there is no industry or product `{code}`");
                return Err(refuse(message, codes::near(code, industries)));
            }
            rows.extend(found);
        }
        rows.sort_unstable();
        rows.dedup();
        Ok(Some(rows.into()))
    }
}

fn unknown_parameter(name: &str) -> Problem {
    let known = Scalars::DESCRIPTIONS.iter().map(|about| about.name);
    let remedy = words::nearest_or(name, known, "`parameters()` lists them");
    Problem::new(&argument(name), "there is no such parameter", remedy)
}
