//! `checks`: what has to hold of the results, typed.

use engine::record::Record;

use super::{Checker, Ground};
use crate::evaluation::facts::FIRMS;
use crate::evaluation::facts::bands::CHECKED;
use crate::scenario::place::{Located, Place};
use crate::scenario::spec::CheckSpec;
use crate::scenario::{Branch, Check, Demand};
use crate::words;

/// Tolerance of accounts where none is given.
const TOLERANCE: f64 = 1e-9;
/// Quarters from which on the data of a country bound its stylised facts.
const SHORTEST: u32 = 20;

impl Checker<'_> {
    pub(super) fn checks(
        &mut self,
        checks: &[CheckSpec],
        branches: &[Branch],
        every_branch: &[String],
        ground: Option<&Ground>,
    ) -> Vec<Check> {
        let known = Known {
            branches,
            every_branch,
        };
        let mut found = Vec::new();
        for check in checks {
            if check.word == "stylised_facts" {
                let message = "stylised facts are those of quarters, as the data are";
                if !self.no_quarters(&check.place, message) {
                    found.extend(self.facts(check, &known));
                }
                continue;
            }
            found.extend(match check.word.as_str() {
                "accounts" => self.accounts(check),
                "sign" => self.sign(check, &known, ground),
                _ => self.range(check, &known, ground),
            });
        }
        found
    }

    fn accounts(&mut self, check: &CheckSpec) -> Option<Check> {
        let tolerance = match &check.tolerance {
            None => TOLERANCE,
            Some(tolerance) if tolerance.value > 0.0 && tolerance.value < 1.0 => tolerance.value,
            Some(tolerance) => {
                let message = format!("tolerance is {}", words::number(tolerance.value));
                self.refuse(
                    &tolerance.place,
                    message,
                    "it is a small share, such as 1e-9",
                );
                return None;
            }
        };
        Some(Check {
            name: format!("accounts balance to {tolerance:e} of GDP"),
            demand: Demand::Accounts { tolerance },
        })
    }

    fn sign(&mut self, check: &CheckSpec, known: &Known, ground: Option<&Ground>) -> Option<Check> {
        let series = self.series_of(check);
        let window = self.window(check, ground);
        let positive = match &check.is {
            Some(is) if ["+", "-"].contains(&is.value.as_str()) => Some(is.value == "+"),
            is => {
                let place = is.as_ref().map_or(&check.place, |is| &is.place);
                self.refuse(
                    place,
                    "m.sign does not say which sign",
                    "write is = \"+\" or is = \"-\"",
                );
                None
            }
        };
        let at_least = check.at_least.as_ref().map_or(0.0, |size| size.value);
        if let Some(size) = &check.at_least
            && !(size.value > 0.0 && size.value.is_finite())
        {
            let message = format!("at_least_pct is {}", words::number(size.value));
            let remedy = "it is a size above 0, in per cent of the first branch; `is` has the sign";
            self.refuse(&size.place, message, remedy);
        }
        let Some(branch) = &check.branch else {
            let remedy = "write branch = \"...\"; it is compared with the first";
            self.refuse(&check.place, "m.sign names no branch", remedy);
            return None;
        };
        let place = self.branch_of(branch, known)?;
        if known.every_branch.first() == Some(&branch.value) {
            let message = format!("\"{}\" is the reference itself", branch.value);
            self.refuse(
                &branch.place,
                message,
                "name another branch; it is compared with the first",
            );
            return None;
        }
        let (series, (first, last), positive) = (series?, window?, positive?);
        let reference = known.branches.first().map_or("", |first| &first.name);
        let sign = if positive { "above" } else { "below" };
        Some(Check {
            name: format!(
                "{} of {} {sign} {}{}{}",
                Record::COLUMNS[series].name,
                branch.value,
                reference,
                match &check.at_least {
                    Some(size) => format!(" by at least {} %", words::number(size.value)),
                    None => String::new(),
                },
                span(check)
            ),
            demand: match place.filter(|place| *place > 0) {
                None => Demand::NotRun,
                Some(branch) => Demand::Sign {
                    branch,
                    series,
                    positive,
                    at_least,
                    first,
                    last,
                },
            },
        })
    }

    /// One check for every fact, or for the one that is named.
    fn facts(&mut self, check: &CheckSpec, known: &Known) -> Vec<Check> {
        let names = CHECKED.iter().map(|(name, _)| *name);
        let mut wanted: Vec<usize> = (0..CHECKED.len()).collect();
        if let Some(fact) = &check.fact {
            let Some(place) = names.clone().position(|name| name == fact.value) else {
                let message = format!("there is no stylised fact \"{}\"", fact.value);
                self.refuse(&fact.place, message, words::instead(&fact.value, names));
                return Vec::new();
            };
            wanted = vec![place];
        }
        let bound = check.low.as_ref().or(check.high.as_ref());
        if let Some(bound) = bound.filter(|_| check.fact.is_none()) {
            let message = "bounds without a fact";
            self.refuse(&bound.place, message, "name it: fact = \"okun_slope\"");
            return Vec::new();
        }
        let of_firms = |fact: &usize| FIRMS.contains(&CHECKED[*fact].1);
        if bound.is_none() && self.horizon < SHORTEST && !wanted.iter().all(of_firms) {
            let horizon = self.horizon;
            let message = format!(
                "{horizon} quarters are too short for the bounds of stylised facts: stretches of the data as short show almost anything"
            );
            let remedy = format!(
                "write horizon = \"{SHORTEST}q\" or more, or a `fact` with `low` and `high`"
            );
            self.refuse(&check.place, message, remedy);
        }
        let (low, high) = self.between(check);
        let branch = match &check.branch {
            None => Some(0),
            Some(branch) => match self.branch_of(branch, known) {
                Some(place) => place,
                None => return Vec::new(),
            },
        };
        let of = check.branch.as_ref();
        let one = |fact: usize| Check {
            name: format!(
                "{}{}",
                CHECKED[fact].0,
                of.map_or(String::new(), |branch| format!(" of {}", branch.value))
            ),
            demand: branch.map_or(Demand::NotRun, |branch| Demand::Fact {
                branch,
                fact,
                bounds: bound.map(|_| (low, high)),
            }),
        };
        wanted.into_iter().map(one).collect()
    }

    fn range(
        &mut self,
        check: &CheckSpec,
        known: &Known,
        ground: Option<&Ground>,
    ) -> Option<Check> {
        let series = self.series_of(check);
        let window = self.window(check, ground);
        let (low, high) = self.between(check);
        if check.low.is_none() && check.high.is_none() {
            let remedy = "write low = ..., high = ..., or both";
            self.refuse(&check.place, "m.range has no bounds", remedy);
        }
        let branch = match &check.branch {
            None => None,
            Some(branch) => Some(self.branch_of(branch, known)?),
        };
        let (series, (first, last)) = (series?, window?);
        let bounds = match (&check.low, &check.high) {
            (Some(low), Some(high)) => format!(
                "from {} to {}",
                words::number(low.value),
                words::number(high.value)
            ),
            (Some(low), None) => format!("at least {}", words::number(low.value)),
            _ => format!("at most {}", words::number(high)),
        };
        let of = check.branch.as_ref();
        Some(Check {
            name: format!(
                "{}{} {bounds}{}",
                Record::COLUMNS[series].name,
                of.map_or(String::new(), |branch| format!(" of {}", branch.value)),
                span(check)
            ),
            demand: match branch {
                Some(None) => Demand::NotRun,
                branch => Demand::Range {
                    branch: branch.flatten(),
                    series,
                    low,
                    high,
                    first,
                    last,
                },
            },
        })
    }

    /// Lowest and highest value that a check allows.
    fn between(&mut self, check: &CheckSpec) -> (f64, f64) {
        let value = |bound: &Option<Located<f64>>| bound.as_ref().map(|bound| bound.value);
        let low = value(&check.low).unwrap_or(f64::NEG_INFINITY);
        let high = value(&check.high).unwrap_or(f64::INFINITY);
        if low.is_nan() || high.is_nan() || low > high {
            let message = format!(
                "nothing is between {} and {}",
                words::number(low),
                words::number(high)
            );
            self.refuse(&check.place, message, "`low` is the smaller one");
        }
        (low, high)
    }

    fn series_of(&mut self, check: &CheckSpec) -> Option<usize> {
        if let Some(series) = &check.series {
            return self.column(series, Record::COLUMNS, "series");
        }
        let message = format!("m.{} names no series", check.word);
        self.refuse(&check.place, message, "write series = \"real_gdp\"");
        None
    }

    /// The place of a branch among those that are run; nothing inside if it is left out.
    #[expect(clippy::option_option, reason = "what is wrong, and what is not run")]
    fn branch_of(&mut self, branch: &Located<String>, known: &Known) -> Option<Option<usize>> {
        let names = known.every_branch.iter().map(String::as_str);
        if !known.every_branch.contains(&branch.value) {
            let message = format!("there is no branch \"{}\"", branch.value);
            self.refuse(&branch.place, message, words::instead(&branch.value, names));
            return None;
        }
        let run = known.branches.iter();
        Some(run.into_iter().position(|other| other.name == branch.value))
    }

    /// First and last period that a check looks at; all that are simulated if it does not say.
    fn window(&mut self, check: &CheckSpec, ground: Option<&Ground>) -> Option<(u32, u32)> {
        let ground = ground?;
        let first = match &check.from {
            None => Some(1),
            Some(from) => self.simulated("from", from, ground),
        };
        let last = match &check.to {
            None => Some(self.horizon),
            Some(to) => self.simulated("to", to, ground).and_then(|_| {
                let last = self.date("to", to)?.last.since(ground.base) as u32;
                Some(last.min(self.horizon))
            }),
        };
        let (first, last) = (first?, last?);
        if last < first {
            let default = Place::Default;
            let place = check.to.as_ref().map_or(&default, |to| &to.place);
            let message = "the check ends before it begins";
            self.refuse(
                place,
                message,
                format!(
                    "`to` is the last {} it looks at; write a later one",
                    self.frequency.name()
                ),
            );
            return None;
        }
        Some((first, last))
    }
}

/// What a check can name.
struct Known<'a> {
    /// Branches that are run.
    branches: &'a [Branch],
    /// Names of all branches of the file.
    every_branch: &'a [String],
}

/// ` from 2020Q1 to 2021Q4`, as it was written.
fn span(check: &CheckSpec) -> String {
    let word = |key: &str, date: &Option<Located<String>>| match date {
        Some(date) => format!(" {key} {}", date.value),
        None => String::new(),
    };
    word("from", &check.from) + &word("to", &check.to)
}
