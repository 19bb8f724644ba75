//! The end of a batch: manifest, plot, the folder put in its place, the summary.

mod facts;
mod notes;

use std::fmt::Write;
use std::path::PathBuf;

use crate::batch::{Kind, Unit};
use crate::cli::Settings;
use crate::clock::Clock;
use crate::events::Event;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::gather::Gathered;
use crate::prepare::Prepared;
use crate::progress::span;
use crate::report::html;
use crate::report::measures::Runs;
use crate::report::plot::Plot;
use crate::report::sensitivity;
use crate::report::summary::Tables;
use crate::report::{effects, forecasts};
use crate::results::manifest::FailureFacts;
use crate::results::{Closed, Found, Results, engine_version};
use crate::scenario::place::told;
use crate::scenario::sweep::Dimension;
use crate::scenario::{policy_rule_name, policy_weights_name};
use crate::streams::Streams;
use crate::verdicts;
use crate::words::{at_point, count, wrap};

/// Failed runs that are told one by one.
const MOST_TOLD: usize = 5;

/// A batch that is done, before its results are in their place.
pub struct Finished<'a> {
    /// What was run.
    pub prepared: &'a Prepared,
    /// What came of its runs.
    pub gathered: Gathered,
    /// Threads to use, which the manifest tells.
    pub threads: usize,
    /// Settings that replaced those of the scenario.
    pub settings: Settings,
}

/// A result that is in its place.
struct Published {
    folder: PathBuf,
    warnings: Vec<String>,
    found: Found,
    /// Whether the page could be made.
    report: bool,
}

impl Finished<'_> {
    /// Closes the results, puts them in their place and prints the summary, which is printed also
    /// where the disk fails at the end.
    ///
    /// # Errors
    /// If the results cannot be written or put in their place.
    pub fn finish(
        &self,
        results: Results,
        clock: &Clock,
        quiet: bool,
        streams: &mut Streams,
    ) -> Result<Exit, Failure> {
        let exit = self.exit();
        let published = results
            .close()
            .and_then(|closed| self.publish(closed, clock, exit));
        if !quiet {
            streams.say(&self.summary(clock, published.as_ref().ok()));
        }
        self.tell_printed(streams);
        self.tell_failures(streams);
        for verdict in &self.gathered.verdicts {
            streams.event(&Event::Check(verdict));
            if !verdict.pass {
                streams.tell(&format!("check failed: {}", verdict.line()));
            }
        }
        let published = published?;
        streams.made = Some(published.folder);
        for warning in published.warnings {
            streams.warn(&warning);
        }
        for note in &self.prepared.scenario.notes {
            streams.tell(&format!("note: {note}"));
        }
        Ok(exit)
    }

    /// What the functions of the first run that printed had to say.
    fn tell_printed(&self, streams: &mut Streams) {
        if let Some((unit, lines)) = &self.gathered.printed {
            let (branch, _) = &self.gathered.branches[unit.branch];
            let run = unit.run;
            let point = at_point(self.point(*unit));
            for (period, line) in lines {
                let date = self.prepared.base.plus(*period);
                streams.tell(&format!(
                    "printed: branch {branch}{point}, run {run}, {date}: {line}"
                ));
            }
        }
    }

    /// The first failures in words, those that are the same in several runs once; all are in the
    /// manifest.
    fn tell_failures(&self, streams: &mut Streams) {
        let told = notes::alike(self.failures());
        for (failure, runs) in told.iter().take(MOST_TOLD) {
            let FailureFacts {
                branch,
                point,
                run,
                date,
                cause,
                ..
            } = failure;
            let (at, which) = match runs {
                1 => (at_point(*point), format!("run {run}")),
                runs => (String::new(), count(*runs, "run")),
            };
            streams.tell(&format!(
                "failed: branch {branch}{at}, {which}, {date}: {cause}"
            ));
        }
        let more: u64 = told.iter().skip(MOST_TOLD).map(|(_, runs)| runs).sum();
        if more > 0 {
            streams.tell(&format!(
                "failed: {more} more runs, listed in manifest.json"
            ));
        }
    }

    /// The point of a run, if there is a sweep.
    fn point(&self, unit: Unit) -> Option<u32> {
        let sweep = self.prepared.scenario.sweep.as_ref();
        sweep.map(|_| unit.point)
    }

    fn exit(&self) -> Exit {
        match &self.gathered.failures[..] {
            [] if self.gathered.verdicts.iter().any(|verdict| !verdict.pass) => Exit::Check,
            [] => Exit::Good,
            failures if failures.iter().any(|failure| failure.kind == Kind::Program) => Exit::Bug,
            _ => Exit::Runs,
        }
    }

    fn publish(&self, closed: Closed, clock: &Clock, exit: Exit) -> Result<Published, Failure> {
        let found = closed.evaluate(self.prepared, &self.gathered.firms, self.threads)?;
        let scenario = &self.prepared.scenario;
        if let Some(sweep) = &scenario.sweep {
            closed.sweep(scenario, sweep, &self.gathered.measured)?;
        }
        let names = self.gathered.branches.iter().map(|(name, _)| name.as_str());
        closed.accounts(names.zip(&self.gathered.accounts))?;
        for (name, bytes) in self.prepared.source() {
            closed.add(&name, bytes)?;
        }
        if !self.gathered.verdicts.is_empty() {
            let text = verdicts::json(&self.gathered.verdicts);
            closed.add(
                "checks.json",
                text.map_err(|error| Failure::Bug(error.to_string()))?,
            )?;
        }
        let mut warnings = self.warnings();
        closed.add("series.svg", self.plot())?;
        closed.add_manifest(&self.manifest(clock, exit, &warnings))?;
        let page = html::page(&closed.work(), None);
        let report = page.is_ok();
        match page {
            Ok(page) => closed.add(html::FILE, page)?,
            Err(failure) => warnings.push(format!("no report: {failure}")),
        }
        Ok(Published {
            folder: closed.publish()?,
            warnings,
            found,
            report,
        })
    }

    /// Branches that change nothing, and parts of branches that never did anything.
    fn warnings(&self) -> Vec<String> {
        let (first, reference) = &self.gathered.branches[0];
        let same = self.gathered.branches[1..]
            .iter()
            .filter(|(_, runs)| same(runs, reference) && runs.iter().any(Option::is_some));
        let same = same.map(|(name, _)| format!("branch {name} has the same figures as {first}"));
        let branches = self.gathered.branches.iter().zip(&self.gathered.idle);
        let idle = branches.flat_map(|((name, _), idle)| {
            let things = idle.iter().flatten();
            things.map(move |thing| format!("branch {name}: {thing}"))
        });
        let remarks = told(&self.prepared.scenario.remarks);
        remarks.chain(same).chain(idle).collect()
    }

    fn plot(&self) -> String {
        let prepared = self.prepared;
        let scenario = &prepared.scenario;
        let note = format!(
            "{}, 1:{:.0}, mean and 5 to 95 % of {}",
            prepared.calibration.about().country,
            1.0 / scenario.economy.scale,
            count(u64::from(scenario.runs) * scenario.points() as u64, "run"),
        );
        let foot = format!("{}, scenario {}", engine_version(), &prepared.hash[..8]);
        Plot {
            title: &scenario.title,
            note: &note,
            foot: &foot,
            base: prepared.base,
            horizon: scenario.horizon,
            branches: &self.gathered.branches,
        }
        .svg()
    }

    fn summary(&self, clock: &Clock, published: Option<&Published>) -> String {
        let tables = Tables {
            base: self.prepared.base,
            horizon: self.prepared.scenario.horizon,
            branches: &self.gathered.branches,
        };
        let mut text = self.head();
        text.push_str(&tables.text());
        let scenario = &self.prepared.scenario;
        if let Some(sweep) = &scenario.sweep {
            let last = self.prepared.base.plus(scenario.horizon).to_string();
            text.push_str(&sensitivity::text(
                scenario,
                sweep,
                &self.gathered.measured,
                &last,
            ));
        } else if let Some(published) = published {
            let time = (self.prepared.base, self.prepared.scenario.horizon);
            let (branches, multipliers) = (&self.gathered.branches, &published.found.multipliers);
            text.push_str(&effects::text(branches, multipliers, time));
            text.push_str(&effects::by_state(branches, &published.found.states, time));
            if self.prepared.scenario.forecasts {
                let names: Vec<String> = branches.iter().map(|(name, _)| name.clone()).collect();
                let scores = &published.found.scores;
                text.push_str(&forecasts::text(scores, &names, self.prepared.base));
            }
        }
        text.push_str(&notes::full_employment(
            &self.gathered.branches,
            tables.horizon,
        ));
        text.push_str(&notes::implausible(
            &self.gathered.branches,
            self.prepared.base.frequency().name(),
        ));
        text.push_str(&verdicts::summary(&self.gathered.verdicts));
        if let Some(Published { folder, report, .. }) = published {
            let folder = folder.display();
            let page = if *report {
                format!("; open {} there", html::FILE)
            } else {
                String::new()
            };
            let _ = writeln!(
                text,
                "Results in {folder} after {}{page}.",
                span(clock.seconds())
            );
        }
        text
    }

    /// What was run, in a few lines.
    fn head(&self) -> String {
        let prepared = self.prepared;
        let scenario = &prepared.scenario;
        let about = prepared.calibration.about();
        let branches = match scenario.branches.len() as u64 {
            1 => String::new(),
            number => format!(" of each of {}", count(number, "branche")),
        };
        let mut text = format!("{}\n", scenario.title);
        let mut line = |head: &str, words: &str| {
            let mut head = head;
            for words in wrap(words, 84) {
                let _ = writeln!(text, "  {head:<12}{words}");
                head = "";
            }
        };
        line(
            "economy",
            &format!(
                "{} ({}), from {}",
                about.country, prepared.files.name, prepared.base
            ),
        );
        if let Some(start) = &prepared.start {
            line("starts from", &start.folder);
        }
        line("agents", &prepared.agents());
        if let Some(nearest_to) = prepared.nearest_to() {
            line("", &nearest_to);
        }
        if let Some(matching) = prepared.matching() {
            line("matching", &matching);
        }
        if scenario.economy.policy_rule.is_some() || scenario.economy.policy_weights.is_some() {
            let assumptions = prepared.calibration.assumptions();
            let rule = policy_rule_name(assumptions.policy_rule);
            let weights = policy_weights_name(assumptions.policy_weights);
            line("policy", &format!("{rule} rule, {weights} weights"));
        }
        if scenario.economy.steady_state {
            line("policy", "steady state: fixed rate, no interest, no growth");
        }
        let mut runs = count(u64::from(scenario.runs), "run");
        if let Some(sweep) = &scenario.sweep {
            let points = count(sweep.points() as u64, "point");
            let _ = write!(runs, " at each of {points}");
            let dimensions = sweep.dimensions.iter().map(Dimension::name);
            let names: Vec<String> = dimensions.collect();
            line(
                "sweep",
                &format!("{} over {}", sweep.method.word(), names.join(", ")),
            );
        }
        let periods = count(
            u64::from(scenario.horizon),
            scenario.economy.frequency.name(),
        );
        line(
            "runs",
            &format!("{runs}{branches}, {periods}, seed {}", scenario.seed),
        );
        for change in scenario
            .overridden
            .iter()
            .filter(|change| change.setting != "output.dir")
        {
            let instead = change
                .scenario
                .as_ref()
                .map_or("its default".into(), |value| {
                    format!("the scenario's {value}")
                });
            line(
                "changed",
                &format!(
                    "{} = {} by {}, instead of {instead}",
                    change.setting, change.used, change.by
                ),
            );
        }
        if !self.gathered.failures.is_empty() {
            line(
                "failed",
                &notes::failed(&self.gathered.branches, self.gathered.failures.len()),
            );
        }
        if scenario.sweep.is_some() {
            line("figures", "mean of the runs at all points [5 %,95 %]");
        } else if scenario.runs > 1 {
            line("figures", "mean of the runs [5 %,95 %]");
        }
        text.push('\n');
        text
    }
}

/// Whether two branches have the same figures.
fn same(runs: &Runs, others: &Runs) -> bool {
    runs.len() == others.len()
        && runs.iter().zip(others).all(|pair| match pair {
            (Some(path), Some(other)) => path.same(other),
            (path, other) => path.is_none() && other.is_none(),
        })
}
