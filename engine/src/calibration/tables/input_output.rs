//! The input-output table of the base year, at basic prices, domestic and imported uses together.

use std::collections::{BTreeMap, BTreeSet};

use super::csv::{CsvTable, Sign};
use super::industries::IndustryFigures;
use super::nearest::remedy;
use super::shown::shown;
use crate::parameters::Problem;

/// The name of the file.
pub const FILE: &str = "input_output.csv";

/// Uses other than by industries.
const FINAL_USES: [&str; 7] = [
    "household_consumption",
    "npish_consumption",
    "government_consumption",
    "gfcf",
    "inventories",
    "valuables",
    "exports",
];

/// Inputs other than products.
const PRIMARY_INPUTS: [&str; 4] = [
    "taxes_on_products",
    "taxes_on_production",
    "compensation_of_employees",
    "gross_operating_surplus",
];

/// Inputs and uses \[million/year\]; vectors have one entry per industry or product.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InputOutput {
    /// Use of each product (row) by each industry (column).
    pub intermediate: Vec<Vec<f64>>,
    /// Taxes less subsidies on products used by each industry.
    pub taxes_on_products: Vec<f64>,
    /// Other taxes less subsidies on production.
    pub taxes_on_production: Vec<f64>,
    /// Compensation of employees.
    pub compensation: Vec<f64>,
    /// Gross operating surplus and mixed income.
    pub gross_surplus: Vec<f64>,
    /// Consumption of households and non-profit institutions, by product.
    pub consumption: Vec<f64>,
    /// Consumption of government, by product.
    pub government: Vec<f64>,
    /// Gross fixed capital formation, by product.
    pub investment: Vec<f64>,
    /// Exports, by product.
    pub exports: Vec<f64>,
    /// Taxes less subsidies on products in the consumption of households and non-profit institutions.
    pub taxes_on_consumption: f64,
    /// The same in government consumption.
    pub taxes_on_government: f64,
    /// The same in gross fixed capital formation.
    pub taxes_on_investment: f64,
    /// The same in exports.
    pub taxes_on_exports: f64,
}

/// Cells by (row, column).
type Cells = BTreeMap<(String, String), f64>;

/// Reads the table for `industries` and checks that every row and column balances within
/// `tolerance` \[million\].
pub fn read(
    files: &BTreeMap<String, String>,
    industries: &[IndustryFigures],
    tolerance: f64,
    problems: &mut Vec<Problem>,
) -> Option<InputOutput> {
    let table = CsvTable::read(files, FILE, &["product", "user", "value"], problems)?;
    let before = problems.len();
    let codes: Vec<&str> = industries
        .iter()
        .map(|i| i.industry.code.as_str())
        .collect();
    let cells = cells(&table, &codes, problems);
    let get = |product: &str, user: &str| {
        let key = (product.to_owned(), user.to_owned());
        cells.get(&key).copied().unwrap_or(0.0)
    };
    let column = |user: &str| codes.iter().map(|code| get(code, user)).collect::<Vec<_>>();
    let row = |input: &str| {
        codes
            .iter()
            .map(|code| get(input, code))
            .collect::<Vec<_>>()
    };
    let sum = |a: Vec<f64>, b: Vec<f64>| a.iter().zip(b).map(|(a, b)| a + b).collect::<Vec<_>>();
    let io = InputOutput {
        intermediate: codes.iter().map(|product| row(product)).collect(),
        taxes_on_products: row("taxes_on_products"),
        taxes_on_production: row("taxes_on_production"),
        compensation: row("compensation_of_employees"),
        gross_surplus: row("gross_operating_surplus"),
        consumption: sum(column("household_consumption"), column("npish_consumption")),
        government: column("government_consumption"),
        investment: column("gfcf"),
        exports: column("exports"),
        taxes_on_consumption: get("taxes_on_products", "household_consumption")
            + get("taxes_on_products", "npish_consumption"),
        taxes_on_government: get("taxes_on_products", "government_consumption"),
        taxes_on_investment: get("taxes_on_products", "gfcf"),
        taxes_on_exports: get("taxes_on_products", "exports"),
    };
    let other_uses = sum(column("inventories"), column("valuables"));
    balance(&io, &other_uses, industries, tolerance, problems);
    (problems.len() == before).then_some(io)
}

/// Changes of stocks, taxes less subsidies and operating surplus may be negative; uses, imports
/// and pay are amounts.
fn sign(product: &str, user: &str) -> Sign {
    let either = ["inventories", "valuables"].contains(&user)
        || [
            "taxes_on_products",
            "taxes_on_production",
            "gross_operating_surplus",
        ]
        .contains(&product);
    if either { Sign::Any } else { Sign::NotNegative }
}

/// The cells, each at most once and under known names; every product and industry at least once.
fn cells(table: &CsvTable, codes: &[&str], problems: &mut Vec<Problem>) -> Cells {
    let products: Vec<&str> = codes.iter().copied().chain(PRIMARY_INPUTS).collect();
    let users: Vec<&str> = codes.iter().copied().chain(FINAL_USES).collect();
    let mut cells = Cells::new();
    for row in table.rows() {
        let value = row.number(
            "value",
            sign(row.text("product"), row.text("user")),
            problems,
        );
        for (column, known) in [("product", &products), ("user", &users)] {
            let name = row.text(column);
            if !known.contains(&name) {
                let message = format!("unknown {column} `{name}`");
                let remedy = remedy(name, known.iter().copied());
                problems.push(Problem::new(row.place(), message, remedy));
            }
        }
        let key = (row.text("product").to_owned(), row.text("user").to_owned());
        let message = format!("`{}` used by `{}` appears twice", key.0, key.1);
        if cells.insert(key, value).is_some() {
            problems.push(Problem::new(row.place(), message, "remove one row"));
        }
    }
    let seen_products: BTreeSet<&str> = cells.keys().map(|(product, _)| product.as_str()).collect();
    let seen_users: BTreeSet<&str> = cells.keys().map(|(_, user)| user.as_str()).collect();
    for (kind, known, seen) in [
        ("product or input", &products, &seen_products),
        ("user", &users, &seen_users),
    ] {
        for name in known.iter().filter(|name| !seen.contains(*name)) {
            let message = format!("has no row with the {kind} `{name}`");
            problems.push(Problem::new(FILE, message, "restore the whole table"));
        }
    }
    cells
}

/// Uses of a product = output + imports; inputs of an industry = output.
fn balance(
    io: &InputOutput,
    other_uses: &[f64],
    industries: &[IndustryFigures],
    tolerance: f64,
    problems: &mut Vec<Problem>,
) {
    for (position, figures) in industries.iter().enumerate() {
        let code = &figures.industry.code;
        let uses = io.intermediate[position].iter().sum::<f64>()
            + io.consumption[position]
            + io.government[position]
            + io.investment[position]
            + io.exports[position]
            + other_uses[position];
        let inputs = io.intermediate.iter().map(|row| row[position]).sum::<f64>()
            + io.taxes_on_products[position]
            + io.taxes_on_production[position]
            + io.compensation[position]
            + io.gross_surplus[position];
        let supply = figures.product_output + figures.product_imports;
        let pairs = [
            ("uses of product", uses, "output and imports", supply),
            (
                "inputs of industry",
                inputs,
                "output",
                figures.product_output,
            ),
        ];
        for (what, found, other, expected) in pairs {
            if (found - expected).abs() > tolerance {
                let message = format!(
                    "{what} `{code}` add up to {}, {other} to {}",
                    rounded(found),
                    rounded(expected)
                );
                let remedy = "restore the missing or changed cells of input_output.csv or \
                              industries.csv";
                problems.push(Problem::new(FILE, message, remedy));
            }
        }
    }
}

/// To a thousandth; enormous figures with a power of ten.
fn rounded(value: f64) -> String {
    shown((value * 1e3).round() / 1e3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::Industry;

    /// Two products: A makes 10 (uses 4 of B), B makes 8 (uses 3 of A) and 1 is imported.
    const TABLE: &str = "product,user,value\n\
        A,B,3\nB,A,4\nA,household_consumption,5\nA,npish_consumption,1\nA,exports,1\n\
        B,government_consumption,2\nB,gfcf,4\nB,inventories,-2\nB,valuables,1\n\
        taxes_on_products,A,1\ntaxes_on_products,gfcf,2\ntaxes_on_production,A,1\n\
        compensation_of_employees,A,3\ncompensation_of_employees,B,2\n\
        gross_operating_surplus,A,1\ngross_operating_surplus,B,3\n";

    fn industries() -> Vec<IndustryFigures> {
        let industry = |code: &str, output, imports| IndustryFigures {
            industry: Industry {
                code: code.into(),
                ..Industry::default()
            },
            product_output: output,
            product_imports: imports,
            ..IndustryFigures::default()
        };
        vec![industry("A", 10.0, 0.0), industry("B", 8.0, 1.0)]
    }

    fn read_text(text: &str) -> Result<InputOutput, Vec<Problem>> {
        let files = BTreeMap::from([(FILE.to_owned(), text.to_owned())]);
        let mut problems = Vec::new();
        read(&files, &industries(), 0.5, &mut problems).ok_or(problems)
    }

    #[test]
    fn a_balanced_table_is_taken_apart() {
        let io = read_text(TABLE).unwrap();
        assert_eq!(io.intermediate, [[0.0, 3.0], [4.0, 0.0]]);
        assert_eq!(io.consumption, [6.0, 0.0]);
        assert_eq!(io.gross_surplus, [1.0, 3.0]);
        assert_eq!(io.taxes_on_investment, 2.0);
    }

    #[test]
    fn a_lost_cell_is_found_in_its_row_and_column() {
        let problems = read_text(&TABLE.replace("B,A,4\n", "")).unwrap_err();
        assert_eq!(problems.len(), 2);
        assert!(problems[0].message.contains("inputs of industry `A`"));
        assert!(problems[1].message.contains("uses of product `B`"));
    }

    #[test]
    fn an_amount_is_not_negative() {
        let problems = read_text(&TABLE.replace("B,A,4", "B,A,-1e-3")).unwrap_err();
        assert!(
            problems[0]
                .to_string()
                .contains("`-1e-3` in column `value` is negative")
        );
    }

    #[test]
    fn unknown_repeated_and_missing_names_are_told() {
        let text = TABLE.replace("B,gfcf,4", "B,gfc,4") + "A,B,3\n";
        let problems = read_text(&text).unwrap_err();
        let all: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert!(all[0].starts_with("input_output.csv:8: unknown user `gfc`; did you mean `gfcf`?"));
        assert!(all[1].contains("appears twice"));
    }
}
