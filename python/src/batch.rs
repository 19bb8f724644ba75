//! A whole batch, with a word on how far it is.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use pyo3::exceptions::{PyKeyboardInterrupt, PyOSError, PyRuntimeError, PyTypeError};
use pyo3::prelude::*;
use runner::{Exit, Streams};
use serde_json::Value;

use crate::arguments::{SEEDS, THREADS, whole};
use crate::errors::{ScenarioError, SimulationError, said};
use crate::result::{Result as Opened, open};

/// Lines as they are written.
struct Lines {
    begun: Vec<u8>,
    sender: Sender<String>,
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for &byte in bytes {
            if byte == b'\n' {
                let line = String::from_utf8_lossy(&std::mem::take(&mut self.begun)).into_owned();
                // Nobody listens any more when the caller has given up.
                let _ = self.sender.send(line);
            } else {
                self.begun.push(byte);
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Time between two looks at whether the caller wants to stop.
const TICK: Duration = Duration::from_millis(100);

/// Runs every run of every branch of a scenario, as the program ``runner`` does.
///
/// afresh: throw away what an earlier call left that was stopped.
/// output: folder in which the folder of the result is made, "out" by default.
/// progress: called with events such as ``{"event": "progress", "done": 3, "of": 20}``.
///
/// Ctrl-C stops; runs that are done are kept, and the same call goes on with them. A result that is
/// whole is made anew; `open` reads it. Runs and checks that failed do not raise: ``manifest`` and
/// ``checks`` of the result tell of them.
#[pyfunction]
#[pyo3(signature = (path, *, runs=None, seed=None, scale=None, parameters=None, branches=None, output=None, threads=None, progress=None, afresh=false))]
#[expect(clippy::too_many_arguments, reason = "they are keywords of Python")]
pub fn run_scenario(
    py: Python,
    path: PathBuf,
    runs: Option<&Bound<PyAny>>,
    seed: Option<&Bound<PyAny>>,
    scale: Option<f64>,
    parameters: Option<std::collections::BTreeMap<String, f64>>,
    branches: Option<Vec<String>>,
    output: Option<PathBuf>,
    threads: Option<&Bound<PyAny>>,
    progress: Option<Py<PyAny>>,
    afresh: bool,
) -> PyResult<Opened> {
    if let Some(progress) = progress.as_ref().filter(|it| !it.bind(py).is_callable()) {
        let text = format!(
            "progress: {} cannot be called; give a function",
            progress.bind(py).repr()?
        );
        return Err(PyTypeError::new_err(text));
    }
    let runs = whole("runs", runs, 1, u32::MAX.into())?;
    let seed = whole("seed", seed, 0, SEEDS)?;
    let threads = whole("threads", threads, 1, THREADS)?;
    let mut arguments: Vec<OsString> = vec!["uk_econ_abm".into(), path.into(), "--json".into()];
    let mut flag = |name: &str, value: Option<OsString>| {
        if let Some(value) = value {
            let mut flag = OsString::from(name);
            flag.push("=");
            flag.push(value);
            arguments.push(flag);
        }
    };
    flag("--runs", runs.map(|runs| runs.to_string().into()));
    flag("--seed", seed.map(|seed| seed.to_string().into()));
    flag("--scale", scale.map(|scale| scale.to_string().into()));
    for (name, value) in parameters.iter().flatten() {
        flag("--set", Some(format!("{name}={value}").into()));
    }
    for branch in branches.into_iter().flatten() {
        flag("--branch", Some(branch.into()));
    }
    flag("--output", output.map(Into::into));
    flag(
        "--threads",
        threads.map(|threads| threads.to_string().into()),
    );
    if afresh {
        arguments.push("--afresh".into());
    }
    carry_out(py, arguments, progress.as_ref())
}

/// Runs the program in a thread of its own and listens to it.
fn carry_out(
    py: Python,
    arguments: Vec<OsString>,
    progress: Option<&Py<PyAny>>,
) -> PyResult<Opened> {
    let stop = Arc::new(AtomicBool::new(false));
    let (sender, mut events) = channel();
    let asked = Arc::clone(&stop);
    let work = thread::spawn(move || {
        let mut messages = Vec::new();
        let mut streams = Streams {
            out: Box::new(Lines {
                begun: Vec::new(),
                sender,
            }),
            messages: Box::new(&mut messages),
            terminal: false,
            lost: None,
            events: true,
            made: None,
            stop: Some(asked),
        };
        let exit = runner::run(arguments, &mut streams);
        drop(streams);
        (exit, String::from_utf8_lossy(&messages).into_owned())
    });
    let mut given_up = None;
    let mut end = Value::Null;
    let mut why_failed = None;
    loop {
        let listen = &mut events;
        match py.detach(move || listen.recv_timeout(TICK)) {
            Ok(line) => {
                let event: Value = serde_json::from_str(&line).unwrap_or_default();
                let told = match (progress, &given_up) {
                    (Some(progress), None) => tell(py, progress, &line),
                    _ => Ok(()),
                };
                given_up = given_up.or(told.err());
                match event["event"].as_str() {
                    Some("end") => end = event,
                    Some("run_failed") if why_failed.is_none() => {
                        why_failed = event["cause"].as_str().map(str::to_owned);
                    }
                    _ => {}
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        given_up = given_up.or(py.check_signals().err());
        if given_up.is_some() {
            stop.store(true, Ordering::Relaxed);
        }
    }
    let ended = py.detach(|| work.join());
    if let Some(error) = given_up {
        return Err(error);
    }
    let (exit, messages) = ended.map_err(|_| PyRuntimeError::new_err("the program failed"))?;
    let message = said(end["message"].as_str().unwrap_or(messages.trim()));
    match (exit, end["folder"].as_str()) {
        // Runs or checks that failed are part of the result.
        (Exit::Good | Exit::Runs | Exit::Check, Some(folder)) => {
            open(folder.into()).map_err(|error| match why_failed {
                Some(why) => SimulationError::new_err(why),
                None => error,
            })
        }
        (Exit::Stopped, _) => Err(PyKeyboardInterrupt::new_err(message)),
        (Exit::Disk, _) => Err(PyOSError::new_err(message)),
        (Exit::CommandLine | Exit::Scenario | Exit::Data, _) => {
            Err(ScenarioError::new_err(message))
        }
        _ => Err(PyRuntimeError::new_err(message)),
    }
}

/// Hands an event to the caller, as a dict.
fn tell(py: Python, progress: &Py<PyAny>, line: &str) -> PyResult<()> {
    let event = py.import("json")?.call_method1("loads", (line,))?;
    progress.call1(py, (event,))?;
    Ok(())
}
