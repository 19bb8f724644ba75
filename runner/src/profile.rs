//! Where the time and the memory of a batch go: a clock and a look at the memory around every phase,
//! and what it must move through memory, only where it was asked for.

mod held;

use std::fmt::Write;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use engine::period::PERIOD;
use engine::simulation::{Hooks, Side, Simulation, Site};

use crate::words::{count, thousands};
use held::{BETWEEN, Held, OPENING};

/// A phase that moves less in a quarter is not told what it moves \[MB\].
const LEAST_MOVED: f64 = 0.1;

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
    /// What memory moved at least, by phase \[bytes\].
    bytes: [u64; PERIOD.len()],
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
            bytes: [0; PERIOD.len()],
            whole: Duration::ZERO,
        }
    }
}

/// Where runs that end put their times, and all runs what the program holds.
#[derive(Debug, Default)]
pub struct Ledger {
    times: Mutex<Times>,
    held: Mutex<Held>,
}

/// The clock of one run, which tells the ledger when it is dropped.
pub struct Stopwatch<'a> {
    times: Times,
    /// When the part that it is in began.
    start: Instant,
    /// The part that the run is in.
    part: usize,
    /// What looking at the memory took in this quarter, which is no time of the run.
    looking: Duration,
    ledger: &'a Ledger,
}

/// Hooks with a clock around every phase; what the hooks themselves take is no time of a phase.
pub struct Timed<'a, 'l, H> {
    inner: &'a mut H,
    watch: &'a mut Stopwatch<'l>,
}

impl Ledger {
    /// A clock for a run that begins.
    pub fn start(&self) -> Stopwatch<'_> {
        self.pass(None, Some(OPENING));
        Stopwatch {
            times: Times {
                runs: 1,
                ..Times::default()
            },
            start: Instant::now(),
            part: OPENING,
            looking: Duration::ZERO,
            ledger: self,
        }
    }

    /// A table of the phases, for runs of `agents` firms and persons in periods called `period`.
    pub fn table(&self, agents: u64, period: &str) -> String {
        locked(&self.times).table(&locked(&self.held), agents, period)
    }

    fn pass(&self, from: Option<usize>, to: Option<usize>) {
        locked(&self.held).pass(from, to);
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<'l> Stopwatch<'l> {
    /// The opening state is made.
    pub fn opened(&mut self) {
        self.times.opening = self.start.elapsed();
        self.enter(BETWEEN);
    }

    /// Simulates a quarter by `step` with a clock around the phases between the hooks `inner`.
    pub fn quarter<H: Hooks, T>(
        &mut self,
        inner: &mut H,
        step: impl FnOnce(&mut Timed<'_, 'l, H>) -> T,
    ) -> T {
        let start = Instant::now();
        self.looking = Duration::ZERO;
        let stepped = step(&mut Timed { inner, watch: self });
        self.times.whole += start.elapsed().saturating_sub(self.looking);
        self.times.quarters += 1;
        stepped
    }

    /// The run goes to another part.
    fn enter(&mut self, part: usize) {
        let before = Instant::now();
        self.ledger.pass(Some(self.part), Some(part));
        self.part = part;
        self.start = Instant::now();
        self.looking += self.start - before;
    }
}

impl Drop for Stopwatch<'_> {
    fn drop(&mut self) {
        self.ledger.pass(Some(self.part), None);
        locked(&self.ledger.times).add(&self.times);
    }
}

impl<H: Hooks> Hooks for Timed<'_, '_, H> {
    type Error = H::Error;

    fn at(&mut self, site: &Site, simulation: &mut Simulation) -> Result<(), H::Error> {
        if let Site::Around(place, Side::After) = *site {
            let times = &mut self.watch.times;
            times.phases[place] += self.watch.start.elapsed();
            times.bytes[place] += (PERIOD[place].least_bytes)(&simulation.economy);
            self.watch.enter(BETWEEN);
        }
        let done = self.inner.at(site, simulation);
        if let Site::Around(place, Side::Before) = *site {
            self.watch.enter(place);
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
        for (own, other) in self.bytes.iter_mut().zip(&other.bytes) {
            *own += *other;
        }
        self.whole += other.whole;
    }

    fn table(&self, held: &Held, agents: u64, period: &str) -> String {
        let quarters = self.quarters.max(1) as f64;
        let between = self.whole.saturating_sub(self.phases.iter().sum());
        let all = self.opening + self.whole;
        let share = |time: Duration| 100.0 * time.as_secs_f64() / all.as_secs_f64().max(1e-9);
        let mut text = format!(
            "\nWhere time and memory went, {} with {} in all, added up over threads that run at once\n",
            count(self.runs, "run"),
            count(self.quarters, period),
        );
        let (each, moved) = (format!("ms a {period}"), format!("MB a {period}"));
        let head = [
            "phase",
            "seconds",
            &each,
            "share, %",
            &moved,
            "GB/s",
            "MiB at most",
        ];
        let mut line = |[name, seconds, each, share, moved, rate, most]: [&str; 7]| {
            let _ = write!(
                text,
                "  {name:<20}{seconds:>12}{each:>16}{share:>10}{moved:>15}{rate:>8}"
            );
            if held.tells() {
                let _ = write!(text, "{most:>13}");
            }
            text.push('\n');
        };
        line(head);
        let told = |figure: Option<String>| figure.unwrap_or("-".into());
        let mut part = |name: &str, time: Duration, often: bool, bytes: u64, most: Option<u64>| {
            let seconds = time.as_secs_f64();
            let megabytes = bytes as f64 / 1e6 / quarters;
            let moves = megabytes >= LEAST_MOVED;
            line([
                name,
                &format!("{seconds:.3}"),
                &told(often.then(|| format!("{:.3}", 1000.0 * seconds / quarters))),
                &format!("{:.1}", share(time)),
                &told(moves.then(|| format!("{megabytes:.1}"))),
                &told(moves.then(|| format!("{:.1}", bytes as f64 / 1e9 / seconds.max(1e-9)))),
                &told(most.map(|bytes| (bytes >> 20).to_string())),
            ]);
        };
        part("opening", self.opening, false, 0, held.most(OPENING));
        for (place, phase) in PERIOD.iter().enumerate() {
            let (time, bytes) = (self.phases[place], self.bytes[place]);
            part(phase.name, time, true, bytes, held.most(place));
        }
        part("between phases", between, true, 0, held.most(BETWEEN));
        part("all", all, false, 0, held.whole());
        if !held.tells() {
            text.push_str("This system does not tell memory by phase.\n");
        }
        let rate = agents as f64 * quarters / self.whole.as_secs_f64().max(1e-9);
        let _ = writeln!(
            text,
            "{} firms and persons, {} of them simulated in a second{}.",
            thousands(agents),
            thousands(rate as u64),
            held.whole().map_or(String::new(), |bytes| format!(
                "; peak memory {} MiB",
                bytes >> 20
            )),
        );
        text
    }
}

#[cfg(test)]
mod tests {
    use super::Ledger;
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
            watch.times.bytes = [3_000_000_000; PERIOD.len()];
            watch.times.bytes[0] = 300_000 - 1;
            watch.times.whole = Duration::from_secs(99 - 1);
        }
        let text = ledger.table(1000, "quarter");
        assert!(text.contains("2 runs with 6 quarters in all"), "{text}");
        assert!(text.contains("pricing"), "{text}");
        // 4 of 198 seconds; 4/6 s a quarter; 6 GB in 4 s; 1000 agents and 6 quarters in 196 seconds.
        let figures = |moved| format!("4.000         666.667       2.0         {moved}");
        assert!(text.contains(&figures("1000.0     1.5")), "{text}");
        assert_eq!(text.matches(&figures("     -       -")).count(), 1);
        assert!(text.contains(" 30 of them simulated in a second"), "{text}");
        let lines = Ledger::default().table(1, "month").lines().count();
        assert_eq!(lines, PERIOD.len() + 7);
    }
}
