//! One wild cell in any table is refused, with file and row; found by an attack on a copy.

use super::*;

/// The files with the cell in `column` of the only row that starts with `row` set to `value`.
fn with_cell(file: &str, row: &str, column: &str, value: &str) -> BTreeMap<String, String> {
    let mut files = files();
    let mut reader = csv::Reader::from_reader(files[file].as_bytes());
    let header = reader.headers().unwrap().clone();
    let position = header.iter().position(|name| name == column).unwrap();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&header).unwrap();
    let mut changed = 0;
    for record in reader.records() {
        let mut cells: Vec<String> = record.unwrap().iter().map(str::to_owned).collect();
        if cells.join(",").starts_with(row) {
            value.clone_into(&mut cells[position]);
            changed += 1;
        }
        writer.write_record(cells).unwrap();
    }
    assert_eq!(changed, 1, "{file}: {row}");
    let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
    files.insert(file.to_owned(), text);
    files
}

/// What is said of the files, when they are read or when the model is asked for.
fn refused(files: &BTreeMap<String, String>) -> Vec<String> {
    let problems = match Calibration::read(files) {
        Ok(calibration) => calibration.model(1e-3).err().unwrap_or_default(),
        Err(problems) => problems,
    };
    problems.iter().map(ToString::to_string).collect()
}

/// File, row, column, wild value, and what must be said.
const WILD: &[(&str, &str, &str, &str, &str)] = &[
    (
        "accounts.csv",
        "local_government_interest",
        "value",
        "751000",
        "check accounts.csv: central_government_interest, local_government_interest",
    ),
    (
        "quarterly.csv",
        "2019Q4",
        "valuables_real",
        "12027",
        "quarterly.csv: 2019Q4: `gdp_real`",
    ),
    (
        "industries.csv",
        "C29",
        "self_employment_jobs",
        "3e6",
        "`self_employment_jobs` adds up to",
    ),
    (
        "industries.csv",
        "A01",
        "net_capital",
        "0",
        "`net_capital` adds up to",
    ),
    (
        "accounts.csv",
        "state_pensions",
        "value",
        "0",
        "accounts.csv:23: ",
    ),
    (
        "accounts.csv",
        "government_borrowing",
        "value",
        "0",
        "is zero",
    ),
    (
        "quarterly.csv",
        "2010Q1",
        "gdp_real",
        "1e18",
        "quarterly.csv:54: `gdp_real` in 2010Q1",
    ),
    (
        "quarterly.csv",
        "2012Q2",
        "gdp_nominal",
        "1e12",
        "quarterly.csv:63: `gdp_nominal`",
    ),
    (
        "quarterly.csv",
        "2004Q2",
        "bank_rate",
        "500",
        "500 is outside -5 to 50 per cent",
    ),
    (
        "quarterly.csv",
        "2002Q3",
        "government_consumption_nominal",
        "-5",
        "quarterly.csv:24: `-5` in column `government_consumption_nominal` is negative",
    ),
    (
        "quarterly.csv",
        "2016Q1",
        "fixed_investment_nominal",
        "1e300",
        "quarterly.csv:78: `fixed_investment_nominal` in 2016Q1",
    ),
    (
        "quarterly.csv",
        "2004Q3",
        "imports_nominal",
        "1e18",
        "quarterly.csv:32: ",
    ),
    (
        "quarterly.csv",
        "2004Q3",
        "inventories_nominal",
        "1e6",
        "is more than 0.25 of GDP",
    ),
    (
        "quarterly.csv",
        "2004Q3",
        "unemployment_rate",
        "51",
        "51 is outside 0 to 50 per cent",
    ),
    (
        "foreign.csv",
        "2005Q1",
        "interbank_rate",
        "1e300",
        "foreign.csv:38: `interbank_rate`",
    ),
    (
        "accounts.csv",
        "government_borrowing",
        "value",
        "1e18",
        "accounts.csv:20: ",
    ),
    (
        "accounts.csv",
        "household_deposits",
        "value",
        "0",
        "accounts.csv:24: ",
    ),
    (
        "accounts.csv",
        "population",
        "value",
        "1e300",
        "accounts.csv:27: `population`",
    ),
    (
        "accounts.csv",
        "bank_capital_ratio",
        "value",
        "1e300",
        "accounts.csv:26: ",
    ),
    (
        "accounts.csv",
        "firm_deposits",
        "value",
        "1e18",
        "`firm_deposits` is 1e18",
    ),
    (
        "input_output.csv",
        "N79,N78",
        "value",
        "-1e-3",
        "is negative",
    ),
    (
        "regions.csv",
        "TLF",
        "enterprises",
        "1e300",
        "regions.csv: `enterprises` add up to 1e300",
    ),
    (
        "published.csv",
        "GDP at market",
        "value",
        "-999",
        "published.csv:2: `-999`",
    ),
    (
        "published.csv",
        "Deposits of firms",
        "value",
        "425299",
        "published.csv: Deposits of firms: published 425299, in the model 425298",
    ),
    (
        "published.csv",
        "Exports",
        "tolerance",
        "1e300",
        "lets anything pass",
    ),
];

#[test]
fn a_wild_cell_is_refused_with_its_file_and_row() {
    for &(file, row, column, value, says) in WILD {
        let found = refused(&with_cell(file, row, column, value));
        assert!(
            found.iter().any(|problem| problem.contains(says)),
            "{file}, {row}, {column} = {value}: {found:?}"
        );
        assert!(found.iter().all(|problem| problem.len() < 400), "{found:?}");
    }
}

#[test]
fn half_of_a_list_is_told() {
    for (file, announced) in [
        ("regions.csv", "`regions`"),
        ("published.csv", "`published_figures`"),
    ] {
        let mut files = files();
        let lines: Vec<&str> = files[file].lines().collect();
        let half = lines[..lines.len() / 2].join("\n");
        files.insert(file.to_owned(), half);
        let found = refused(&files);
        assert!(
            found.iter().any(|problem| problem.contains(announced)),
            "{found:?}"
        );
    }
}

/// Only what needs the population may be left to the other tests: at present nothing.
#[test]
fn every_published_figure_is_compared_when_the_model_is_made() {
    let calibration = uk();
    for figure in calibration.published() {
        let beyond = figure.value * (1.0 + 2.0 * figure.tolerance + 1e-6);
        let name = format!("{},", figure.name);
        let found = refused(&with_cell(
            "published.csv",
            &name,
            "value",
            &beyond.to_string(),
        ));
        let below = figure.value * (1.0 - 2.0 * figure.tolerance - 1e-6);
        let also = refused(&with_cell(
            "published.csv",
            &name,
            "value",
            &below.to_string(),
        ));
        let says = format!("published.csv: {}: published", figure.name);
        assert!(
            found.iter().chain(&also).any(|it| it.starts_with(&says)),
            "{name}"
        );
    }
}
