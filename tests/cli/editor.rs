//! What `runner new` gives an editor: every name of the engine, and a scenario to start from.

use std::path::Path;
use std::process::Command;

use super::{empty, names, project};

#[test]
fn a_new_scenario_is_valid_and_its_names_are_those_of_the_engine() {
    let case = empty().with(&["new", "question"]);
    case.run().good().shows(&["question.lua is ready"]);
    assert!(
        names(&case.path("")).is_superset(
            &["question.lua", ".luarc.json", "types"]
                .map(String::from)
                .into()
        )
    );
    let generated = std::fs::read_to_string(case.path("types/names.lua")).unwrap();
    let kept = project("scripts/types/names.lua");
    if std::env::var_os("GOLDEN").is_some_and(|word| word == "write") {
        std::fs::write(&kept, &generated).unwrap();
    }
    let stored = std::fs::read_to_string(kept).unwrap();
    assert!(
        stored == generated,
        "scripts/types/names.lua is old; run this test with GOLDEN=write"
    );
    let again = Command::new(env!("CARGO_BIN_EXE_runner"))
        .args(["check", "question.lua"])
        .current_dir(case.path(""))
        .output()
        .unwrap();
    assert!(
        again.status.success(),
        "{}",
        String::from_utf8_lossy(&again.stderr)
    );
}

#[test]
fn a_scenario_that_is_there_is_left_alone() {
    let case = empty().with(&["new", "question.lua"]);
    case.file("question.lua", "mine");
    case.run().fails(2).says(&["question.lua is there already"]);
    assert_eq!(
        std::fs::read_to_string(case.path("question.lua")).unwrap(),
        "mine"
    );
}

#[test]
fn a_scenario_needs_a_name() {
    for name in ["", ".lua", "folder/"] {
        let case = empty().with(&["new", name]);
        case.run().fails(2).says(&["the scenario has no name"]);
        assert!(names(&case.path("")).is_empty());
    }
}

#[test]
fn a_failure_leaves_no_scenario_and_what_is_there_is_told() {
    let case = empty().with(&["new", "question"]);
    case.file("types", "a file in the way");
    case.run().fails(40);
    assert!(!case.path("question.lua").exists());
    let case = empty().with(&["new", "question"]);
    case.file("types/names.lua", "old");
    case.file(".luarc.json", "mine");
    case.run().good().shows(&[
        "types/ was there already and is renewed",
        ".luarc.json was there already and is left as it was",
    ]);
    let settings = std::fs::read_to_string(case.path(".luarc.json")).unwrap();
    assert_eq!(settings, "mine");
}

/// Every shipped scenario and library module passes a real analyser, which flags a misspelt name.
/// It is no dependency: `cargo install emmylua_check` puts it on the path.
#[test]
fn an_analyser_accepts_what_is_shipped_and_flags_a_misspelt_name() {
    let check = |folder: &Path| {
        Command::new("emmylua_check")
            .args(["--severity", "warn", "--warnings-as-errors"])
            .arg(folder)
            .output()
    };
    let case = empty().with(&["new", "question"]);
    case.run().good();
    let Ok(clean) = check(&case.path("")) else {
        println!("emmylua_check is not installed: annotations are not analysed");
        return;
    };
    assert!(
        clean.status.success(),
        "{}",
        String::from_utf8_lossy(&clean.stdout)
    );
    for path in super::shipped("lua") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        case.file(&name, &std::fs::read_to_string(&path).unwrap());
    }
    let shipped = check(&case.path("")).unwrap();
    assert!(
        shipped.status.success(),
        "{}",
        String::from_utf8_lossy(&shipped.stdout)
    );
    case.file(
        "misspelt.lua",
        "local m = require \"macro\"\nreturn m.scenario { branches = { { name = \"a\", rules = {\n  \
         policy_rate = function(e) return e.inflaton end } } }, checks = { m.acounts {} } }\n",
    );
    let misspelt = check(&case.path("")).unwrap();
    let text = String::from_utf8_lossy(&misspelt.stdout).into_owned();
    assert!(!misspelt.status.success());
    assert!(
        text.contains("inflaton") && text.contains("acounts"),
        "{text}"
    );
}
