//! A table of scenarios that are wrong, one mistake a file: `tests/broken/NAME.lua`, and what the
//! program says of it in `NAME.expected`. To accept new words run with `GOLDEN=write` in the
//! environment, read the difference, and commit it.

use std::path::{Path, PathBuf};
use std::process::Command;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/broken")
}

/// Exit code and messages of `runner check` on a file of the table.
fn told(file: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_runner"))
        .current_dir(folder())
        .args(["check", file])
        .output()
        .unwrap();
    let code = output.status.code();
    let words = String::from_utf8(output.stderr).unwrap();
    let code = code.map_or("killed".to_owned(), |code| code.to_string());
    format!("exit code {code}\n{words}")
}

fn files() -> Vec<String> {
    let names = super::names(&folder());
    names
        .into_iter()
        .filter(|name| {
            Path::new(name)
                .extension()
                .is_some_and(|ending| ending == "lua")
        })
        .collect()
}

#[test]
fn every_mistake_is_told_as_expected() {
    let write = std::env::var_os("GOLDEN").is_some_and(|value| value == "write");
    let files = files();
    assert!(files.len() >= 60, "{}", files.len());
    let mut apart = Vec::new();
    for file in files {
        let told = told(&file);
        has_places_and_remedies(&file, &told);
        let path = folder().join(file.replace(".lua", ".expected"));
        if write {
            std::fs::write(&path, &told).unwrap();
        }
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        if told != expected {
            apart.push(format!("{file}:\n{told}instead of\n{expected}"));
        }
    }
    assert!(apart.is_empty(), "{}", apart.join("\n"));
}

/// Every line of `told` but the first has a place and a remedy.
fn has_places_and_remedies(file: &str, told: &str) {
    let mut lines = told.lines();
    let code = lines.next().unwrap();
    let known = ["exit code 10", "exit code 11"];
    assert!(known.contains(&code), "{file}: {told}");
    assert!(lines.clone().count() > 0, "{file} is told nothing");
    for line in lines {
        assert!(line.contains(':') && line.contains("; "), "{file}: {line}");
    }
}

#[test]
fn every_expected_message_has_its_scenario() {
    for name in super::names(&folder()) {
        if let Some(stem) = name.strip_suffix(".expected") {
            assert!(folder().join(format!("{stem}.lua")).exists(), "{name}");
        }
    }
}
