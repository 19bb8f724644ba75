//! Every lever, declared once: what `runner vars`, the annotations and the checks read.

use std::sync::LazyLock;

use super::{Lever, RATES, Reach, Size};
use crate::parameters::{ScalarDescription, Scalars};

const ALL_SIZES: &[Size] = &[Size::Pp, Size::Pct, Size::Level, Size::Add];
const NO_POINTS: &[Size] = &[Size::Pct, Size::Level, Size::Add];
const ONLY_PER_CENT: &[Size] = &[Size::Pct];

/// A lever on a value of the whole economy that a phase sets: a rate of interest or growth.
const RATE: Lever = Lever {
    name: "",
    unit: "rate/quarter",
    sizes: ALL_SIZES,
    reach: Reach::Whole,
    phase: "",
    source: "",
    meaning: "",
    low: RATES.0,
    high: RATES.1,
};

/// A lever on a share or a price of products.
const OF_PRODUCTS: Lever = Lever {
    sizes: ONLY_PER_CENT,
    reach: Reach::Products,
    low: 0.0,
    high: 1e9,
    ..RATE
};

/// A lever on a column of firms.
const OF_INDUSTRIES: Lever = Lever {
    sizes: NO_POINTS,
    reach: Reach::Industries,
    phase: "firm_levers_on",
    low: 0.0,
    high: 1e12,
    ..RATE
};

pub(crate) static EXPECTED_GROWTH: Lever = Lever {
    name: "expected_growth",
    phase: "expectations",
    source: "4.2",
    meaning: "Growth of gross output that everybody expects; what is expected later follows from output alone.",
    ..RATE
};

pub(crate) static EXPECTED_INFLATION: Lever = Lever {
    name: "expected_inflation",
    phase: "expectations",
    source: "4.2",
    meaning: "Inflation that everybody expects; what is expected later follows from prices alone.",
    ..RATE
};

pub(crate) static FOREIGN_OUTPUT: Lever = Lever {
    name: "foreign_output",
    unit: "million/quarter, its own base prices",
    sizes: NO_POINTS,
    phase: "foreign_economy",
    source: "4.3",
    meaning: "Real output of the foreign economy.",
    low: f64::MIN_POSITIVE,
    high: 1e18,
    ..RATE
};

pub(crate) static FOREIGN_INFLATION: Lever = Lever {
    name: "foreign_inflation",
    phase: "foreign_economy",
    source: "4.3",
    meaning: "Inflation of the foreign economy.",
    ..RATE
};

pub(crate) static POLICY_RATE: Lever = Lever {
    name: "policy_rate",
    phase: "policy_rate",
    source: "4.3, 8.2",
    meaning: "Rate of the central bank; it smooths its own rate, not the shocked one. May go below the lower bound.",
    ..RATE
};

pub(crate) static LENDING_RATE: Lever = Lever {
    name: "lending_rate",
    phase: "lending_rate",
    source: "4.5",
    meaning: "Rate on loans and overdrafts.",
    ..RATE
};

pub(crate) static GOVERNMENT_CONSUMPTION: Lever = Lever {
    name: "government_consumption",
    unit: "share of real government consumption",
    phase: "government_demand",
    source: "4.12",
    meaning: "Real purchases of the government, of all products or of some.",
    ..OF_PRODUCTS
};

pub(crate) static EXPORT_DEMAND: Lever = Lever {
    name: "export_demand",
    unit: "share of real export demand",
    phase: "foreign_trade",
    source: "4.13",
    meaning: "Real exports asked for, of all products or of some.",
    ..OF_PRODUCTS
};

pub(crate) static IMPORT_SUPPLY: Lever = Lever {
    name: "import_supply",
    unit: "share of real import supply",
    phase: "foreign_trade",
    source: "4.13",
    meaning: "Real imports offered, of all products or of some.",
    ..OF_PRODUCTS
};

pub(crate) static IMPORT_PRICE: Lever = Lever {
    name: "import_price",
    unit: "index, base quarter = 1",
    phase: "foreign_trade",
    source: "4.13",
    meaning: "Price of imports; the rule's price follows product prices in which imports count without this shock.",
    low: f64::MIN_POSITIVE,
    ..OF_PRODUCTS
};

pub(crate) static LABOUR_PRODUCTIVITY: Lever = Lever {
    name: "labour_productivity",
    unit: "goods/person/quarter",
    source: "4.6, 8.3",
    meaning: "Output per employee at normal intensity.",
    low: f64::MIN_POSITIVE,
    ..OF_INDUSTRIES
};

pub(crate) static INTERMEDIATE_PRODUCTIVITY: Lever = Lever {
    name: "intermediate_productivity",
    unit: "goods/goods",
    source: "4.6",
    meaning: "Output per unit of intermediate input.",
    low: f64::MIN_POSITIVE,
    high: f64::INFINITY,
    ..OF_INDUSTRIES
};

pub(crate) static CAPITAL_PRODUCTIVITY: Lever = Lever {
    name: "capital_productivity",
    unit: "goods/goods/quarter",
    source: "4.6",
    meaning: "Output per unit of capital at full capacity.",
    low: f64::MIN_POSITIVE,
    ..OF_INDUSTRIES
};

pub(crate) static DEPRECIATION_RATE: Lever = Lever {
    name: "depreciation_rate",
    unit: "share/quarter",
    sizes: ALL_SIZES,
    source: "4.6",
    meaning: "Depreciation per unit of capital at full capacity.",
    high: 1.0,
    ..OF_INDUSTRIES
};

pub(crate) static WAGE_RATE: Lever = Lever {
    name: "wage_rate",
    unit: "million/person/quarter",
    source: "4.9",
    meaning: "Gross wage per employee at normal intensity, at consumer prices of the base quarter.",
    ..OF_INDUSTRIES
};

pub(crate) static TAX_PRODUCTS: Lever = Lever {
    name: "tax_products",
    unit: "share of output",
    sizes: ALL_SIZES,
    source: "4.17",
    meaning: "Net taxes on products used, as a share of nominal output.",
    low: -10.0,
    high: 10.0,
    ..OF_INDUSTRIES
};

pub(crate) static TAX_PRODUCTION: Lever = Lever {
    name: "tax_production",
    unit: "share of output",
    sizes: ALL_SIZES,
    source: "4.17",
    meaning: "Other net taxes on production, as a share of nominal output.",
    low: -10.0,
    high: 10.0,
    ..OF_INDUSTRIES
};

static OF_PHASES: [&Lever; 17] = [
    &POLICY_RATE,
    &LENDING_RATE,
    &EXPECTED_GROWTH,
    &EXPECTED_INFLATION,
    &FOREIGN_OUTPUT,
    &FOREIGN_INFLATION,
    &GOVERNMENT_CONSUMPTION,
    &EXPORT_DEMAND,
    &IMPORT_SUPPLY,
    &IMPORT_PRICE,
    &LABOUR_PRODUCTIVITY,
    &WAGE_RATE,
    &INTERMEDIATE_PRODUCTIVITY,
    &CAPITAL_PRODUCTIVITY,
    &DEPRECIATION_RATE,
    &TAX_PRODUCTS,
    &TAX_PRODUCTION,
];

static OF_PARAMETERS: LazyLock<Vec<Lever>> =
    LazyLock::new(|| Scalars::DESCRIPTIONS.iter().map(of_scalar).collect());

/// Every lever: values that phases set, firms' columns, then scalar parameters.
pub fn all() -> impl Iterator<Item = &'static Lever> {
    OF_PHASES.into_iter().chain(OF_PARAMETERS.iter())
}

/// The lever called `name`.
pub fn find(name: &str) -> Option<&'static Lever> {
    all().find(|lever| lever.name == name)
}

fn of_scalar(about: &ScalarDescription) -> Lever {
    let points = matches!(
        about.unit,
        "rate" | "share" | "rate/quarter" | "share/quarter"
    );
    Lever {
        name: about.name,
        unit: about.unit,
        sizes: if points { ALL_SIZES } else { NO_POINTS },
        reach: Reach::Whole,
        phase: "period_start",
        source: if about.symbol == "extension" {
            "extension"
        } else {
            "1.2"
        },
        meaning: about.meaning,
        low: about.low,
        high: about.high,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::PERIOD;

    #[test]
    fn every_lever_has_a_name_of_its_own_a_place_and_a_meaning() {
        let mut names: Vec<&str> = all().map(|lever| lever.name).collect();
        assert_eq!(names.len(), 17 + Scalars::DESCRIPTIONS.len());
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all().count());
        for lever in all() {
            assert!(lever.low < lever.high, "{}", lever.name);
            assert!(lever.meaning.len() > 10 && !lever.unit.is_empty());
            let known = PERIOD.iter().any(|phase| phase.name == lever.phase);
            assert!(known || lever.is_parameter(), "{}", lever.phase);
            assert!(lever.sizes.contains(&Size::Pct));
        }
    }

    #[test]
    fn points_are_of_the_year_for_rates_of_interest_and_growth_only() {
        let yearly: Vec<&str> = all().filter(|l| l.is_rate()).map(|l| l.name).collect();
        assert_eq!(
            yearly,
            [
                "policy_rate",
                "lending_rate",
                "expected_growth",
                "expected_inflation",
                "foreign_inflation",
                "risk_premium",
                "government_bond_rate",
                "real_equilibrium_rate",
                "inflation_target",
                "productivity_trend",
            ]
        );
        assert_eq!(find("tax_income").map(Lever::is_rate), Some(false));
        assert!(find("tax_incomes").is_none());
    }
}
