//! Scalar figures of the annual accounts and balance sheets, by name.

use std::collections::BTreeMap;

use super::bounds::{Bounds, Range};
use super::csv::{CsvTable, Sign};
use super::nearest::remedy;
use super::quarters::{Quarter, QuarterlyTable};
use super::shown::shown;
use crate::parameters::Problem;

/// The name of the file.
pub const FILE: &str = "accounts.csv";

const COLUMNS: [&str; 9] = [
    "key",
    "value",
    "unit",
    "kind",
    "publisher",
    "table",
    "series_id",
    "vintage",
    "note",
];

/// What a figure can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Measure {
    /// A flow that cannot be negative.
    Flow,
    /// A flow of which the model needs some.
    EssentialFlow,
    /// A flow of either sign; a budget is not balanced to the million.
    Balance,
    /// A stock that cannot be negative.
    Stock,
    /// A stock of which the model needs some.
    EssentialStock,
    /// A positive part of a hundred.
    Percent,
    /// Thousands of persons.
    Persons,
    /// Thousands of businesses; no more than there can be persons.
    Businesses,
}

impl Measure {
    fn sign(self) -> Sign {
        match self {
            Measure::Balance => Sign::NotZero,
            Measure::Flow | Measure::Stock => Sign::NotNegative,
            _ => Sign::Positive,
        }
    }
}

/// Sizes that figures cannot exceed; none where nothing is known of GDP.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    flow: f64,
    stock: f64,
    percent: f64,
    persons: Range,
}

impl Default for Limits {
    fn default() -> Self {
        let (low, high) = (0.0, f64::INFINITY);
        Limits {
            flow: high,
            stock: high,
            percent: high,
            persons: Range { low, high },
        }
    }
}

impl Limits {
    /// Multiples of GDP in the four quarters to `base`, and of the persons surveyed in it.
    pub fn new(quarterly: &QuarterlyTable, base: Quarter, bounds: &Bounds) -> Self {
        let gdp: f64 = (0..4)
            .filter_map(|back| quarterly.get("gdp_nominal", base.plus(-back)))
            .sum();
        let surveyed: f64 = (["employed", "unemployed", "inactive"].iter())
            .map(|name| quarterly.at(name, base))
            .sum();
        Limits {
            flow: bounds.flow * gdp,
            stock: bounds.stock * gdp,
            percent: 100.0,
            persons: Range {
                low: bounds.population.low * surveyed,
                high: bounds.population.high * surveyed,
            },
        }
    }

    fn of(&self, measure: Measure) -> Range {
        let (low, high) = match measure {
            Measure::Balance => (-self.flow, self.flow),
            Measure::Flow | Measure::EssentialFlow => (0.0, self.flow),
            Measure::Stock | Measure::EssentialStock => (0.0, self.stock),
            Measure::Percent => (0.0, self.percent),
            Measure::Persons => return self.persons,
            Measure::Businesses => (0.0, self.persons.high),
        };
        Range { low, high }
    }
}

macro_rules! accounts {
    ($($(#[doc = $meaning:literal])* $name:ident: $measure:ident,)*) => {
        /// Figures of the base year; flows \[million/year\], stocks \[million, end of year\].
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Accounts {
            $($(#[doc = $meaning])* pub $name: f64,)*
        }

        impl Accounts {
            /// Names of the figures.
            pub const KEYS: &'static [&'static str] = &[$(stringify!($name),)*];

            /// What the figure `name` measures.
            fn measure(name: &str) -> Option<Measure> {
                match name {
                    $(stringify!($name) => Some(Measure::$measure),)*
                    _ => None,
                }
            }

            fn from_map(values: &BTreeMap<String, f64>) -> Option<Self> {
                Some(Accounts { $($name: *values.get(stringify!($name))?,)* })
            }
        }
    };
}

accounts! {
    /// Sterling loans of firms from domestic banks.
    firm_loans_sterling: EssentialStock,
    /// Foreign-currency loans, and short-term loans from abroad.
    firm_loans_other: Stock,
    /// Debt securities of firms.
    firm_bonds: EssentialStock,
    /// Deposits of firms.
    firm_deposits: EssentialStock,
    /// Interest paid by firms, on loans and bonds.
    firm_interest_paid: EssentialFlow,
    /// Employers' social contributions.
    employers_social_contributions: EssentialFlow,
    /// Investment in dwellings at purchasers' prices.
    investment_in_dwellings: EssentialFlow,
    /// Capital formation in construction at purchasers' prices, of which dwellings are a part.
    construction_in_capital_formation: EssentialFlow,
    /// Social contributions of households.
    household_social_contributions: EssentialFlow,
    /// Current taxes on income and wealth paid by households.
    household_taxes: EssentialFlow,
    /// Social benefits other than in kind.
    social_benefits: EssentialFlow,
    /// Mixed income of households, gross.
    mixed_income: EssentialFlow,
    /// Operating surplus of households, gross.
    household_operating_surplus: Flow,
    /// Property income received by households.
    property_income_received: EssentialFlow,
    /// Property income paid by households.
    property_income_paid: EssentialFlow,
    /// Taxes on the income of corporations.
    corporate_tax: EssentialFlow,
    /// Taxes on capital.
    inheritance_tax: Flow,
    /// Interest paid by central government.
    central_government_interest: EssentialFlow,
    /// Interest paid by local government.
    local_government_interest: Flow,
    /// Net borrowing of government, positive in a deficit.
    government_borrowing: Balance,
    /// Social benefits paid by central government.
    central_government_benefits: EssentialFlow,
    /// Social benefits paid by local government.
    local_government_benefits: Flow,
    /// State pensions.
    state_pensions: EssentialFlow,
    /// Currency and deposits of households.
    household_deposits: EssentialStock,
    /// Gross government debt.
    government_debt: EssentialStock,
    /// Capital of banks over risk-weighted assets \[per cent\].
    bank_capital_ratio: Percent,
    /// Resident population \[thousand\].
    population: Persons,
    /// Businesses, registered or not \[thousand\].
    businesses: Businesses,
}

/// Reads the figures; flows of the vintage `later.0` are multiplied by `later.1`.
pub fn read(
    files: &BTreeMap<String, String>,
    later: (&str, f64),
    limits: Limits,
    problems: &mut Vec<Problem>,
) -> Option<Accounts> {
    let table = CsvTable::read(files, FILE, &COLUMNS, problems)?;
    let before = problems.len();
    let mut values = BTreeMap::new();
    for row in table.rows() {
        let key = row.text("key");
        let Some(measure) = Accounts::measure(key) else {
            let message = format!("unknown figure `{key}`");
            let remedy = remedy(key, Accounts::KEYS.iter().copied());
            problems.push(Problem::new(row.place(), message, remedy));
            continue;
        };
        for column in ["publisher", "table", "vintage"] {
            if row.text(column).is_empty() {
                let message = format!("`{key}` has no {column}");
                problems.push(Problem::new(row.place(), message, "say where it is from"));
            }
        }
        if !["flow", "stock", "ratio"].contains(&row.text("kind")) {
            let message = format!("`{}` is no kind of figure", row.text("kind"));
            problems.push(Problem::new(
                row.place(),
                message,
                "give flow, stock or ratio",
            ));
        }
        let rescaled = row.text("kind") == "flow" && row.text("vintage") == later.0;
        let published = row.number("value", measure.sign(), problems);
        let range = limits.of(measure);
        if !published.is_nan() && !range.contains(published) {
            let (low, high) = (shown(range.low.round()), shown(range.high.round()));
            let message = format!("`{key}` is {}, outside {low} to {high}", shown(published));
            let remedy = "correct the cell and its unit; the bounds stand under [plausible] in \
                          calibration.toml";
            problems.push(Problem::new(row.place(), message, remedy));
        }
        let value = published * if rescaled { later.1 } else { 1.0 };
        if values.insert(key.to_owned(), value).is_some() {
            let message = format!("`{key}` appears twice");
            problems.push(Problem::new(row.place(), message, "remove one row"));
        }
    }
    for key in Accounts::KEYS {
        if !values.contains_key(*key) {
            let message = format!("has no row `{key}`");
            problems.push(Problem::new(
                FILE,
                message,
                "add the figure with its source",
            ));
        }
    }
    (problems.len() == before)
        .then(|| Accounts::from_map(&values))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text() -> String {
        let rows = Accounts::KEYS
            .iter()
            .map(|key| format!("{key},200,million,flow,P,T,S,late,n"));
        let lines: Vec<String> = [COLUMNS.join(",")].into_iter().chain(rows).collect();
        lines.join("\n")
    }

    fn read_text(text: &str) -> Result<Accounts, Vec<Problem>> {
        let files = BTreeMap::from([(FILE.to_owned(), text.to_owned())]);
        let mut problems = Vec::new();
        read(&files, ("late", 0.5), Limits::default(), &mut problems).ok_or(problems)
    }

    #[test]
    fn flows_of_the_later_vintage_are_rescaled() {
        let stock = text().replace(
            "firm_bonds,200,million,flow",
            "firm_bonds,200,million,stock",
        );
        let accounts = read_text(&stock).unwrap();
        assert_eq!((accounts.mixed_income, accounts.firm_bonds), (100.0, 200.0));
    }

    #[test]
    fn unknown_missing_and_unsourced_figures_are_told() {
        let broken = text().replace("mixed_income,", "mixd_income,").replace(
            "firm_bonds,200,million,flow,P",
            "firm_bonds,-1,million,flow,",
        );
        let problems = read_text(&broken).unwrap_err();
        let all: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert!(all[0].contains("`firm_bonds` has no publisher"));
        assert!(all[1].contains("is negative"));
        assert!(all[2].contains("did you mean `mixed_income`?"));
        assert!(all[3].contains("has no row `mixed_income`"));
    }
}
