//! The end of a batch: manifest, plot, the folder put in its place, the summary.

mod notes;

use std::fmt::Write;
use std::path::PathBuf;

use crate::batch::{Kind, RunFailure};
use crate::cli::Settings;
use crate::clock::Clock;
use crate::events::Event;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::gather::Gathered;
use crate::prepare::Prepared;
use crate::progress::span;
use crate::report::effects;
use crate::report::measures::Runs;
use crate::report::plot::Plot;
use crate::report::summary::Tables;
use crate::results::manifest::{FailureFacts, Manifest};
use crate::results::{Closed, Multipliers, Results, engine_version};
use crate::scenario::{policy_rule_name, policy_weights_name};
use crate::streams::Streams;
use crate::verdicts;
use crate::words::{count, thousands, wrap};

/// Failed runs that are told one by one.
const MOST_TOLD: usize = 5;

/// A batch that is done, before its results are in their place.
pub struct Finished<'a> {
    /// What was run.
    pub prepared: &'a Prepared,
    /// What came of its runs.
    pub gathered: Gathered,
    /// Threads that were used.
    pub threads: usize,
    /// Settings that replaced those of the scenario.
    pub settings: Settings,
}

/// A result that is in its place.
struct Published {
    folder: PathBuf,
    warnings: Vec<String>,
    multipliers: Vec<Multipliers>,
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
        Ok(exit)
    }

    /// What the functions of the first run that printed had to say.
    fn tell_printed(&self, streams: &mut Streams) {
        if let Some((unit, lines)) = &self.gathered.printed {
            let (branch, _) = &self.gathered.branches[unit.branch];
            let run = unit.run;
            for (quarter, line) in lines {
                let date = self.prepared.base.plus(*quarter);
                streams.tell(&format!(
                    "printed: branch {branch}, run {run}, {date}: {line}"
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
                run,
                date,
                cause,
                ..
            } = failure;
            let which = match runs {
                1 => format!("run {run}"),
                runs => count(*runs, "run"),
            };
            streams.tell(&format!(
                "failed: branch {branch}, {which}, {date}: {cause}"
            ));
        }
        let more: u64 = told.iter().skip(MOST_TOLD).map(|(_, runs)| runs).sum();
        if more > 0 {
            streams.tell(&format!(
                "failed: {more} more runs, listed in manifest.json"
            ));
        }
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
        let multipliers = closed.evaluate(self.prepared)?;
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
        if let Err(failure) = closed.add("series.svg", self.plot()) {
            warnings.push(format!("no plot: {failure}"));
        }
        let manifest = self.manifest(clock, exit, &warnings);
        Ok(Published {
            folder: closed.publish(&manifest)?,
            warnings,
            multipliers,
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
        let remarks = self.prepared.scenario.remarks.iter();
        let remarks = remarks.map(ToString::to_string);
        remarks.chain(same).chain(idle).collect()
    }

    fn plot(&self) -> String {
        let prepared = self.prepared;
        let scenario = &prepared.scenario;
        let note = format!(
            "{}, 1:{:.0}, mean and 5 to 95 % of {}",
            prepared.calibration.about().country,
            1.0 / scenario.economy.scale,
            count(u64::from(scenario.runs), "run"),
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

    fn failures(&self) -> Vec<FailureFacts> {
        let facts = |failure: &RunFailure| self.prepared.failure(failure);
        self.gathered.failures.iter().map(facts).collect()
    }

    fn manifest(&self, clock: &Clock, exit: Exit, warnings: &[String]) -> Manifest {
        Manifest {
            settings: self.settings.clone(),
            threads: self.threads,
            start: clock.start_stamp(),
            end: Clock::start().start_stamp(),
            wall_seconds: clock.seconds(),
            exit_code: exit.code(),
            failures: self.failures(),
            warnings: warnings.to_vec(),
            ..Manifest::of(self.prepared)
        }
    }

    fn summary(&self, clock: &Clock, published: Option<&Published>) -> String {
        let tables = Tables {
            base: self.prepared.base,
            horizon: self.prepared.scenario.horizon,
            branches: &self.gathered.branches,
        };
        let mut text = self.head();
        text.push_str(&tables.text());
        if let Some(published) = published {
            let time = (self.prepared.base, self.prepared.scenario.horizon);
            let (branches, multipliers) = (&self.gathered.branches, &published.multipliers);
            text.push_str(&effects::text(branches, multipliers, time));
        }
        text.push_str(&notes::full_employment(
            &self.gathered.branches,
            tables.horizon,
        ));
        text.push_str(&notes::implausible(&self.gathered.branches));
        text.push_str(&verdicts::summary(&self.gathered.verdicts));
        if let Some(Published { folder, .. }) = published {
            let _ = writeln!(
                text,
                "Results in {} after {}.",
                folder.display(),
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
        let one_in = thousands((1.0 / scenario.economy.scale).round() as u64);
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
        line(
            "agents",
            &format!(
                "1 in {one_in}: {} persons, {} firms",
                thousands(prepared.persons()),
                thousands(prepared.firms())
            ),
        );
        if scenario.economy.policy_rule.is_some() || scenario.economy.policy_weights.is_some() {
            let assumptions = prepared.calibration.assumptions();
            let rule = policy_rule_name(assumptions.policy_rule);
            let weights = policy_weights_name(assumptions.policy_weights);
            line("policy", &format!("{rule} rule, {weights} weights"));
        }
        if scenario.economy.steady_state {
            line("policy", "steady state: fixed rate, no interest, no growth");
        }
        let runs = count(u64::from(scenario.runs), "run");
        let quarters = count(u64::from(scenario.horizon), "quarter");
        line(
            "runs",
            &format!("{runs}{branches}, {quarters}, seed {}", scenario.seed),
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
                &format!(
                    "{}; left out of what follows",
                    count(self.gathered.failures.len() as u64, "run")
                ),
            );
        }
        if scenario.runs > 1 {
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
