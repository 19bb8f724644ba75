//! Causes as exceptions of Python.

use pyo3::exceptions::{PyMemoryError, PyOSError, PyRuntimeError, PyValueError};
use pyo3::{PyErr, create_exception};
use runner::Failure;
use runner::scenario::place::Problem;
use runner::session::{Stop, Unusable};

create_exception!(
    uk_econ_abm,
    ScenarioError,
    PyValueError,
    "A scenario, a config or its data that cannot be used; says what to do, line by line."
);
create_exception!(
    uk_econ_abm,
    SimulationError,
    PyRuntimeError,
    "A simulation that cannot go on; says in which period and why."
);

/// Words of the command line, and what they are in Python.
const WORDS: [(&str, &str); 7] = [
    ("--set", "parameters"),
    ("--scale", "scale"),
    ("--seed", "seed"),
    ("--runs", "runs"),
    ("--branch", "branches"),
    ("`runner vars` lists them", "`parameters()` lists them"),
    ("with -o", "with `output`"),
];

/// A message for people who do not write on a command line.
pub fn said(message: &str) -> String {
    let said = |text: String, (word, other): (&str, &str)| text.replace(word, other);
    WORDS.into_iter().fold(message.to_owned(), said)
}

/// Why a scenario or a result cannot be used.
pub fn of_failure(failure: Failure) -> PyErr {
    let text = said(&failure.to_string());
    match failure {
        Failure::Scenario(_) | Failure::Data(_) | Failure::Reference(_) => {
            ScenarioError::new_err(text)
        }
        Failure::Memory { .. } | Failure::Addresses { .. } => PyMemoryError::new_err(text),
        Failure::Bug(_) | Failure::Threads(_) => PyRuntimeError::new_err(text),
        _ => PyOSError::new_err(text),
    }
}

/// Why a period was not simulated.
pub fn of_stop(stop: Stop) -> PyErr {
    let text = stop.to_string();
    match stop {
        Stop::Horizon(_) => ScenarioError::new_err(text),
        Stop::Other => PyValueError::new_err(text),
        _ => SimulationError::new_err(text),
    }
}

/// What is wrong with an argument.
pub fn of_problem(problem: Problem) -> PyErr {
    ScenarioError::new_err(problem.to_string())
}

/// Why a packed simulation cannot be used.
pub fn of_unusable(unusable: Unusable) -> PyErr {
    match unusable {
        Unusable::Scenario(failure) => of_failure(failure),
        Unusable::System(_) => PyOSError::new_err(unusable.to_string()),
        Unusable::Failed => SimulationError::new_err(unusable.to_string()),
        other => PyValueError::new_err(other.to_string()),
    }
}
