//! Progress: a bar on a terminal, one line a minute elsewhere, one event a second for programs that
//! look on, nothing if asked to be quiet.

use std::time::{Duration, Instant};

use engine::parameters::Frequency;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::batch::Progress;
use crate::events::Event;
use crate::streams::Streams;

/// Time between two lines where there is no terminal.
const LINE: Duration = Duration::from_secs(60);

/// Time between two events.
const EVENT: Duration = Duration::from_secs(1);

/// Shows how far a batch is.
pub struct Meter {
    start: Instant,
    /// Runs that were done before.
    before: u64,
    units: u64,
    periods: u64,
    frequency: Frequency,
    shown: Shown,
}

enum Shown {
    Nothing,
    Lines { last: Instant },
    Events { last: Instant },
    Bar(ProgressBar),
}

impl Meter {
    /// A meter for `units` runs of `horizon` periods each, beside those that were done `before`.
    pub fn new(
        streams: &Streams,
        quiet: bool,
        (before, units): (u64, u64),
        (horizon, frequency): (u32, Frequency),
    ) -> Self {
        let start = Instant::now();
        let periods = units * u64::from(horizon);
        let shown = match (quiet, streams.terminal) {
            _ if streams.events => Shown::Events { last: start },
            (true, _) => Shown::Nothing,
            (false, true) => Shown::Bar(bar(periods)),
            (false, false) => Shown::Lines { last: start },
        };
        Meter {
            start,
            before,
            units,
            periods,
            frequency,
            shown,
        }
    }

    /// Shows how far it is.
    pub fn show(&mut self, progress: Progress, streams: &mut Streams) {
        let text = self.text(progress);
        let (rate, left) = self.speed(progress);
        match &mut self.shown {
            Shown::Bar(bar) => {
                bar.set_message(text);
                bar.set_position(progress.quarters);
            }
            Shown::Lines { last } if last.elapsed() >= LINE => {
                *last = Instant::now();
                streams.tell(&text);
            }
            Shown::Events { last } if last.elapsed() >= EVENT || progress.units == self.units => {
                *last = Instant::now();
                streams.event(&Event::Progress {
                    done: self.before + progress.units,
                    of: self.before + self.units,
                    periods_per_second: rate,
                    seconds_left: left,
                });
            }
            Shown::Nothing | Shown::Lines { .. } | Shown::Events { .. } => {}
        }
    }

    /// Writes a message above the bar.
    pub fn tell(&self, text: &str, streams: &mut Streams) {
        match &self.shown {
            Shown::Bar(bar) => bar.suspend(|| streams.tell(text)),
            _ => streams.tell(text),
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Shown::Bar(bar) = &self.shown {
            bar.finish_and_clear();
        }
    }

    fn text(&self, progress: Progress) -> String {
        let (rate, left) = self.speed(progress);
        let left = left.map_or_else(|| "?".to_owned(), span);
        format!(
            "{} of {} runs, {rate:.1} {}s a second, {left} left",
            self.before + progress.units,
            self.before + self.units,
            self.frequency.name()
        )
    }

    /// Periods a second, and the seconds that are left as far as that says.
    fn speed(&self, progress: Progress) -> (f64, Option<f64>) {
        let seconds = self.start.elapsed().as_secs_f64();
        let rate = progress.quarters as f64 / seconds.max(1e-9);
        let left = self.periods.saturating_sub(progress.quarters) as f64 / rate.max(1e-9);
        (rate, (progress.quarters > 0).then_some(left))
    }
}

fn bar(periods: u64) -> ProgressBar {
    let target = ProgressDrawTarget::stderr_with_hz(5);
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let template = if plain {
        "{bar:30} {percent:>3} %  {msg}"
    } else {
        "{bar:30.cyan/dim} {percent:>3} %  {msg}"
    };
    let bar = ProgressBar::with_draw_target(Some(periods), target);
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("━╸─"));
    }
    bar
}

/// `45 s`, `12 min`, `3.5 h`.
pub fn span(seconds: f64) -> String {
    match seconds {
        s if s < 9.95 => format!("{s:.1} s"),
        s if s < 120.0 => format!("{s:.0} s"),
        s if s < 7200.0 => format!("{:.0} min", s / 60.0),
        s => format!("{:.1} h", s / 3600.0),
    }
}
