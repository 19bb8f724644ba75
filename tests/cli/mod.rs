//! The program as its users meet it: files and arguments in, words, files and exit codes out.
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests stop where they cannot go on"
)]

mod agents;
mod attacks;
mod batches;
mod broken;
mod checkpoint_refusals;
mod checkpoints;
mod checks;
mod commands;
mod data;
mod disk;
mod editor;
mod effects;
mod ends;
mod events;
mod experiments;
mod follow;
mod forecasts;
mod gallery;
mod hook_refusals;
mod hook_sandbox;
mod hooks;
#[cfg(target_os = "linux")]
mod kills;
mod language;
mod library;
mod limits;
mod merging;
mod months;
mod paths;
mod profile;
mod readers;
mod replay;
mod report;
mod results;
mod sandbox;
mod settings;
mod shipped;
mod slurm;
#[cfg(target_os = "linux")]
mod small_disk;
mod starts;
mod states;
mod strategies;
mod sweeps;

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A scenario that takes a fraction of a second.
pub const SMALL: &str = r#"
local m = require "macro"
return m.scenario {
  title = "Small",
  economy = { scale = 1/10000 },
  horizon = "2q",
  runs = 3,
  seed = 7,
}
"#;

/// A folder with a scenario, and the program called on it.
pub struct Case {
    folder: TempDir,
    arguments: Vec<String>,
    environment: Vec<(&'static str, String)>,
}

/// A folder that holds `script` as `scenario.lua`.
pub fn scenario(script: &str) -> Case {
    let case = empty();
    case.file("scenario.lua", script);
    case.with(&["scenario.lua"])
}

/// A scenario whose table holds `entries`.
pub fn table(entries: &str) -> Case {
    scenario(&format!(
        "local m = require \"macro\"\nreturn m.scenario {{\n{entries}\n}}\n"
    ))
}

/// An empty folder.
pub fn empty() -> Case {
    Case {
        folder: tempfile::tempdir().unwrap(),
        arguments: Vec::new(),
        environment: Vec::new(),
    }
}

impl Case {
    /// Adds arguments.
    pub fn with(mut self, arguments: &[&str]) -> Self {
        self.arguments
            .extend(arguments.iter().map(|&argument| argument.to_owned()));
        self
    }

    /// Sets a variable of the environment.
    pub fn environment(mut self, name: &'static str, value: &str) -> Self {
        self.environment.push((name, value.to_owned()));
        self
    }

    /// Writes a file into the folder.
    pub fn file(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// A place in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program, ready to be started in the folder.
    pub fn command(&self) -> Command {
        let mut command = self.bare(&[]);
        command.args(&self.arguments);
        command
    }

    /// The program with these arguments alone.
    pub fn bare(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_runner"));
        self.prepare(&mut command);
        command.args(arguments);
        command
    }

    /// Runs the program with more arguments to its end.
    pub fn run_with(&self, arguments: &[&str]) -> Outcome {
        Outcome::of(self.command().args(arguments).output().unwrap())
    }

    /// The program started by a shell that runs `before` first.
    pub fn command_after(&self, before: &str) -> Command {
        let mut command = Command::new("bash");
        self.prepare(&mut command);
        command.args(["-c", &format!("{before}; exec \"$0\" \"$@\"")]);
        command
            .arg(env!("CARGO_BIN_EXE_runner"))
            .args(&self.arguments);
        command
    }

    fn prepare(&self, command: &mut Command) {
        command.current_dir(self.folder.path());
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("RUNNER_") {
                command.env_remove(name);
            }
        }
        command.envs(self.environment.iter().map(|(name, value)| (*name, value)));
    }

    /// Runs the program to its end.
    pub fn run(&self) -> Outcome {
        Outcome::of(self.command().output().unwrap())
    }

    /// Result folders that are in their place.
    pub fn results(&self) -> Vec<PathBuf> {
        self.folders(|name| !name.starts_with('.') && !name.contains(".unfinished"))
    }

    /// The folder of the batch that has begun and is not finished.
    pub fn begun(&self) -> PathBuf {
        let begun = self.folders(|name| name.ends_with(".unfinished"));
        assert_eq!(begun.len(), 1, "{begun:?}");
        begun[0].clone()
    }

    /// Folders that were left half-built.
    pub fn leftovers(&self) -> Vec<PathBuf> {
        self.folders(|name| name.starts_with('.'))
    }

    fn folders(&self, wanted: impl Fn(&str) -> bool) -> Vec<PathBuf> {
        let Ok(entries) = std::fs::read_dir(self.path("out")) else {
            return Vec::new();
        };
        let paths = entries.map(|entry| entry.unwrap().path());
        let mut paths: Vec<PathBuf> = paths
            .filter(|path| wanted(&path.file_name().unwrap().to_string_lossy()))
            .collect();
        paths.sort();
        paths
    }

    /// The only result folder.
    pub fn result(&self) -> PathBuf {
        let results = self.results();
        assert_eq!(results.len(), 1, "{results:?}");
        results[0].clone()
    }

    /// The manifest of the only result.
    pub fn manifest(&self) -> serde_json::Value {
        let text = std::fs::read_to_string(self.result().join("manifest.json")).unwrap();
        serde_json::from_str(&text).unwrap()
    }
}

/// How the program ended.
pub struct Outcome {
    /// Exit code; none if a signal ended it.
    pub code: Option<i32>,
    /// What it wrote to standard output.
    pub out: String,
    /// What it wrote to standard error.
    pub err: String,
}

/// Sends a signal, by its option of `kill`.
#[cfg(unix)]
pub fn signal(child: &std::process::Child, signal: &str) {
    let process = child.id().to_string();
    let status = Command::new("kill").args([signal, &process]).status();
    assert!(status.unwrap().success());
}

impl Outcome {
    /// From what the system says.
    pub fn of(output: Output) -> Self {
        Outcome {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The program succeeded.
    #[track_caller]
    pub fn good(self) -> Self {
        assert_eq!(self.code, Some(0), "{}", self.err);
        self
    }

    /// The program failed with this exit code.
    #[track_caller]
    pub fn fails(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}{}", self.out, self.err);
        self
    }

    /// Standard error holds each of the words.
    #[track_caller]
    pub fn says(self, words: &[&str]) -> Self {
        for word in words {
            assert!(self.err.contains(word), "no `{word}` in: {}", self.err);
        }
        self
    }

    /// Standard error has this many lines, one a problem.
    #[track_caller]
    pub fn lines(self, lines: usize) -> Self {
        assert_eq!(self.err.lines().count(), lines, "{}", self.err);
        self
    }

    /// Standard output holds each of the words.
    #[track_caller]
    pub fn shows(self, words: &[&str]) -> Self {
        for word in words {
            assert!(self.out.contains(word), "no `{word}` in: {}", self.out);
        }
        self
    }
}

/// Files of a folder, without those in folders below.
pub fn names(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect()
}

/// All files below the project's `scenarios/` with this ending.
pub fn shipped(ending: &str) -> Vec<PathBuf> {
    below("scenarios", ending)
}

/// A file or folder of the project.
pub fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// All files in a folder of the project with this ending.
pub fn below(folder: &str, ending: &str) -> Vec<PathBuf> {
    let folder = project(folder);
    let entries = std::fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = paths
        .filter(|path| path.extension() == Some(OsStr::new(ending)))
        .collect();
    paths.sort();
    paths
}
