//! Signals: a request to stop is a flag that a batch looks at; a file that may not grow is an error
//! of writing, not the end of the program; memory that is not to be had has its exit code.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use crate::exit::Exit;

/// Number of the signal that asked to stop; 0 if none did.
static ASKED: OnceLock<Arc<AtomicUsize>> = OnceLock::new();

/// A write beyond the largest size of a file fails, as it does on a full disk.
pub fn files_that_may_not_grow_are_errors() {
    #[cfg(unix)]
    {
        let ignored = Arc::new(AtomicBool::new(false));
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, ignored);
    }
}

/// An abort leaves with the code of [`Exit::Disk`]: that is how a program ends that is not given the
/// memory it asks for, after it has said so.
pub fn aborts_are_want_of_memory() {
    #[cfg(unix)]
    {
        let status = Exit::Disk.code().into();
        let always = Arc::new(AtomicBool::new(true));
        let abort = signal_hook::consts::SIGABRT;
        let _ = signal_hook::flag::register_conditional_shutdown(abort, status, always);
    }
}

/// From here on a request to stop is kept for [`asked`]; a second one, also of the other kind,
/// stops at once.
pub fn watch() {
    ASKED.get_or_init(|| {
        let asked = Arc::new(AtomicUsize::new(0));
        #[cfg(unix)]
        let before = Arc::new(AtomicBool::new(false));
        #[cfg(unix)]
        for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
            use signal_hook::flag;
            let _ = flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&before));
            let _ = flag::register(signal, Arc::clone(&before));
            let _ = flag::register_usize(signal, Arc::clone(&asked), signal as usize);
        }
        asked
    });
}

/// The signal that asked to stop, if any did.
pub fn asked() -> Option<u8> {
    let signal = ASKED.get()?.load(Ordering::Relaxed);
    u8::try_from(signal).ok().filter(|&signal| signal > 0)
}
