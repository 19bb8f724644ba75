//! Paths quarter by quarter, against the worked examples of `docs/paths.md` and by hand.

use std::path::Path;

use engine::levers::{self, Size, Wedge};
use engine::parameters::Frequency;
use runner::prepare::{Prepared, Source, prepare};
use runner::scenario::branch::{Branch, Shock, Values};
use runner::scenario::overrides::Overrides;

use super::empty;

/// A scenario of six quarters with a branch that holds `entries`, ready to run.
fn prepared(entries: &str) -> Prepared {
    let case = empty();
    case.file(
        "data.csv",
        "date,exports\n2019Q4,50\n2020Q1,100\n2020Q2,75\n2020Q3,\n",
    );
    let text = format!(
        "local m = require \"macro\"\nreturn m.scenario {{ economy = {{ scale = 1/10000 }}, horizon = \"6q\",\n\
         branches = {{ {{ name = \"a\" }}, {{ name = \"b\", {entries} }} }} }}\n"
    );
    case.file("scenario.lua", &text);
    prepare(
        Source::file(&case.path("scenario.lua")),
        &Overrides::default(),
    )
    .map_err(|failure| failure.to_string())
    .unwrap()
}

fn branch(entries: &str) -> Branch {
    prepared(entries).scenario.branches[1].clone()
}

fn shocks(lever: &str, paths: &str) -> Vec<Shock> {
    branch(&format!("shocks = {{ {lever} = {paths} }}")).shocks
}

fn fixed(shock: &Shock) -> &[Option<f64>] {
    match &shock.values {
        Values::Fixed(values) => values,
        Values::Function { .. } => panic!("a function"),
    }
}

/// Cells of the rows of a table in the guide whose heading begins with `head`.
fn table(head: &str) -> Vec<Vec<String>> {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/paths.md");
    let text = std::fs::read_to_string(guide).unwrap();
    let lines = text.lines().skip_while(|line| !line.starts_with(head));
    let rows = lines.skip(2).take_while(|line| line.starts_with('|'));
    rows.map(|row| {
        let cells = row.trim_matches('|').split('|');
        cells
            .map(|cell| cell.trim().trim_matches('`').to_owned())
            .collect()
    })
    .collect()
}

#[test]
fn sizes_are_those_of_the_guide() {
    let rows = table("| lever |");
    assert_eq!(rows.len(), 5);
    for row in rows {
        let (word, size) = row[2].split_once(" = ").unwrap();
        let sizes = [Size::Pp, Size::Pct, Size::Level, Size::Add];
        let wedge = Wedge {
            size: sizes.into_iter().find(|size| size.name() == word).unwrap(),
            value: size.parse().unwrap(),
        };
        let value = levers::find(&row[0]).unwrap().apply(
            wedge,
            row[1].parse().unwrap(),
            Frequency::Quarter,
        );
        let expected: f64 = row[3].parse().unwrap();
        assert!((value - expected).abs() < 5e-8, "{row:?}: {value}");
    }
}

#[test]
fn quarters_are_those_of_the_guide() {
    let rows = table("| path |");
    assert_eq!(rows.len(), 8);
    for row in rows {
        let shocks = shocks("policy_rate", &format!("m.path {{ {} }}", row[0]));
        assert_eq!(shocks.len(), 1, "{row:?}");
        let expected: Vec<Option<f64>> = row[1..].iter().map(|cell| cell.parse().ok()).collect();
        assert_eq!(fixed(&shocks[0]), expected, "{}", row[0]);
    }
}

#[test]
fn a_function_acts_in_its_quarters_and_leaves_what_stays_after_it() {
    let shocks = shocks(
        "policy_rate",
        "m.path { pp = function(date, e) return 1 end, from = \"2020Q2\", lasting = \"2q\", after = 3 }",
    );
    let Values::Function {
        function,
        first,
        last,
        factor,
    } = &shocks[0].values
    else {
        panic!("no function");
    };
    assert_eq!((*first, *last, *factor), (2, 3, 1.0));
    assert_eq!(function.path, "branches[2].shocks.policy_rate.pp");
    let three = Some(3.0);
    assert_eq!(fixed(&shocks[1]), [None, None, None, three, three, three]);
}

#[test]
fn a_later_path_takes_the_place_of_an_earlier_one_where_they_meet() {
    let paths = "{ m.path { pct = 10, from = \"2020Q1\", lasting = \"4q\", products = { \"B\", \"D\" } },\n\
                 m.path { pct = 20, from = \"2020Q3\", lasting = \"4q\", products = { \"D\" }, combine = \"replace\" } }";
    let shocks = shocks("import_price", paths);
    let rows: Vec<Vec<u16>> = shocks
        .iter()
        .map(|shock| shock.rows.as_ref().unwrap().to_vec())
        .collect();
    // B is in row 3 of the table of industries, D in row 23.
    assert_eq!(rows, [vec![3, 23], vec![3], vec![23]]);
    let (ten, twenty) = (Some(10.0), Some(20.0));
    assert_eq!(fixed(&shocks[0]), [ten, ten, None, None, None, None]);
    assert_eq!(fixed(&shocks[1]), [None, None, ten, ten, None, None]);
    assert_eq!(
        fixed(&shocks[2]),
        [None, None, twenty, twenty, twenty, twenty]
    );
}

#[test]
fn stacked_paths_and_paths_apart_stay_as_they_are() {
    for paths in [
        "{ m.path { pp = 1, from = \"2020Q1\", lasting = \"4q\" }, m.path { pp = 2, from = \"2020Q2\", lasting = \"1q\", combine = \"stack\" } }",
        "{ m.path { pp = 1, from = \"2020Q1\", lasting = \"1q\" }, m.path { pp = 2, from = \"2020Q2\", lasting = \"1q\" } }",
    ] {
        let shocks = shocks("policy_rate", paths);
        assert_eq!(shocks.len(), 2);
        assert_eq!(fixed(&shocks[1])[1], Some(2.0));
    }
}

#[test]
fn sizes_make_a_branch_each_and_children_add_to_their_parents() {
    let entries = "sizes = { 0.5, 2 }, set = { tax_income = 0.2 }, shocks = { policy_rate = m.path { pp = 1, from = \"2020Q1\", lasting = \"1q\" }, \
                   import_price = m.path { pct = 4, from = \"2020Q1\", lasting = \"1q\" } } },\n\
                   { name = \"c\", parent = \"b\", shocks = { policy_rate = m.path { pp = 3, from = \"2020Q2\", lasting = \"1q\" } }";
    let scenario = prepared(entries).scenario;
    let names: Vec<&str> = scenario
        .branches
        .iter()
        .map(|branch| branch.name.as_str())
        .collect();
    assert_eq!(names, ["a", "b x0.5", "b x2", "c x0.5", "c x2"]);
    let of = |branch: usize| {
        let shocks = scenario.branches[branch].shocks.iter();
        let first = |shock: &Shock| fixed(shock).iter().flatten().next().copied();
        shocks
            .map(|shock| (shock.lever.name, first(shock).unwrap()))
            .collect::<Vec<_>>()
    };
    assert_eq!(of(1), [("import_price", 2.0), ("policy_rate", 0.5)]);
    assert_eq!(of(2), [("import_price", 8.0), ("policy_rate", 2.0)]);
    assert_eq!(of(4), [("import_price", 8.0), ("policy_rate", 6.0)]);
    assert_eq!(scenario.branches[4].set, [("tax_income".to_owned(), 0.2)]);
}

#[test]
fn followed_data_are_levels_or_scaled_to_the_model() {
    let follow =
        branch("follow = { exports = m.series { file = \"data.csv\", as = \"level\" } }").follow;
    let (hundred, less) = (Some(100.0), Some(75.0));
    assert_eq!(follow[0].values, [hundred, less, None, None, None, None]);
    let entries = "follow = { exports = m.series { file = \"data.csv\", as = \"index\", from = \"2020Q2\" } }";
    let prepared = prepared(entries);
    let own = prepared.opening.initial().exports;
    let values = &prepared.scenario.branches[1].follow[0].values;
    // 75 on a base of 50 is one and a half of the model's own exports.
    assert_eq!(values[0], None);
    assert!((values[1].unwrap() - 1.5 * own).abs() < 1e-9 * own);
    assert!(prepared.data.contains_key("data.csv"));
    assert!(prepared.file_hashes().contains_key("data.csv"));
}

#[test]
fn what_dry_run_prints_is_the_same_scenario() {
    let entries = "shocks = { policy_rate = m.path { pp = 8, from = \"2020Q2\", decay = 0.7 },\n\
                   import_price = { m.path { pct = 10, from = \"2020Q1\", lasting = \"4q\", products = { \"B\" } },\n\
                   m.path { pct = 20, from = \"2020Q3\", lasting = \"4q\", combine = \"stack\" } } },\n\
                   follow = { exports = m.series { file = \"data.csv\", as = \"level\" } }";
    let first = prepared(entries);
    let shown = first.shown();
    let case = empty();
    case.file("scenario.lua", &shown);
    let again = prepare(
        Source::file(&case.path("scenario.lua")),
        &Overrides::default(),
    )
    .map_err(|failure| failure.to_string())
    .unwrap();
    assert_eq!(shown, again.shown());
    let values = |prepared: &Prepared| {
        let shocks = prepared.scenario.branches[1].shocks.iter();
        shocks
            .map(|shock| (shock.lever, shock.rows.clone(), shock.values.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(values(&first), values(&again));
}

#[test]
fn a_function_that_decides_several_things_makes_a_graph_of_each() {
    let entries = "strategies = { { name = \"s\", share = 0.4, industries = { \"C\" }, size = { min = 2 },\n\
                   decide = function(f, e) return { price = f.rule, quantity = f.rule * 1.1 } end } },\n\
                   switching = m.switching { every = \"1y\", by = \"return_on_capital\", intensity = 2 }";
    let branch = branch(entries);
    let strategies = branch.strategies.unwrap();
    let strategy = &strategies.list[0];
    assert_eq!((strategy.share, strategy.min_employees), (0.4, 2));
    let decided: Vec<(&str, usize)> = strategy
        .decisions
        .iter()
        .map(|(decision, graph)| (decision.name(), graph.outputs().len()))
        .collect();
    assert_eq!(decided, [("price", 1), ("quantity", 1)]);
    let switching = strategies.switching.unwrap();
    assert_eq!((switching.every, switching.memory), (4, 0.0));
}

#[cfg(unix)]
#[test]
fn data_are_not_read_through_a_link_to_elsewhere() {
    let elsewhere = tempfile::tempdir().unwrap();
    let secret = elsewhere.path().join("secret.csv");
    std::fs::write(&secret, "date,x\n2020Q1,1\n").unwrap();
    let case = super::table(
        "  branches = { { name = \"a\", follow = { exports = m.series \"link.csv\" } } },",
    );
    std::os::unix::fs::symlink(&secret, case.path("link.csv")).unwrap();
    case.run()
        .fails(11)
        .says(&["scenario.lua:3:41: link.csv is a link to a file elsewhere"]);
}

#[test]
fn shocks_have_the_short_names_of_rules() {
    let branch = |shocks: &str| {
        super::table(&format!(
            "economy = {{ scale = 1/10000 }}, horizon = \"2q\", runs = 1, branches = {{ {{ name = \"b\", shocks = {{ {shocks} }} }} }}"
        ))
    };
    branch("exports = m.path { pct = -5, from = \"2020Q1\", permanent = true }, imports = m.path { pct = 1, from = \"2020Q1\", permanent = true }")
        .with(&["--dry-run"])
        .run()
        .good()
        .shows(&["export_demand", "import_supply"]);
    branch("exports = m.path { pct = -5, from = \"2020Q1\", permanent = true }, export_demand = m.path { pct = 1, from = \"2020Q1\", permanent = true }")
        .run()
        .fails(10)
        .says(&["`export_demand` is given already at"]);
    let ways = |parent: &str, own: &str| {
        branch(&format!(
            "{parent} = m.path {{ pct = 1, from = \"2020Q1\", permanent = true }} }} }}, {{ name = \"c\", parent = \"b\", \
             shocks = {{ {own} = m.path {{ pct = 2, from = \"2020Q1\", permanent = true }}"
        ))
    };
    for (parent, own) in [("exports", "export_demand"), ("export_demand", "exports")] {
        ways(parent, own).with(&["--dry-run"]).run().good();
    }
}
