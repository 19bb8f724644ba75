//! Periods that are months: dates, spans, units, and what needs quarters.

use super::table;

const MONTHS: &str = "economy = { scale = 1/10000, frequency = \"month\" }, runs = 2, seed = 7,";

#[test]
fn months_are_simulated_and_called_by_their_names() {
    let case = table(&format!(
        "{MONTHS} horizon = \"14m\", set = {{ loan_repayment = 0.02 }},
         branches = {{ {{ name = \"baseline\" }},
           {{ name = \"rise\", shocks = {{
             policy_rate = m.path {{ pp = 1, from = \"2020Q2\", to = \"2020Q3\" }} }} }},
           {{ name = \"hook\", on = {{ period_start = function(e)
             if e.date == \"2020-02\" then
               assert(e.period == 2 and e.periods_per_year == 12)
               m.write_off(e.bank, {{ pct = 1, of = \"equity\" }})
             end
           end }} }} }},
         checks = {{ m.accounts {{ tolerance = 1e-9 }},
           m.sign {{ branch = \"rise\", series = \"policy_rate\", is = \"+\",
                     from = \"2020-04\", to = \"2020-09\" }} }},"
    ));
    let summary = case.run().good();
    let summary = summary.shows(&[
        "14 months",
        "2019-12",
        "on year ago",
        "2021 to 02",
        "rate/month",
    ]);
    summary.says(&["`loan_repayment` = 0.02 is in share/month"]);
    let manifest = case.manifest();
    assert_eq!(manifest["base_quarter"], "2019-12");
    assert_eq!(manifest["frequency"], "month");
    assert_eq!(manifest["horizon"], 14);
    let report = std::fs::read_to_string(case.result().join("report.html")).unwrap();
    assert!(report.contains("2020-01 to 2021-02") && report.contains(" a month"));
}

#[test]
fn a_monthly_scenario_is_shown_as_it_can_be_run_again() {
    let case = table(&format!(
        "{MONTHS} horizon = \"1y\", record = {{ firms = {{ columns = {{ \"price\" }}, every = \"1q\" }} }},"
    ));
    let shown = case.with(&["--dry-run"]).run().good().out;
    for part in [
        "frequency = \"month\"",
        "horizon = \"12m\"",
        "every = \"3m\"",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
}

#[test]
fn monthly_data_are_followed_and_quarterly_ones_are_refused() {
    let follow = format!(
        "{MONTHS} horizon = \"3m\", branches = {{ {{ name = \"trade\", follow = {{
           export_demand = m.series {{ file = \"x.csv\", as = \"index\" }} }} }} }},"
    );
    let months = "month,x\n2019-12,100\n2020-01,101\n2020-02,99\n2020-03,100\n";
    let case = table(&follow);
    case.file("x.csv", months);
    case.run().good();
    let case = table(&follow);
    case.file("x.csv", "date,x\n2019Q4,100\n2020Q1,101\n");
    case.run().fails(11).says(&[
        "x.csv:2: `2019Q4` is a quarter",
        "give one value a month, such as 2020-07",
    ]);
}

#[test]
fn what_is_misspelt_or_needs_quarters_is_told() {
    table("economy = { frequency = \"monthly\" }")
        .run()
        .fails(10)
        .says(&[
            "there are no periods of a \"monthly\"",
            "did you mean `month`?",
        ]);
    table("economy = { frequncy = \"month\" }")
        .run()
        .fails(10)
        .says(&["`frequency`"]);
    table("horizon = \"40m\"")
        .run()
        .fails(10)
        .says(&["no whole number of quarters", "frequency = \"month\""]);
    table(&format!(
        "{MONTHS} horizon = \"12m\", checks = {{ m.stylised_facts {{}} }},
         output = {{ forecasts = true, split_effects = \"recession\" }},
         branches = {{ {{ name = \"late\", shocks = {{
           policy_rate = m.path {{ pp = 1, from = \"2021-01\", lasting = \"3m\" }} }},
           on = {{ period_start = function(e) if e.date == \"2020Q3\" then print(1) end end }} }} }},"
    ))
    .run()
    .fails(10)
    .says(&[
        "stylised facts are those of quarters",
        "forecasts are held against published figures, which are quarterly",
        "a recession is two quarters",
        "leave out frequency = \"month\"",
        "after the last simulated month, 2020-12",
        "write its months, \"2020-07\" to \"2020-09\"",
    ]);
}
