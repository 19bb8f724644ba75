//! Where a setting was written, and what is wrong with it there.

use std::fmt;

use crate::words;

/// Where a setting comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A place in a file.
    File {
        /// The file, as it was named.
        file: String,
        /// Line, from 1; 0 if only the file is known.
        line: usize,
        /// Column, from 1; 0 if only the line is known.
        column: usize,
    },
    /// A flag of the command line.
    Flag(&'static str),
    /// A variable of the environment.
    Environment(&'static str),
    /// Nobody wrote it.
    Default,
    /// No scenario is to blame: the system starts no thread to read it on.
    Threads,
}

impl Place {
    /// Whether a person set it from outside the scenario file.
    pub fn overrides(&self) -> bool {
        matches!(self, Place::Flag(_) | Place::Environment(_))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::File { file, line: 0, .. } => f.write_str(file),
            Place::File {
                file,
                line,
                column: 0,
            } => write!(f, "{file}:{line}"),
            Place::File { file, line, column } => write!(f, "{file}:{line}:{column}"),
            Place::Flag(name) | Place::Environment(name) => f.write_str(name),
            Place::Default => f.write_str("default"),
            Place::Threads => f.write_str("the threads cannot be started"),
        }
    }
}

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub place: Place,
}

impl<T> Located<T> {
    /// `value`, written at `place`.
    pub fn new(value: T, place: Place) -> Self {
        Located { value, place }
    }
}

/// One thing that is wrong with a scenario.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{place}: {message}; {remedy}")]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

impl Problem {
    /// No thread could be started to read a scenario on.
    pub fn no_thread(error: &std::io::Error) -> Self {
        let remedy = "free some memory, or raise the limits of the process";
        Problem::new(&Place::Threads, error.to_string(), remedy)
    }

    /// A problem at `place`.
    pub fn new(place: &Place, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Problem {
            place: place.clone(),
            message: words::visible(&message.into()),
            remedy: words::visible(&remedy.into()),
        }
    }
}

/// What `problems` say, each on a line.
pub fn told(problems: &[Problem]) -> impl Iterator<Item = String> {
    problems.iter().map(ToString::to_string)
}
