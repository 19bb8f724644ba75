//! Reading the tables of a calibration: names of columns, places of problems, nothing computed.

mod accounts;
mod bounds;
mod csv;
mod identities;
mod industries;
mod input_output;
mod nearest;
mod quarters;
mod regions;
mod settings;
mod shown;

use std::collections::BTreeMap;

pub use accounts::Accounts;
use accounts::Limits;
pub(super) use bounds::{Bounds, Kind, Range};
pub(super) use csv::{CsvTable, Sign};
pub(super) use identities::{Identity, read as read_identities};
pub(super) use industries::read_totals;
pub use industries::{IndustryFigures, SIZE_BANDS};
pub use input_output::InputOutput;
pub(super) use nearest::remedy;
pub use quarters::{NotAQuarter, Quarter, QuarterlyTable};
pub(super) use settings::{FILE as SETTINGS_FILE, Settings};
pub(super) use shown::{listed, shown};

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
const FOREIGN: [(&str, Kind); 3] = [
    ("gdp_real", Kind::Level),
    ("gdp_nominal", Kind::Level),
    ("interbank_rate", Kind::InterestFraction),
];

/// Domestic series that the formulas need; others may stand beside them.
const DOMESTIC: [(&str, Kind); 11] = [
    ("gdp_nominal", Kind::Level),
    ("gdp_real", Kind::Level),
    ("government_consumption_real", Kind::Level),
    ("exports_real", Kind::Level),
    ("imports_real", Kind::Level),
    ("valuables_real", Kind::Balance),
    ("employed", Kind::Level),
    ("unemployed", Kind::Level),
    ("inactive", Kind::Level),
    ("unemployment_rate", Kind::UnemploymentRate),
    ("bank_rate", Kind::InterestRate),
];

/// What the tables must hold.
pub(super) struct Expected<'a> {
    /// First quarter that is needed, and the last.
    pub quarters: (Quarter, Quarter),
    /// Number of industries.
    pub industries: usize,
    /// Totals of the columns of industries.
    pub industry_totals: &'a [(&'static str, f64)],
    /// How far rows and columns may be off \[million\].
    pub largest_imbalance: f64,
    /// Vintage of flows to rescale, and the factor.
    pub later_vintage: (&'a str, f64),
    /// Columns of the quarterly table that are described, with what they measure.
    pub quarterly_columns: &'a [(String, Kind)],
    /// What the quarterly series add up to.
    pub identities: &'a [Identity],
    /// Number of regions.
    pub regions: usize,
    /// What figures can be.
    pub bounds: &'a Bounds,
}

/// Reads all tables; every problem of every table is told.
pub(super) fn read(
    files: &BTreeMap<String, String>,
    expected: &Expected,
    problems: &mut Vec<Problem>,
) -> Option<Tables> {
    let (quarters, bounds) = (expected.quarters, expected.bounds);
    let domestic = domestic_columns(expected.quarterly_columns, problems);
    let industries = industries::read(
        files,
        expected.industries,
        expected.industry_totals,
        problems,
    );
    let input_output = industries.as_deref().and_then(|industries| {
        input_output::read(files, industries, expected.largest_imbalance, problems)
    });
    let mut series = |file, columns: &[(&str, Kind)]| {
        QuarterlyTable::read(files, file, columns, quarters, bounds, problems)
    };
    let quarterly = series("quarterly.csv", &domestic);
    let foreign = series("foreign.csv", &FOREIGN);
    if let Some(quarterly) = &quarterly {
        identities::check(quarterly, expected.identities, problems);
    }
    let limits = (quarterly.as_ref()).map_or_else(Limits::default, |quarterly| {
        Limits::new(quarterly, quarters.1, bounds)
    });
    let accounts = accounts::read(files, expected.later_vintage, limits, problems);
    let enterprises = (industries.as_ref())
        .map(|industries| industries.iter().map(|figures| figures.enterprises).sum());
    let regions = regions::read(files, expected.regions, enterprises, problems);
    Some(Tables {
        industries: industries?,
        input_output: input_output?,
        accounts: accounts?,
        quarterly: quarterly?,
        foreign: foreign?,
        regions: regions?,
    })
}

/// All columns of the quarterly table. The formulas rely on what theirs measure.
fn domestic_columns<'a>(
    described: &'a [(String, Kind)],
    problems: &mut Vec<Problem>,
) -> Vec<(&'a str, Kind)> {
    let mut columns: Vec<(&str, Kind)> = DOMESTIC.to_vec();
    for (name, kind) in described {
        match DOMESTIC.iter().find(|(known, _)| known == name) {
            None => columns.push((name, *kind)),
            Some((_, needed)) if needed != kind => {
                let key = format!("{SETTINGS_FILE}: `tables.quarterly.columns.{name}.kind`");
                let choice = Kind::NAMES.iter().find(|(_, kind)| kind == needed);
                let remedy = format!("give {:?}", choice.map_or("level", |(name, _)| name));
                let message = "is not the kind that the formulas need";
                problems.push(Problem::new(key, message, remedy));
            }
            Some(_) => {}
        }
    }
    columns
}
