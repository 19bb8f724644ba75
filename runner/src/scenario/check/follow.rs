//! `follow`: rules that are held to data, period by period.

use engine::levers::{Rule, Size};
use engine::parameters::Frequency;

use super::magnitude::{is_rate, largest, own};
use super::{Checker, Ground, bounds};
use crate::scenario::branch::{Follow, Values};
use crate::scenario::data::{Row, Unreadable};
use crate::scenario::place::{Located, Place, Problem};
use crate::scenario::spec::{FollowSpec, Given, PathSpec, SeriesSpec};
use crate::scenario::time::Period;
use crate::words;

/// What a series of a file means.
const MEANINGS: [&str; 3] = ["level", "index", "percent_a_year"];

/// What a figure of a file is worth in the unit of a rule.
#[derive(Clone, Copy)]
enum Worth {
    /// So many of it.
    Times(f64),
    /// A rate per period, from one in per cent a year.
    PercentAYear(Frequency),
}

impl Worth {
    fn of(self, value: f64) -> f64 {
        match self {
            Worth::Times(scale) => scale * value,
            Worth::PercentAYear(frequency) => bounds::per_period(value, frequency),
        }
    }
}

impl Checker<'_> {
    pub(super) fn follow(
        &mut self,
        follow: &[(Located<String>, FollowSpec)],
        ground: Option<&Ground>,
    ) -> Vec<Follow> {
        let mut found = Vec::new();
        for (name, spec) in follow {
            let rule = self.rule(name);
            let (Some(rule), Some(ground)) = (rule, ground) else {
                continue;
            };
            let values = match spec {
                FollowSpec::Series(series) => self.series(rule, series, ground),
                FollowSpec::Path(path) => self.levels(rule, path, ground),
            };
            found.extend(values.map(|values| Follow {
                rule,
                values,
                place: name.place.clone(),
            }));
        }
        found
    }

    /// A path of levels.
    fn levels(&mut self, rule: Rule, path: &PathSpec, ground: &Ground) -> Option<Vec<Option<f64>>> {
        let [(Size::Level, given)] = &path.sizes[..] else {
            let message = format!("`{}` follows levels", rule.name());
            let remedy = "write m.path { level = { ... }, from = ... }, or use `shocks`";
            self.refuse(&path.place, message, remedy);
            return None;
        };
        for filter in [&path.products, &path.industries].into_iter().flatten() {
            let message = format!("`{}` follows one figure for the whole economy", rule.name());
            self.refuse(&filter.place, message, "leave the filter out");
        }
        if let Given::Function(function) = &given.value {
            let remedy = "write it as a rule: rules = { ... = function(e) ... end }";
            self.refuse(&function.place.clone(), "a function is no data", remedy);
            return None;
        }
        let pieces = self.over_time(path, Size::Level, given, 1.0, ground)?;
        let (_, Values::Fixed(values)) = pieces.into_iter().next()? else {
            return None;
        };
        for value in values.iter().flatten() {
            self.possible(rule, *value, &given.place)?;
        }
        if let Some(largest) = largest(&values) {
            self.far_from_model(rule, largest, &given.place, ground);
        }
        Some(values)
    }

    /// Refuses a value that a rule cannot have.
    fn possible(&mut self, rule: Rule, value: f64, place: &Place) -> Option<()> {
        let Some((refusal, remedy)) = impossible(rule, value, self.frequency) else {
            return Some(());
        };
        self.refuse(place, refusal, remedy);
        None
    }

    /// A series of a file.
    fn series(
        &mut self,
        rule: Rule,
        spec: &SeriesSpec,
        ground: &Ground,
    ) -> Option<Vec<Option<f64>>> {
        let meaning = self.meaning(rule, spec);
        let from = match &spec.from {
            Some(from) => self.simulated("from", from, ground),
            None => Some(1),
        };
        let file = spec.file.as_ref()?;
        let column = spec.column.as_ref().map(|column| column.value.as_str());
        let rows = match self.data.rows(&file.value, column, self.frequency) {
            Ok(rows) => rows,
            Err(problem) => {
                self.unreadable(file, problem);
                return None;
            }
        };
        let worth = match meaning? {
            "index" => Worth::Times(self.base_value(rule, file, &rows, ground)?),
            "percent_a_year" => Worth::PercentAYear(self.frequency),
            _ => {
                self.like_the_model(rule, spec, &rows, from?, ground)?;
                Worth::Times(1.0)
            }
        };
        self.periods(rule, file, &rows, (from?, worth), ground)
    }

    /// What the figures of a file mean; levels where nothing is said.
    fn meaning(&mut self, rule: Rule, spec: &SeriesSpec) -> Option<&'static str> {
        let Some(meaning) = &spec.meaning else {
            return Some("level");
        };
        let Some(word) = MEANINGS.into_iter().find(|word| *word == meaning.value) else {
            let message = format!("as = \"{}\" says nothing", meaning.value);
            self.refuse(
                &meaning.place,
                message,
                words::instead(&meaning.value, MEANINGS),
            );
            return None;
        };
        if word == "percent_a_year" && !is_rate(rule) {
            let message = format!("`{}` is no rate", rule.name());
            let unit = self.frequency.unit(rule.unit());
            let remedy = format!("give its level, in {unit}, or an index");
            self.refuse(&meaning.place, message, remedy);
            return None;
        }
        if word == "index" && is_rate(rule) {
            let message = format!("`{}` is a rate, which no index tells", rule.name());
            let remedy = format!(
                "give its level, in {}, or write as = \"percent_a_year\"",
                self.frequency.unit(rule.unit())
            );
            self.refuse(&meaning.place, message, remedy);
            return None;
        }
        Some(word)
    }

    /// The model's value of `rule` in the base period over that of the file.
    fn base_value(
        &mut self,
        rule: Rule,
        file: &Located<String>,
        rows: &[Row],
        ground: &Ground,
    ) -> Option<f64> {
        let base = rows.iter().find(|row| row.period == ground.base);
        match base.and_then(|row| row.value) {
            Some(value) if value > 0.0 => Some(own(rule, ground)? / value),
            Some(value) => {
                let message = format!("is {} in {}", words::number(value), ground.base);
                let line = base.map_or(0, |row| row.line);
                let remedy = "an index has a value above 0 there";
                self.unreadable(file, Unreadable::at(line, message, remedy));
                None
            }
            None => {
                let name = self.frequency.name();
                let message = format!("has no value for {}, the base {name}", ground.base);
                let remedy = "add its row: there an index is scaled to the model's own value";
                self.unreadable(file, Unreadable::whole(message, remedy));
                None
            }
        }
    }

    /// The simulated periods that the file covers from `first` on, without a gap.
    fn periods(
        &mut self,
        rule: Rule,
        file: &Located<String>,
        rows: &[Row],
        (first, worth): (u32, Worth),
        ground: &Ground,
    ) -> Option<Vec<Option<f64>>> {
        let mut values = vec![None; self.horizon as usize];
        let range = i64::from(first)..=i64::from(self.horizon);
        let place = |row: &Row| i64::from(row.period.since(ground.base));
        let covered: Vec<&Row> = rows
            .iter()
            .filter(|row| range.contains(&place(row)))
            .collect();
        let last = covered.iter().rposition(|row| row.value.is_some());
        let Some(last) = last else {
            let (first, end) = (ground.base.plus(first), ground.base.plus(self.horizon));
            let message = format!("has no value from {first} to {end}");
            let remedy = format!(
                "give values of the {}s that are simulated",
                self.frequency.name()
            );
            self.unreadable(file, Unreadable::whole(message, remedy));
            return None;
        };
        let every = format!(
            "give a value for every {}, or begin later with `from`",
            self.frequency.name()
        );
        let mut expected = covered[0].period;
        for row in &covered[..=last] {
            if row.period != expected {
                let message = format!("{expected} is missing before {}", row.period);
                self.unreadable(file, Unreadable::at(row.line, message, every));
                return None;
            }
            let Some(value) = row.value else {
                let message = format!("{} has no value", row.period);
                self.unreadable(file, Unreadable::at(row.line, message, every));
                return None;
            };
            let value = worth.of(value);
            if let Some((refusal, remedy)) = impossible(rule, value, self.frequency) {
                self.unreadable(file, Unreadable::at(row.line, refusal, remedy));
                return None;
            }
            values[place(row) as usize - 1] = Some(value);
            expected = expected.plus(1);
        }
        self.ends_early(rule, file, covered[last].period, ground);
        Some(values)
    }

    /// Notes that the file ends before the horizon, and what comes then.
    fn ends_early(&mut self, rule: Rule, file: &Located<String>, last: Period, ground: &Ground) {
        let end = ground.base.plus(self.horizon);
        if last < end {
            let message = format!(
                "`{}` is held to {} until {last}, then it goes by the model's own rule",
                rule.name(),
                file.value
            );
            let remedy = format!("add rows up to {end} to hold it to the end");
            self.notes.push(Problem::new(&file.place, message, remedy));
        }
    }

    /// Notes what is wrong with a file, at its line, or where the scenario names it.
    fn unreadable(&mut self, file: &Located<String>, problem: Unreadable) {
        let path = self.data.path(&file.value).display().to_string();
        let Unreadable {
            line,
            message,
            remedy,
        } = problem;
        self.data_problems.push(if line == 0 {
            Problem::new(&file.place, format!("{path} {message}"), remedy)
        } else {
            let place = Place::File {
                file: path,
                line,
                column: 0,
            };
            Problem::new(&place, message, remedy)
        });
    }
}

/// What is wrong with a value of `rule`, if anything is, and what to write instead.
fn impossible(rule: Rule, value: f64, frequency: Frequency) -> Option<(String, String)> {
    let (low, high) = rule.range();
    if (low..=high).contains(&value) {
        return None;
    }
    let message = format!(
        "`{}` = {} is {}",
        rule.name(),
        words::rounded(value),
        bounds::outside(value, (low, high))
    );
    let remedy = if is_rate(rule) {
        bounds::in_unit(value, (low, high), rule.unit(), frequency)
    } else {
        let unit = frequency.unit(rule.unit());
        format!("give the level itself, in {unit}, not its change")
    };
    Some((message, remedy))
}
