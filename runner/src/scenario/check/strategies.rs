//! `strategies`: which firms follow which rules of the scenario, and how the rules spread.

mod rules;
mod shares;

use std::sync::Arc;

use engine::strategies::{Strategies, Strategy, Switching};
use engine::tables::{Firms, Kind};

use super::{Checker, Ground};
use crate::scenario::branch::MODEL;
use crate::scenario::place::{Located, Place};
use crate::scenario::spec::{BranchSpec, StrategySpec, SwitchingSpec};
use crate::scenario::time;
use crate::words;

/// Fields of firms that are computed from columns and tell how well a strategy did.
const COMPUTED: [&str; 2] = ["return_on_capital", "utilisation"];
/// Longest name of a strategy, in letters.
const LONGEST_NAME: usize = 60;
/// Most employees that a filter can name.
const MOST_EMPLOYEES: f64 = 1e9;

impl Checker<'_> {
    /// The strategies of a branch; nothing if it has none.
    pub(super) fn strategies(
        &mut self,
        spec: &BranchSpec,
        ground: Option<&Ground>,
    ) -> Option<Arc<Strategies>> {
        let switching = self.switching(spec);
        if spec.strategies.is_empty() {
            if let Some(switching) = &spec.switching {
                let message = "there are no strategies to switch among";
                self.refuse(
                    &switching.place,
                    message,
                    "add `strategies`, or leave it out",
                );
            }
            return None;
        }
        let ground = ground?;
        let mut list: Vec<Strategy> = Vec::new();
        for strategy in &spec.strategies {
            let checked = self.strategy(strategy, &list, ground);
            list.push(checked);
        }
        self.shares(&list, &spec.strategies, ground);
        Some(Arc::new(Strategies { list, switching }))
    }

    fn strategy(&mut self, spec: &StrategySpec, others: &[Strategy], ground: &Ground) -> Strategy {
        let name = spec.name.as_ref().map_or("", |name| name.value.trim());
        if let Some(written) = &spec.name {
            self.strategy_name(name, &written.place, others);
        }
        let share = spec.share.as_ref().map_or(1.0, |share| share.value);
        if let Some(written) = &spec.share
            && !(share > 0.0 && share <= 1.0)
        {
            let message = format!("share is {}", words::number(share));
            self.refuse(
                &written.place,
                message,
                "it is a part of the firms, above 0 and at most 1",
            );
        }
        let (min_employees, max_employees) = self.employees(spec);
        let industries = spec.industries.as_ref();
        Strategy {
            name: name.to_owned(),
            share,
            industries: industries.and_then(|chosen| self.rows(chosen, ground)),
            regions: (spec.regions.as_ref()).and_then(|regions| self.regions(regions, ground)),
            min_employees,
            max_employees,
            decisions: self.decisions(spec, ground),
        }
    }

    fn strategy_name(&mut self, name: &str, place: &Place, others: &[Strategy]) {
        if name.is_empty()
            || name.chars().count() > LONGEST_NAME
            || name.chars().any(char::is_control)
        {
            let message = format!("\"{name}\" is no name for a strategy");
            self.refuse(
                place,
                message,
                format!("use 1 to {LONGEST_NAME} letters on one line"),
            );
        } else if name == MODEL {
            let message = format!("\"{MODEL}\" is what the model's own rules are called");
            self.refuse(place, message, "give the strategy another name");
        } else if others.iter().any(|other| other.name == name) {
            let message = format!("there are two strategies called \"{name}\"");
            self.refuse(place, message, "give each its own name");
        }
    }

    /// Fewest and most employees of the firms.
    fn employees(&mut self, spec: &StrategySpec) -> (u32, u32) {
        let smallest = self.whole_number("size.min", spec.smallest.as_ref(), 0.0, MOST_EMPLOYEES);
        let largest = self.whole_number("size.max", spec.largest.as_ref(), 0.0, MOST_EMPLOYEES);
        let min = smallest.map_or(0, |number| number as u32);
        let max = largest.map_or(u32::MAX, |number| number as u32);
        if let (Some(_), Some(written)) = (smallest, &spec.largest)
            && max < min
        {
            let message = format!("no firm has at least {min} and at most {max} employees");
            self.refuse(&written.place, message, "`size.min` is the smaller one");
        }
        (min, max)
    }

    fn regions(&mut self, regions: &[Located<String>], ground: &Ground) -> Option<Arc<[u8]>> {
        let model = ground.opening.as_ref()?;
        let names: Vec<&str> = model
            .initial()
            .regions
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        let mut rows: Vec<u8> = Vec::new();
        for region in regions {
            if let Some(row) = names.iter().position(|name| *name == region.value) {
                rows.push(row as u8);
            } else {
                let message = format!("there is no region \"{}\"", region.value);
                let remedy = words::instead(&region.value, names.iter().copied());
                self.refuse(&region.place, message, remedy);
            }
        }
        rows.sort_unstable();
        rows.dedup();
        Some(rows.into())
    }

    /// The switching rule that the branch and its strategies agree on.
    fn switching(&mut self, spec: &BranchSpec) -> Option<Switching> {
        let own = spec
            .strategies
            .iter()
            .filter_map(|strategy| strategy.switching.as_ref());
        let mut agreed: Option<(Switching, &Place)> = None;
        for written in spec.switching.iter().chain(own) {
            let Some(rule) = self.switching_rule(written) else {
                continue;
            };
            match &agreed {
                Some((other, place)) if *other != rule => {
                    let message = format!("this is not the switching rule at {place}");
                    let remedy = "all strategies of a branch switch by one rule; write it once, in the branch";
                    self.refuse(&written.place, message, remedy);
                }
                Some(_) => {}
                None => agreed = Some((rule, &written.place)),
            }
        }
        agreed.map(|(rule, _)| rule)
    }

    fn switching_rule(&mut self, spec: &SwitchingSpec) -> Option<Switching> {
        let example = "write m.switching { every = \"4q\", by = \"profit\", intensity = 2.0 }";
        let given = [
            ("every", spec.every.is_some()),
            ("by", spec.by.is_some()),
            ("intensity", spec.intensity.is_some()),
        ];
        for (word, _) in given.iter().filter(|(_, given)| !given) {
            self.refuse(&spec.place, format!("m.switching has no `{word}`"), example);
        }
        let every = spec.every.as_ref().and_then(|every| {
            let read = time::periods(&every.value, self.frequency);
            read.map_err(|(message, remedy)| {
                self.refuse(&every.place, format!("every = {message}"), remedy)
            })
            .ok()
        });
        if let (Some(span), Some(written)) = (every, &spec.every)
            && span >= self.horizon
        {
            let message = format!(
                "every = \"{}\" is no shorter than the horizon, so nobody switches",
                written.value
            );
            let remedy = format!(
                "the horizon is {}{}; write a shorter span",
                self.horizon,
                time::letter(self.frequency)
            );
            self.remark(&written.place, message, remedy);
        }
        let by = spec.by.as_ref().and_then(|by| {
            let found = switching_fields().find(|field| *field == by.value);
            if found.is_none() {
                let message = format!("firms have no figure `{}`", by.value);
                let remedy = words::nearest_or(&by.value, switching_fields(), super::VARS);
                self.refuse(&by.place, message, remedy);
            }
            found
        });
        let memory = spec.memory.as_ref();
        let number = |checker: &mut Self, word: &str, number: &Located<f64>, high: f64| {
            let good = number.value >= 0.0 && number.value < high;
            if !good {
                let message = format!("{word} is {}", words::number(number.value));
                let most = if high.is_finite() {
                    format!(" and below {high}")
                } else {
                    String::new()
                };
                checker.refuse(&number.place, message, format!("it is at least 0{most}"));
            }
            good.then_some(number.value)
        };
        let intensity = (spec.intensity.as_ref())
            .and_then(|written| number(self, "intensity", written, f64::INFINITY));
        let memory = memory.map_or(Some(0.0), |written| number(self, "memory", written, 1.0));
        Some(Switching {
            every: every?,
            by: by?,
            intensity: intensity?,
            memory: memory?,
        })
    }
}

/// Figures of firms that can tell how well a strategy did.
fn switching_fields() -> impl Iterator<Item = &'static str> {
    let figures = Firms::COLUMNS.iter();
    figures
        .filter(|column| column.kind != Kind::Identity)
        .map(|column| column.name)
        .chain(COMPUTED)
}

#[cfg(test)]
mod tests {
    use engine::parameters::{InitialConditions, Parameters};
    use engine::strategies::firm_fields;

    use super::switching_fields;

    #[test]
    fn what_firms_switch_by_is_a_field_of_firms() {
        let fields = firm_fields(&Parameters::default(), &InitialConditions::default());
        for name in switching_fields() {
            assert!(fields.iter().any(|field| field.name == name), "{name}");
        }
    }
}
