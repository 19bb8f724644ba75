//! One row per industry: output, capital, jobs, enterprises.

use std::collections::BTreeMap;

use super::csv::{CsvTable, Row, Sign};
use super::settings::Settings;
use super::shown::shown;
use crate::parameters::{Industry, Problem};

/// The name of the file.
pub const FILE: &str = "industries.csv";

/// Columns with the published size bands of enterprises, by persons employed.
pub const SIZE_BANDS: [&str; 7] = [
    "enterprises_0_4",
    "enterprises_5_9",
    "enterprises_10_19",
    "enterprises_20_49",
    "enterprises_50_99",
    "enterprises_100_249",
    "enterprises_250_plus",
];

const COLUMNS: [&str; 14] = [
    "code",
    "section",
    "name",
    "output",
    "product_output",
    "product_imports",
    "compensation_of_employees",
    "net_capital",
    "net_capital_dwellings",
    "capital_consumption",
    "capital_consumption_dwellings",
    "employee_jobs",
    "self_employment_jobs",
    "enterprises",
];

/// Columns of text, which come first.
const TEXTS: usize = 3;

/// Figures of one industry, those of the base year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IndustryFigures {
    /// Code, section, name.
    pub industry: Industry,
    /// Output of the industry at basic prices \[million/year\].
    pub output: f64,
    /// Domestic output of the product at basic prices \[million/year\].
    pub product_output: f64,
    /// Imports of the product \[million/year\].
    pub product_imports: f64,
    /// Compensation of employees by industry \[million/year\].
    pub compensation: f64,
    /// Net stock of fixed assets \[million\].
    pub net_capital: f64,
    /// Net stock of dwellings \[million\].
    pub net_capital_dwellings: f64,
    /// Consumption of fixed capital \[million/year\].
    pub capital_consumption: f64,
    /// Consumption of fixed capital in dwellings \[million/year\].
    pub capital_consumption_dwellings: f64,
    /// Jobs of employees \[jobs\].
    pub employee_jobs: f64,
    /// Jobs of the self-employed \[jobs\].
    pub self_employment_jobs: f64,
    /// Enterprises \[count\].
    pub enterprises: f64,
    /// Enterprises by persons employed \[count\], in the order of [`SIZE_BANDS`].
    pub size_bands: [f64; 7],
}

/// Largest difference of a column from its stated total, by rounding \[share\].
const TOLERANCE: f64 = 1e-6;

/// The total that `calibration.toml` states for every column of numbers.
pub fn read_totals(settings: &mut Settings) -> Vec<(&'static str, f64)> {
    let columns = COLUMNS.into_iter().skip(TEXTS).chain(SIZE_BANDS);
    let mut total = |column: &'static str| {
        let key = format!("tables.industries.totals.{column}");
        (column, settings.number(&key, 0.0, 1e15))
    };
    columns.map(&mut total).collect()
}

/// Reads the table, which must have `expected` industries and add up to `totals`.
pub fn read(
    files: &BTreeMap<String, String>,
    expected: usize,
    totals: &[(&'static str, f64)],
    problems: &mut Vec<Problem>,
) -> Option<Vec<IndustryFigures>> {
    let columns: Vec<&str> = COLUMNS.into_iter().chain(SIZE_BANDS).collect();
    let table = CsvTable::read(files, FILE, &columns, problems)?;
    let before = problems.len();
    let mut industries: Vec<IndustryFigures> = Vec::new();
    for row in table.rows() {
        let code = row.text("code").to_owned();
        if industries.iter().any(|known| known.industry.code == code) {
            let message = format!("industry `{code}` appears twice");
            problems.push(Problem::new(row.place(), message, "remove one row"));
        }
        let mut number = |column| row.number(column, Sign::NotNegative, problems);
        let figures = IndustryFigures {
            industry: Industry {
                code,
                section: row.text("section").to_owned(),
                name: row.text("name").to_owned(),
            },
            output: number("output"),
            product_output: number("product_output"),
            product_imports: number("product_imports"),
            compensation: number("compensation_of_employees"),
            net_capital: number("net_capital"),
            net_capital_dwellings: number("net_capital_dwellings"),
            capital_consumption: number("capital_consumption"),
            capital_consumption_dwellings: number("capital_consumption_dwellings"),
            employee_jobs: number("employee_jobs"),
            self_employment_jobs: number("self_employment_jobs"),
            enterprises: number("enterprises"),
            size_bands: SIZE_BANDS.map(number),
        };
        let parts = [
            (
                "net_capital_dwellings",
                figures.net_capital_dwellings,
                figures.net_capital,
            ),
            (
                "capital_consumption_dwellings",
                figures.capital_consumption_dwellings,
                figures.capital_consumption,
            ),
        ];
        for (column, part, whole) in parts {
            if part > whole {
                let message = format!(
                    "`{column}` ({}) exceeds the total ({})",
                    shown(part),
                    shown(whole)
                );
                problems.push(Problem::new(row.place(), message, "correct one of the two"));
            }
        }
        let banded: f64 = figures.size_bands.iter().sum();
        if (banded - figures.enterprises).abs() > 0.5 {
            let message = format!(
                "size bands add up to {}, not to {} enterprises",
                shown(banded),
                shown(figures.enterprises)
            );
            problems.push(Problem::new(row.place(), message, "correct the row"));
        }
        industries.push(figures);
    }
    if industries.len() != expected {
        let message = format!("has {} industries", industries.len());
        let remedy = format!("`industries` in calibration.toml announces {expected}");
        problems.push(Problem::new(FILE, message, remedy));
    }
    if problems.len() == before {
        for &(column, stated) in totals {
            let of_row = |row: Row| row.number(column, Sign::NotNegative, problems);
            let found: f64 = table.rows().map(of_row).sum();
            if (found - stated).abs() > TOLERANCE * stated {
                let message = format!("`{column}` adds up to {}", shown(found));
                let remedy = format!(
                    "correct the row that was changed last, or the total of {} in calibration.toml",
                    shown(stated)
                );
                problems.push(Problem::new(FILE, message, remedy));
            }
        }
    }
    (problems.len() == before).then_some(industries)
}
