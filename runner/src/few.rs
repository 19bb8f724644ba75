//! A few runs of a scenario, kept in memory: to measure one, or to look at one again.

use crate::batch::{Batch, Halt, Next, Outcome, Progress, Receiver, Unit};
use crate::failure::Failure;

/// Simulates `units` of `batch`; what comes of them is in their order.
///
/// # Errors
/// If no thread can be started.
pub fn simulate(batch: &Batch, units: &[usize]) -> Result<Vec<Outcome>, Failure> {
    let mut kept = Kept(Vec::new());
    batch.run(units, &mut kept)?;
    kept.0.sort_by_key(|(index, _)| *index);
    Ok(kept.0.into_iter().map(|(_, outcome)| outcome).collect())
}

struct Kept(Vec<(usize, Outcome)>);

impl Receiver for Kept {
    type Error = Failure;

    fn take(&mut self, unit: Unit, outcome: Result<Outcome, Halt>) -> Result<(), Failure> {
        match outcome {
            Ok(outcome) => self.0.push((unit.index, outcome)),
            Err(halt) => return halt.failure().map_or(Ok(()), Err),
        }
        Ok(())
    }

    fn warn(&mut self, _: &str) {}

    fn progress(&mut self, _: Progress) -> Next {
        Next::GoOn
    }
}
