//! What was kept of a batch that is taken up again is looked at before it is used.

use super::{of, states};
use crate::batch::Batch;
use crate::begun::Begun;
use crate::failure::Failure;
use crate::prepare::Prepared;
use crate::streams::Streams;

/// Says what was dropped of the journal of `begun`.
pub fn tell_dropped(begun: &Begun, streams: &mut Streams) {
    if let Some(dropped) = begun.journal.dropped() {
        streams.warn(&dropped);
    }
}

/// Looks at the states at the ends of all runs of `begun` that are done. A run whose state is not as it was
/// written is named, and is missing from now on.
///
/// # Errors
/// If the journal cannot be read.
pub fn check_ends(
    prepared: &Prepared,
    begun: &mut Begun,
    streams: &mut Streams,
) -> Result<(), Failure> {
    if !prepared.scenario.keeping.save_state {
        return Ok(());
    }
    let batch = Batch {
        states: Some(states(prepared, begun)),
        ..of(prepared, 1, 1)
    };
    for unit in begun.order.own() {
        // A run that failed keeps none.
        if let Some(Ok(_)) = begun.journal.read(unit)?
            && let Err((folder, bad)) = batch.check_end(unit)
        {
            begun.journal.forget(unit);
            streams.warn(&format!(
                "the state {} is not used: {bad}; its run is to be simulated again",
                folder.display()
            ));
        }
    }
    Ok(())
}
