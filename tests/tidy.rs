//! The project's own rules, as tests: file heads, file sizes, names of places.

use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// All files below `folder` that end in one of `endings`.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if !["target", ".git", "out"].contains(&name.as_str()) {
                found.extend(files(&path, endings));
            }
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn every_source_file_says_what_it_is_and_holds_one_idea() {
    for path in files(&root(), &[".rs"]) {
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(
            text.starts_with("//!"),
            "{} does not open with its purpose",
            path.display()
        );
        let lines = text.lines().count();
        assert!(
            lines <= 400,
            "{} has {lines} lines; more than one idea?",
            path.display()
        );
    }
}

#[test]
fn nothing_is_left_behind() {
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("todo", "!("),
        concat!("dbg", "!("),
    ];
    for path in files(&root(), &[".rs", ".lua", ".toml", ".md"]) {
        // A scenario that is saved in another encoding is one of the mistakes.
        let bytes = std::fs::read(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        for mark in marks {
            assert!(!text.contains(mark), "{} holds {mark}", path.display());
        }
    }
}

#[test]
fn every_phase_has_its_file_and_every_file_its_phase() {
    let mut phases: Vec<String> = engine::period::PERIOD
        .iter()
        .map(|phase| format!("{}.rs", phase.name))
        .collect();
    phases.push("mod.rs".into());
    phases.sort();
    let on_disk: Vec<String> = files(&root().join("engine/src/phases"), &[".rs"])
        .iter()
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .filter(|name| name != "tests.rs")
        .collect();
    assert_eq!(phases, on_disk);
    for phase in engine::period::PERIOD {
        let path = root().join(format!("engine/src/phases/{}.rs", phase.name));
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(
            text.contains("Source:"),
            "{} cites no source",
            path.display()
        );
    }
}

#[test]
fn paths_named_in_the_readme_exist() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let places = [
        "engine/",
        "runner/",
        "scenarios/",
        "scripts/",
        "tests/",
        "benches/",
        "docs/",
    ];
    for word in readme.split(|c: char| c.is_whitespace() || "()`\"'<>".contains(c)) {
        if places.iter().any(|place| word.starts_with(place)) && !word.contains('*') {
            let word = word.trim_end_matches(['.', ',', ';', ':']);
            assert!(
                root().join(word).exists(),
                "the README names {word}, which does not exist"
            );
        }
    }
}

#[test]
fn every_file_of_a_result_is_described() {
    let page = std::fs::read_to_string(root().join("docs/results.md")).unwrap();
    for file in runner::results::FILES {
        let named = [format!("`{file}`"), format!("`{file}/")];
        assert!(
            named.iter().any(|name| page.contains(name)),
            "docs/results.md does not name {file}"
        );
    }
}
