//! Where the program writes: data on one stream, messages on the other.

use std::io::{Error, ErrorKind, IsTerminal, Write, stderr, stdout};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::events::Event;
use crate::signals;

/// The two streams of a program, and what is known of them.
pub struct Streams<'a> {
    /// Data: summaries and tables.
    pub out: Box<dyn Write + 'a>,
    /// Messages: progress, warnings, errors.
    pub messages: Box<dyn Write + 'a>,
    /// Whether messages are read on a terminal, where a bar can be drawn.
    pub terminal: bool,
    /// Why data were lost, if they were.
    pub lost: Option<Error>,
    /// Whether events are the data, one JSON object a line.
    pub events: bool,
    /// What was made: a result, or what can be gone on with.
    pub made: Option<PathBuf>,
    /// What a program that called this one asks to stop by; signals where there is none.
    pub stop: Option<Arc<AtomicBool>>,
}

impl Streams<'_> {
    /// Standard output and standard error.
    pub fn of_process() -> Self {
        Streams {
            out: Box::new(stdout()),
            messages: Box::new(stderr()),
            terminal: stderr().is_terminal(),
            lost: None,
            events: false,
            made: None,
            stop: None,
        }
    }

    /// Whether it is asked to stop.
    pub fn asked_to_stop(&self) -> bool {
        match &self.stop {
            Some(stop) => stop.load(Ordering::Relaxed),
            None => signals::asked().is_some(),
        }
    }

    /// Writes data; a reader that has gone away (`runner vars | head`) is no error, and any other is
    /// kept in `lost`.
    pub fn say(&mut self, text: &str) {
        let written = self
            .out
            .write_all(text.as_bytes())
            .and_then(|()| self.out.flush());
        if let Err(error) = written
            && error.kind() != ErrorKind::BrokenPipe
        {
            self.lost.get_or_insert(error);
        }
    }

    /// Tells programs that look on what happened, if any do.
    pub fn event(&mut self, event: &Event) {
        if self.events
            && let Ok(text) = serde_json::to_string(event)
        {
            self.say(&(text + "\n"));
        }
    }

    /// Writes a message that a reader of the numbers should know.
    pub fn warn(&mut self, message: &str) {
        self.tell(&format!("warning: {message}"));
        self.event(&Event::Warning { message });
    }

    /// Writes a message on a line of its own.
    pub fn tell(&mut self, text: &str) {
        let _ = writeln!(self.messages, "{text}").and_then(|()| self.messages.flush());
    }
}
