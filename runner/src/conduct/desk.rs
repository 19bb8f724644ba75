//! Where runs go that are done: to the journal; and what a signal does to those in hand.

use std::time::{Duration, Instant};

use crate::batch::{Halt, Next, Outcome, Progress, Receiver, Unit};
use crate::begun::Begun;
use crate::checkpoint::{self, Every};
use crate::clock::Clock;
use crate::events::Event;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::prepare::Prepared;
use crate::progress::Meter;
use crate::streams::Streams;
use crate::words::count;

/// Takes runs from the batch to the journal.
pub struct Desk<'a, 's> {
    /// What is run.
    pub prepared: &'a Prepared,
    /// The batch.
    pub begun: &'a mut Begun,
    /// Shows how far it is.
    pub meter: Meter,
    /// Runs that have failed.
    pub failed: u64,
    /// Failed runs after which it stops.
    pub max_failures: Option<u64>,
    /// Where it is told.
    pub streams: &'a mut Streams<'s>,
    /// When the program started.
    pub clock: &'a Clock,
    /// When it was asked to stop.
    pub asked: Option<Instant>,
}

/// Time after which runs that keep states are left in the middle of a period.
const PATIENCE: Duration = Duration::from_secs(8);

impl Desk<'_, '_> {
    /// Says what becomes of the runs in hand, as a signal has asked to stop; `unsaved` of them are to keep
    /// states, and have none yet.
    fn tell_asked(&mut self, kept: bool, unsaved: u64) {
        let period = self.prepared.base.frequency().name();
        let words = match (kept, unsaved) {
            (false, _) => {
                "the runs in hand are finished, as they keep no states on the way (`output.checkpoint`); \
                 a second signal stops at once and loses only these runs"
                    .to_owned()
            }
            (true, unsaved) => format!(
                "the runs in hand end with the {period} they are in, and the program leaves within 10 s{}; \
                 a second signal leaves at once, and the states before stay",
                match unsaved {
                    0 => String::new(),
                    unsaved => format!(
                        ", even in the middle of it; {} without a state yet would then begin anew",
                        count(unsaved, "run")
                    ),
                }
            ),
        };
        self.meter
            .tell(&format!("asked to stop: {words}"), self.streams);
    }

    /// Leaves in the middle of a period, in which no thread can be asked to stop; `unsaved` of the runs in
    /// hand have kept no state yet.
    fn leave(&mut self, unsaved: u64) -> ! {
        self.meter.finish();
        let folder = self.begun.folder.display();
        let period = self.prepared.base.frequency().name();
        let every = self.prepared.scenario.keeping.checkpoint;
        let words = match unsaved {
            0 => "go on from the last states".to_owned(),
            unsaved => format!(
                "{} without a state yet will begin anew{}; go on",
                count(unsaved, "run"),
                match every {
                    Some(Every::Periods(1, _)) => "",
                    _ => " (a shorter `output.checkpoint` keeps one sooner)",
                }
            ),
        };
        self.streams.tell(&format!(
            "stopped in the middle of a {period}; {words} with `runner resume {folder}`"
        ));
        self.streams.event(&Event::End {
            exit_code: Exit::Stopped.code(),
            folder: Some(folder.to_string()),
            seconds: self.clock.seconds(),
            message: None,
        });
        std::process::exit(Exit::Stopped.code().into())
    }
}

impl Receiver for Desk<'_, '_> {
    type Error = Failure;

    fn take(&mut self, unit: Unit, outcome: Result<Outcome, Halt>) -> Result<(), Failure> {
        match outcome {
            Ok(outcome) => {
                if let Err(failure) = &outcome {
                    self.failed += 1;
                    let facts = self.prepared.failure(failure);
                    self.streams.event(&Event::RunFailed(facts));
                }
                let states = self.begun.states();
                let journal = &mut self.begun.journal;
                match journal.append(unit.index, &outcome) {
                    Err(failure) if failure.wants_room() && checkpoint::spare(&states) => {
                        journal.append(unit.index, &outcome)?;
                    }
                    appended => appended?,
                }
                // It is done: nothing goes on from there.
                let _ = checkpoint::remove(&states.join(unit.index.to_string()));
                Ok(())
            }
            Err(halt) => halt.failure().map_or(Ok(()), Err),
        }
    }

    fn warn(&mut self, warning: &str) {
        self.streams.warn(warning);
    }

    fn progress(&mut self, progress: Progress) -> Next {
        self.meter.show(progress, self.streams);
        let many = self.max_failures.is_some_and(|most| self.failed >= most);
        if self.streams.asked_to_stop() {
            let kept = self.prepared.scenario.keeping.checkpoint.is_some();
            let process = self.streams.stop.is_none();
            if process && self.asked.is_none() {
                self.tell_asked(kept, progress.unsaved);
            }
            let asked = *self.asked.get_or_insert_with(Instant::now);
            if process && kept && asked.elapsed() > PATIENCE {
                self.leave(progress.unsaved);
            }
            Next::Pause
        } else if many {
            Next::Finish
        } else {
            Next::GoOn
        }
    }
}
