//! Why a function cannot be compiled: where, what, what else matters, what to do; and how that is
//! shown beside the lines of the file.

use std::fmt::Write as _;
use std::rc::Rc;

use super::ast::{Chunk, Span};
use crate::lua::failure;
use crate::scenario::place::{Place, Problem};

/// A part of a file.
#[derive(Clone, Debug)]
pub struct Part {
    /// The file.
    pub chunk: Rc<Chunk>,
    /// The part.
    pub span: Span,
}

impl PartialEq for Part {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.chunk, &other.chunk) && self.span == other.span
    }
}

/// Why a function cannot be compiled.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// What it is about; nothing where the function stands in no file of the scenario.
    pub at: Option<Part>,
    /// What is wrong.
    pub message: String,
    /// Another part that matters, and why.
    pub beside: Option<(Part, String)>,
    /// What to do.
    pub help: String,
}

impl Diagnostic {
    /// Something is wrong at `at`.
    pub fn new(at: &Part, message: impl Into<String>, help: impl Into<String>) -> Self {
        Diagnostic {
            at: Some(at.clone()),
            message: message.into(),
            beside: None,
            help: help.into(),
        }
    }

    /// With another part that matters.
    #[must_use]
    pub fn beside(mut self, part: &Part, label: impl Into<String>) -> Self {
        self.beside = Some((part.clone(), label.into()));
        self
    }

    /// Place, message and remedy alone. `file` is the scenario, as it was named.
    pub fn problem(&self, file: &str) -> Problem {
        let place = self.at.as_ref().map_or_else(
            || Place::File {
                file: file.to_owned(),
                line: 0,
                column: 0,
            },
            |at| at.place(file),
        );
        Problem::new(&place, &self.message, &self.help)
    }

    /// The whole message with the lines it is about. `file` is the scenario, as it was named.
    pub fn render(&self, file: &str) -> String {
        let problem = self.problem(file);
        let mut text = format!("{}: error: {}\n", problem.place, self.message);
        if let Some(at) = &self.at {
            at.excerpt(file, "", &problem.place, &mut text);
            if let Some((part, label)) = &self.beside {
                part.excerpt(file, label, &problem.place, &mut text);
            }
        }
        let _ = writeln!(text, "      = help: {}", self.help);
        text
    }
}

impl Part {
    /// File, line and column.
    pub fn place(&self, file: &str) -> Place {
        match failure::place(file, &self.chunk.name, self.span.line) {
            Place::File { file, line, .. } => Place::File {
                file,
                line,
                column: self.span.column,
            },
            other => other,
        }
    }

    /// The first line of the part, its number before it, and below it signs under the part: `^`
    /// for what is wrong, `-` and the label for what is beside it.
    fn excerpt(&self, file: &str, label: &str, main: &Place, text: &mut String) {
        let place = self.place(file);
        if let (Place::File { file: here, .. }, Place::File { file: there, .. }) = (&place, main)
            && here != there
        {
            let _ = writeln!(text, "      : {place}");
        }
        let line = self
            .chunk
            .text
            .lines()
            .nth(self.span.line.saturating_sub(1));
        let line = line.unwrap_or_default().trim_end();
        let indent: String = line
            .chars()
            .take(self.span.column.saturating_sub(1))
            .map(|c| if c == '\t' { '\t' } else { ' ' })
            .collect();
        let marked = self.chunk.text.get(self.span.start..self.span.end);
        let width = marked
            .unwrap_or_default()
            .lines()
            .next()
            .unwrap_or_default();
        let sign = if label.is_empty() { "^" } else { "-" };
        let signs = sign.repeat(width.trim_end().chars().count().max(1));
        let _ = writeln!(text, "{:>5} | {line}", self.span.line);
        let _ = writeln!(
            text,
            "      | {}",
            format!("{indent}{signs} {label}").trim_end()
        );
    }
}
