//! Reading the tables of a calibration: names of columns, places of problems, nothing computed.

mod accounts;
mod csv;
mod industries;
mod input_output;
mod nearest;
mod quarters;
mod regions;
mod settings;

use std::collections::BTreeMap;

pub use accounts::Accounts;
pub(super) use csv::{CsvTable, Sign};
pub use industries::{IndustryFigures, SIZE_BANDS};
pub use input_output::InputOutput;
pub(super) use nearest::remedy;
pub use quarters::{NotAQuarter, Quarter, QuarterlyTable};
pub(super) use settings::{FILE as SETTINGS_FILE, Settings};

use crate::parameters::Problem;

/// All figures of a calibration.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// Industries, in order; their number is that of products.
    pub industries: Vec<IndustryFigures>,
    /// Inputs and uses.
    pub input_output: InputOutput,
    /// Annual accounts and balance sheets.
    pub accounts: Accounts,
    /// Domestic quarterly series.
    pub quarterly: QuarterlyTable,
    /// Quarterly series of the foreign economy.
    pub foreign: QuarterlyTable,
    /// Regions and their share of firms.
    pub regions: Vec<(String, f64)>,
}

/// Columns of `foreign.csv`.
const FOREIGN: [(&str, Sign); 3] = [
    ("gdp_real", Sign::Positive),
    ("gdp_nominal", Sign::Positive),
    ("interbank_rate", Sign::Any),
];

/// Domestic series that the formulas need; others may stand beside them.
const DOMESTIC: [(&str, Sign); 11] = [
    ("gdp_nominal", Sign::Positive),
    ("gdp_real", Sign::Positive),
    ("government_consumption_real", Sign::Positive),
    ("exports_real", Sign::Positive),
    ("imports_real", Sign::Positive),
    ("valuables_real", Sign::Any),
    ("employed", Sign::Positive),
    ("unemployed", Sign::Positive),
    ("inactive", Sign::Positive),
    ("unemployment_rate", Sign::Positive),
    ("bank_rate", Sign::Any),
];

/// What the tables must hold.
pub(super) struct Expected<'a> {
    /// First quarter that is needed, and the last.
    pub quarters: (Quarter, Quarter),
    /// Number of industries.
    pub industries: usize,
    /// How far rows and columns may be off \[million\].
    pub largest_imbalance: f64,
    /// Vintage of flows to rescale, and the factor.
    pub later_vintage: (&'a str, f64),
    /// Further columns of the quarterly table.
    pub quarterly_columns: &'a [String],
}

/// Reads all tables; every problem of every table is told.
pub(super) fn read(
    files: &BTreeMap<String, String>,
    expected: &Expected,
    problems: &mut Vec<Problem>,
) -> Option<Tables> {
    let mut domestic: Vec<(&str, Sign)> = DOMESTIC.to_vec();
    for column in expected.quarterly_columns {
        if !DOMESTIC.iter().any(|(name, _)| name == column) {
            domestic.push((column, Sign::Any));
        }
    }
    let quarters = expected.quarters;
    let industries = industries::read(files, expected.industries, problems);
    let input_output = industries.as_deref().and_then(|industries| {
        input_output::read(files, industries, expected.largest_imbalance, problems)
    });
    let accounts = accounts::read(files, expected.later_vintage, problems);
    let quarterly = QuarterlyTable::read(files, "quarterly.csv", &domestic, quarters, problems);
    let foreign = QuarterlyTable::read(files, "foreign.csv", &FOREIGN, quarters, problems);
    let regions = regions::read(files, problems);
    Some(Tables {
        industries: industries?,
        input_output: input_output?,
        accounts: accounts?,
        quarterly: quarterly?,
        foreign: foreign?,
        regions: regions?,
    })
}
