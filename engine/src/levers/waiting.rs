//! What waits for a quarter between two of them, in a form that can be written down: a hook at the end
//! of a quarter may pull and give for the next.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::{InForce, OutOfRange, Pull, Rule, Size, Wedge, registry};
use crate::parameters::Frequency;

/// Pulls and given values that wait for the coming quarter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Waiting {
    pulls: Vec<WaitingPull>,
    given: Vec<Option<f64>>,
    outside: Option<Outside>,
    period: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct WaitingPull {
    lever: String,
    rows: Option<Vec<u16>>,
    size: String,
    value: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Outside {
    name: String,
    unit: String,
    value: f64,
    low: f64,
    high: f64,
    period: u32,
}

/// A lever, a rule or a size that this version does not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no `{0}` to pull or to give")]
pub struct Unknown(String);

impl Waiting {
    pub(crate) fn of(levers: &InForce) -> Self {
        let InForce {
            pulls,
            given,
            outside,
            period,
            frequency: _,
        } = levers;
        let pull = |pull: &Pull| {
            let Pull { lever, rows, wedge } = pull;
            WaitingPull {
                lever: lever.name.to_owned(),
                rows: rows.as_ref().map(|rows| rows.to_vec()),
                size: wedge.size.name().to_owned(),
                value: wedge.value,
            }
        };
        Waiting {
            pulls: pulls.iter().map(pull).collect(),
            given: given.to_vec(),
            outside: outside.get().map(|outside| Outside {
                name: outside.name.to_owned(),
                unit: outside.unit.clone().into_owned(),
                value: outside.value,
                low: outside.low,
                high: outside.high,
                period: outside.period,
            }),
            period: *period,
        }
    }

    pub(crate) fn in_force(&self, frequency: Frequency) -> Result<InForce, Unknown> {
        let mut levers = InForce::every(frequency);
        levers.period = self.period;
        for pull in &self.pulls {
            levers.pulls.push(pull.pull()?);
        }
        if self.given.len() != levers.given.len() {
            return Err(Unknown("rule".into()));
        }
        levers.given.copy_from_slice(&self.given);
        if let Some(outside) = &self.outside {
            levers.outside = OnceLock::from(outside.out_of_range(frequency)?);
        }
        Ok(levers)
    }
}

impl WaitingPull {
    fn pull(&self) -> Result<Pull, Unknown> {
        let lever = registry::find(&self.lever).ok_or_else(|| Unknown(self.lever.clone()))?;
        let size = Size::ALL.into_iter().find(|size| size.name() == self.size);
        let size = size.ok_or_else(|| Unknown(self.size.clone()))?;
        Ok(Pull {
            lever,
            rows: self.rows.as_deref().map(Into::into),
            wedge: Wedge {
                size,
                value: self.value,
            },
        })
    }
}

impl Outside {
    fn out_of_range(&self, frequency: Frequency) -> Result<OutOfRange, Unknown> {
        let unit = |unit| frequency.unit(unit);
        let levers = registry::all().map(|lever| (lever.name, unit(lever.unit)));
        let rules = Rule::ALL
            .iter()
            .map(|rule| (rule.name(), unit(rule.unit())));
        let found = levers
            .chain(rules)
            .find(|(name, unit)| *name == self.name && *unit == self.unit);
        let (name, unit) = found.ok_or_else(|| Unknown(self.name.clone()))?;
        Ok(OutOfRange {
            name,
            unit,
            value: self.value,
            low: self.low,
            high: self.high,
            period: self.period,
        })
    }
}
