//! When the program started, and how long it has run.

use std::time::Instant;

use chrono::{DateTime, SecondsFormat, Utc};

/// When the program started.
pub struct Clock {
    date: DateTime<Utc>,
    instant: Instant,
}

impl Clock {
    /// Starts now.
    pub fn start() -> Self {
        Clock {
            date: Utc::now(),
            instant: Instant::now(),
        }
    }

    /// Seconds since then.
    pub fn seconds(&self) -> f64 {
        (self.instant.elapsed().as_secs_f64() * 1000.0).round() / 1000.0
    }

    /// The start, in UTC.
    pub fn start_stamp(&self) -> String {
        self.date.to_rfc3339_opts(SecondsFormat::Secs, true)
    }
}
