//! Signals: a request to stop is a flag that a batch looks at; a file that may not grow is an error
//! of writing, not the end of the program.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

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
