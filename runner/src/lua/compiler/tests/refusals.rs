//! Every refusal, as it is shown. `refusals.txt` holds scripts and messages; to write it anew, run
//! the test with `UPDATE=1` and read what changed.

use std::fmt::Write as _;

const CASES: &str = include_str!("refusals.txt");

#[test]
fn every_refusal_says_where_what_and_what_to_do() {
    let mut shown = String::new();
    let mut wrong = Vec::new();
    for case in CASES.split("==== ").skip(1) {
        let (name, rest) = case.split_once('\n').unwrap();
        let (script, message) = rest.split_once("----\n").unwrap_or((rest, ""));
        let script = script.trim_end();
        let got = match super::rule(script) {
            Ok(_) => "compiles\n".to_owned(),
            Err(diagnostic) => diagnostic.render("firm.lua"),
        };
        if got.trim_end() != message.trim_end() {
            wrong.push(format!("{name}:\n{got}"));
        }
        let _ = write!(shown, "==== {name}\n{script}\n----\n{}\n\n", got.trim_end());
    }
    if std::env::var_os("UPDATE").is_some() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/src/lua/compiler/tests/refusals.txt"
        );
        std::fs::write(path, shown).unwrap();
        return;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn problems_have_place_message_and_remedy() {
    let diagnostic = super::rule("return function(f)\n  return f.pirce\nend").unwrap_err();
    assert_eq!(
        diagnostic.problem("dir/firm.lua").to_string(),
        "dir/firm.lua:2:12: the firm has no field `pirce`; did you mean `price`?"
    );
}
