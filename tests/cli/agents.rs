//! How large the economy is: a scale, or numbers of agents, and what follows from the size.

use super::{Outcome, table};

#[test]
fn numbers_of_agents_that_cannot_be_are_refused_where_they_stand() {
    let cases: [(&str, &[&str]); 12] = [
        ("firms = 0", &[":3:15: firms is 0, which is no number"]),
        ("firms = -5", &[":3:15: firms is -5, which is no number"]),
        ("persons = 2.5", &[":3:15: persons is 2.5, which is no"]),
        ("households = 0/0", &[":3:15: households is NaN"]),
        (
            "scale = 1/1000, firms = 3000",
            &[":3:31: `firms` is another way to give `scale`; remove"],
        ),
        (
            "persons = 50000, households = 50000",
            &[":3:32: `households` is another word for `persons`"],
        ),
        (
            "firms = 5e6, businesses = \"registered\"",
            &[
                ":3:15: firms is 5 000 000, and at a scale of 1 there are 2 749 ",
                ": the registered enterprises; write businesses = \"all\" for those that are not",
                "or give at most 2749",
            ],
        ),
        (
            "firms = 6e6",
            &[
                ":3:15: firms is 6 000 000, and at a scale of 1 there are 5 ",
                ": all businesses, registered or not; give at most 5",
                ", or scale = 1 and businesses = \"all\"",
            ],
        ),
        (
            "businesses = \"al\"",
            &[":3:15: there are no businesses \"al\"; did you mean `all`?"],
        ),
        (
            "households = 1e300",
            &[":3:15: households is 1e300, which is no number of them"],
        ),
        (
            "households = 54e6",
            &[
                ":3:15: households is 54 000 000",
                " at a scale of 1 there are 53 41",
            ],
        ),
        (
            "firms = 5",
            &[
                ":3:15: for firms = 5 a scale of 1/",
                "choose a scale of",
                " firms",
            ],
        ),
    ];
    for (entry, words) in cases {
        table(&format!("  economy = {{ {entry} }},"))
            .run()
            .fails(10)
            .lines(1)
            .says(words);
    }
}

#[test]
fn a_scale_is_chosen_by_numbers_of_agents() {
    let all = "1 in 1 000: 53 416 persons, 2 753 firms";
    for (entry, agents, nearest_to) in [
        ("firms = 2753", all, "the nearest to 2 753 firms"),
        ("persons = 53416", all, "the nearest to 53 416 persons"),
        (
            "firms = 5000, households = 30000, businesses = \"all\"",
            "firms, registered or not",
            "the nearest to 5 000 firms and 30 000 households",
        ),
        (
            "firms = 1000, households = 10000",
            "1 in 3 842: 13 907 persons, 719 firms",
            "the nearest to 1 000 firms and 10 000 households",
        ),
    ] {
        let entries = format!("  economy = {{ {entry} }},\n  horizon = \"1q\",\n  runs = 1,");
        table(&entries).run().good().shows(&[agents, nearest_to]);
    }
    table("  economy = { firms = 3000 },\n  horizon = \"1q\",\n  runs = 1,")
        .run_with(&["--scale", "1/5000"])
        .good()
        .shows(&["1 in 5 000", "instead of the scenario's firms = 3000"]);
}

#[test]
fn more_firms_than_are_registered_are_all_businesses() {
    let entries = |businesses: &str| {
        format!(
            "  economy = {{ {businesses}firms = 5e6, households = 30e6 }},\n  horizon = \"1q\",\n  \
             runs = 1,\n  output = {{ formats = {{ \"parquet\", \"csv\" }} }},"
        )
    };
    let case = table(&entries(""));
    let counts = "36 851 284 persons and 4 070 410 firms";
    let check = case.bare(&["check", "scenario.lua"]).output().unwrap();
    let note =
        ":3:15: firms is 5 000 000, more than are registered: all businesses are firms; write";
    Outcome::of(check).good().shows(&[counts]).says(&[note]);
    let written = table(&entries("businesses = \"all\", "));
    let [series, same] = [case, written].map(|case| {
        let run = case.run_with(&["--scale", "1/5000"]).good();
        run.shows(&["1 in 5 000: ", " firms, registered or not"]);
        assert_eq!(case.manifest()["businesses"], "all");
        std::fs::read_to_string(case.result().join("series.csv")).unwrap()
    });
    assert_eq!(series, same);
}

#[test]
fn numbers_that_are_rounded_up_are_all_there_are() {
    for (entry, firms, warned) in [
        ("firms = 2.75e6", "2 749 6", false),
        ("firms = 5.9e6", "5 899 9", true),
        ("firms = 5.9e6, businesses = \"all\"", "5 899 9", false),
    ] {
        let case = table(&format!("  economy = {{ {entry} }},\n  runs = 1,"));
        let check = case.bare(&["check", "scenario.lua"]).output().unwrap();
        let check = Outcome::of(check).good();
        assert_eq!(check.out.contains("registered or not"), firms > "5");
        assert_eq!(check.err.contains("more than are registered"), warned);
        check.shows(&[&format!(" persons and {firms}")]);
    }
}

#[test]
fn numbers_of_agents_that_do_not_go_together_are_told() {
    let shown = |entry: &str| {
        table(&format!("  economy = {{ {entry} }},"))
            .run_with(&["--dry-run"])
            .good()
    };
    shown("firms = 100000, households = 10000")
        .says(&[
            ":3:15: 100 000 firms and 10 000 households do not go together: the nearest are ",
            " times off; give one of the two, or a scale",
        ])
        .shows(&[
            "-- Agents: 1 in ",
            " firms; the nearest to 100 000 firms and 10 000 households.",
        ]);
    let near = shown("firms = 5000, households = 30000, businesses = \"all\"");
    assert_eq!(near.err, "");
}

#[test]
fn a_scale_that_leaves_industries_without_a_firm_names_them_and_a_better_one() {
    table("  economy = { scale = 1/1e6 },")
        .run()
        .fails(10)
        .says(&[
            "scenario.lua:3:15: a scale of 1/1000000 leaves ",
            "without a firm",
            "choose a scale of at least 1/",
        ]);
}

#[test]
fn a_matching_that_the_size_decides_is_told() {
    let entries =
        "  economy = { scale = 1/10000, matching = \"auto\" },\n  horizon = \"1q\",\n  runs = 1,";
    let case = table(entries);
    let words = "exact: every purchase is drawn singly, as \"auto\" has it at this scale";
    case.run_with(&["--dry-run"])
        .good()
        .shows(&[&format!("-- Matching: {words}.")]);
    case.run().good().shows(&["matching", words]);
    assert_eq!(case.manifest()["matching"], "exact");
    let report = std::fs::read_to_string(case.result().join("report.html")).unwrap();
    assert!(report.contains("<dt>Matching</dt><dd>exact</dd>"));
}
