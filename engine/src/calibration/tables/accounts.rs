//! Scalar figures of the annual accounts and balance sheets, by name.

use std::collections::BTreeMap;

use super::csv::{CsvTable, Sign};
use super::nearest::remedy;
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

macro_rules! accounts {
    ($($(#[doc = $meaning:literal])* $name:ident,)*) => {
        /// Figures of the base year; flows \[million/year\], stocks \[million, end of year\].
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Accounts {
            $($(#[doc = $meaning])* pub $name: f64,)*
        }

        impl Accounts {
            /// Names of the figures.
            pub const KEYS: &'static [&'static str] = &[$(stringify!($name),)*];

            fn from_map(values: &BTreeMap<String, f64>) -> Option<Self> {
                Some(Accounts { $($name: *values.get(stringify!($name))?,)* })
            }
        }
    };
}

accounts! {
    /// Sterling loans of firms from domestic banks.
    firm_loans_sterling,
    /// Foreign-currency loans, and short-term loans from abroad.
    firm_loans_other,
    /// Debt securities of firms.
    firm_bonds,
    /// Deposits of firms.
    firm_deposits,
    /// Interest paid by firms, on loans and bonds.
    firm_interest_paid,
    /// Employers' social contributions.
    employers_social_contributions,
    /// Investment in dwellings at purchasers' prices.
    investment_in_dwellings,
    /// Capital formation in construction at purchasers' prices, of which dwellings are a part.
    construction_in_capital_formation,
    /// Social contributions of households.
    household_social_contributions,
    /// Current taxes on income and wealth paid by households.
    household_taxes,
    /// Social benefits other than in kind.
    social_benefits,
    /// Mixed income of households, gross.
    mixed_income,
    /// Operating surplus of households, gross.
    household_operating_surplus,
    /// Property income received by households.
    property_income_received,
    /// Property income paid by households.
    property_income_paid,
    /// Taxes on the income of corporations.
    corporate_tax,
    /// Taxes on capital.
    inheritance_tax,
    /// Interest paid by central government.
    central_government_interest,
    /// Interest paid by local government.
    local_government_interest,
    /// Net borrowing of government, positive in a deficit.
    government_borrowing,
    /// Social benefits paid by central government.
    central_government_benefits,
    /// Social benefits paid by local government.
    local_government_benefits,
    /// State pensions.
    state_pensions,
    /// Currency and deposits of households.
    household_deposits,
    /// Gross government debt.
    government_debt,
    /// Capital of banks over risk-weighted assets \[per cent\].
    bank_capital_ratio,
    /// Resident population \[thousand\].
    population,
}

/// Reads the figures; flows of the vintage `later.0` are multiplied by `later.1`.
pub fn read(
    files: &BTreeMap<String, String>,
    later: (&str, f64),
    problems: &mut Vec<Problem>,
) -> Option<Accounts> {
    let table = CsvTable::read(files, FILE, &COLUMNS, problems)?;
    let before = problems.len();
    let mut values = BTreeMap::new();
    for row in table.rows() {
        let key = row.text("key");
        if !Accounts::KEYS.contains(&key) {
            let message = format!("unknown figure `{key}`");
            let remedy = remedy(key, Accounts::KEYS.iter().copied());
            problems.push(Problem::new(row.place(), message, remedy));
            continue;
        }
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
        // A budget may be in surplus; everything else is a positive amount.
        let sign = if key == "government_borrowing" {
            Sign::Any
        } else {
            Sign::NotNegative
        };
        let rescaled = row.text("kind") == "flow" && row.text("vintage") == later.0;
        let value = row.number("value", sign, problems) * if rescaled { later.1 } else { 1.0 };
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
        read(&files, ("late", 0.5), &mut problems).ok_or(problems)
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
