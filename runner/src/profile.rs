//! Where the time of a batch goes: a clock around every phase, read only where it was asked for.

use std::fmt::Write;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use engine::period::PERIOD;
use engine::simulation::{Hooks, Side, Simulation, Site};

use crate::memory::peak;
use crate::words::{count, thousands};

/// Times of runs, added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Times {
    /// Runs.
    runs: u64,
    /// Quarters of all runs.
    quarters: u64,
    /// Making the opening states.
    opening: Duration,
    /// By phase, in the order of the period.
    phases: [Duration; PERIOD.len()],
    /// All quarters, with what lies between the phases.
    whole: Duration,
}

impl Default for Times {
    fn default() -> Self {
        Times {
            runs: 0,
            quarters: 0,
            opening: Duration::ZERO,
            phases: [Duration::ZERO; PERIOD.len()],
            whole: Duration::ZERO,
        }
    }
}

/// Where runs that end put their times.
#[derive(Debug, Default)]
pub struct Ledger(Mutex<Times>);

/// The clock of one run, which tells the ledger when it is dropped.
pub struct Stopwatch<'a> {
    times: Times,
    start: Instant,
    ledger: &'a Ledger,
}

/// Hooks with a clock around every phase; what the hooks themselves take is no time of a phase.
pub struct Timed<'a, H> {
    inner: &'a mut H,
    phases: &'a mut [Duration; PERIOD.len()],
    start: Instant,
}

impl Ledger {
    /// A clock for a run that begins.
    pub fn start(&self) -> Stopwatch<'_> {
        Stopwatch {
            times: Times {
                runs: 1,
                ..Times::default()
            },
            start: Instant::now(),
            ledger: self,
        }
    }

    /// The times of all runs so far.
    pub fn times(&self) -> Times {
        let times = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        times.clone()
    }
}

impl Stopwatch<'_> {
    /// The opening state is made.
    pub fn opened(&mut self) {
        self.times.opening = self.start.elapsed();
    }

    /// Simulates a quarter by `step` with a clock around the phases between the hooks `inner`.
    pub fn quarter<H: Hooks, T>(
        &mut self,
        inner: &mut H,
        step: impl FnOnce(&mut Timed<H>) -> T,
    ) -> T {
        let start = Instant::now();
        let stepped = step(&mut Timed {
            inner,
            phases: &mut self.times.phases,
            start,
        });
        self.times.whole += start.elapsed();
        self.times.quarters += 1;
        stepped
    }
}

impl Drop for Stopwatch<'_> {
    fn drop(&mut self) {
        let all = self.ledger.0.lock();
        all.unwrap_or_else(PoisonError::into_inner).add(&self.times);
    }
}

impl<H: Hooks> Hooks for Timed<'_, H> {
    type Error = H::Error;

    fn at(&mut self, site: &Site, simulation: &mut Simulation) -> Result<(), H::Error> {
        if let Site::Around(place, Side::After) = *site {
            self.phases[place] += self.start.elapsed();
        }
        let done = self.inner.at(site, simulation);
        if let Site::Around(_, Side::Before) = *site {
            self.start = Instant::now();
        }
        done
    }
}

impl Times {
    fn add(&mut self, other: &Times) {
        self.runs += other.runs;
        self.quarters += other.quarters;
        self.opening += other.opening;
        for (own, other) in self.phases.iter_mut().zip(&other.phases) {
            *own += *other;
        }
        self.whole += other.whole;
    }

    /// A table of the phases, for runs of `agents` firms and persons in periods called `period`.
    pub fn table(&self, agents: u64, period: &str) -> String {
        let quarters = self.quarters.max(1) as f64;
        let between = self.whole.saturating_sub(self.phases.iter().sum());
        let all = self.opening + self.whole;
        let share = |time: Duration| 100.0 * time.as_secs_f64() / all.as_secs_f64().max(1e-9);
        let mut text = format!(
            "\nWhere time went, {} with {} in all, added up over threads that run at once\n",
            count(self.runs, "run"),
            count(self.quarters, period),
        );
        let _ = writeln!(
            text,
            "  {:<20}{:>12}{:>16}{:>10}",
            "phase",
            "seconds",
            format!("ms a {period}"),
            "share, %"
        );
        let mut line = |name: &str, time: Duration, often: bool| {
            let seconds = time.as_secs_f64();
            let each = if often {
                format!("{:.3}", 1000.0 * seconds / quarters)
            } else {
                "-".into()
            };
            let share = share(time);
            let _ = writeln!(text, "  {name:<20}{seconds:>12.3}{each:>16}{share:>10.1}");
        };
        line("opening", self.opening, false);
        for (phase, time) in PERIOD.iter().zip(&self.phases) {
            line(phase.name, *time, true);
        }
        line("between phases", between, true);
        line("all", all, false);
        let rate = agents as f64 * quarters / self.whole.as_secs_f64().max(1e-9);
        let _ = writeln!(
            text,
            "{} firms and persons, {} of them simulated in a second{}.",
            thousands(agents),
            thousands(rate as u64),
            peak().map_or(String::new(), |bytes| format!(
                "; peak memory {} MiB",
                bytes >> 20
            )),
        );
        text
    }
}

#[cfg(test)]
mod tests {
    use super::{Ledger, Times};
    use engine::period::PERIOD;
    use std::time::Duration;

    #[test]
    fn times_of_runs_add_up() {
        let ledger = Ledger::default();
        for _ in 0..2 {
            let mut watch = ledger.start();
            watch.times.quarters = 3;
            watch.times.opening = Duration::from_secs(1);
            watch.times.phases = [Duration::from_secs(2); PERIOD.len()];
            watch.times.whole = Duration::from_secs(99 - 1);
        }
        let times = ledger.times();
        assert_eq!((times.runs, times.quarters), (2, 6));
        let text = times.table(1000, "quarter");
        assert!(text.contains("2 runs with 6 quarters in all"), "{text}");
        assert!(text.contains("pricing"), "{text}");
        // 4 of 198 seconds; 4/6 s a quarter; 1000 agents and 6 quarters in 196 seconds.
        assert!(text.contains("4.000         666.667       2.0"), "{text}");
        assert!(text.contains(" 30 of them simulated in a second"), "{text}");
        assert_eq!(
            Times::default().table(1, "month").lines().count(),
            PERIOD.len() + 7
        );
    }
}
