//! Every lever, declared once: what `runner vars`, the annotations and the checks read.

use std::sync::LazyLock;

use super::{Lever, RATES, Reach, Size};
use crate::parameters::{ScalarDescription, Scalars};

const ALL_SIZES: &[Size] = &[Size::Pp, Size::Pct, Size::Level, Size::Add];
const NO_POINTS: &[Size] = &[Size::Pct, Size::Level, Size::Add];
const ONLY_PER_CENT: &[Size] = &[Size::Pct];

/// A lever on a value that a phase sets: one value of the whole economy.
macro_rules! whole {
    ($lever:ident, $name:literal, $unit:literal, $sizes:ident, $phase:literal, $source:literal, $low:expr, $high:expr, $meaning:literal) => {
        pub(crate) static $lever: Lever = Lever {
            name: $name,
            unit: $unit,
            sizes: $sizes,
            reach: Reach::Whole,
            phase: $phase,
            source: $source,
            meaning: $meaning,
            low: $low,
            high: $high,
        };
    };
}

whole!(
    EXPECTED_GROWTH,
    "expected_growth",
    "rate/quarter",
    ALL_SIZES,
    "expectations",
    "4.2",
    RATES.0,
    RATES.1,
    "Growth of gross output that everybody expects; what is expected later follows from output alone."
);
whole!(
    EXPECTED_INFLATION,
    "expected_inflation",
    "rate/quarter",
    ALL_SIZES,
    "expectations",
    "4.2",
    RATES.0,
    RATES.1,
    "Inflation that everybody expects; what is expected later follows from prices alone."
);
whole!(
    FOREIGN_OUTPUT,
    "foreign_output",
    "million/quarter, its own base prices",
    NO_POINTS,
    "foreign_economy",
    "4.3",
    f64::MIN_POSITIVE,
    1e18,
    "Real output of the foreign economy."
);
whole!(
    FOREIGN_INFLATION,
    "foreign_inflation",
    "rate/quarter",
    ALL_SIZES,
    "foreign_economy",
    "4.3",
    RATES.0,
    RATES.1,
    "Inflation of the foreign economy."
);
whole!(
    POLICY_RATE,
    "policy_rate",
    "rate/quarter",
    ALL_SIZES,
    "policy_rate",
    "4.3, 8.2",
    RATES.0,
    RATES.1,
    "Rate of the central bank; it smooths its own rate, not the shocked one. May go below the lower bound."
);
whole!(
    LENDING_RATE,
    "lending_rate",
    "rate/quarter",
    ALL_SIZES,
    "lending_rate",
    "4.5",
    RATES.0,
    RATES.1,
    "Rate on loans and overdrafts."
);

/// A lever on a share or price of products.
const fn of_products(
    name: &'static str,
    unit: &'static str,
    phase: &'static str,
    source: &'static str,
    low: f64,
    meaning: &'static str,
) -> Lever {
    Lever {
        name,
        unit,
        sizes: ONLY_PER_CENT,
        reach: Reach::Products,
        phase,
        source,
        meaning,
        low,
        high: 1e9,
    }
}

pub(crate) static GOVERNMENT_CONSUMPTION: Lever = of_products(
    "government_consumption",
    "share of real government consumption",
    "government_demand",
    "4.12",
    0.0,
    "Real purchases of the government, of all products or of some.",
);
pub(crate) static EXPORT_DEMAND: Lever = of_products(
    "export_demand",
    "share of real export demand",
    "foreign_trade",
    "4.13",
    0.0,
    "Real exports asked for, of all products or of some.",
);
pub(crate) static IMPORT_SUPPLY: Lever = of_products(
    "import_supply",
    "share of real import supply",
    "foreign_trade",
    "4.13",
    0.0,
    "Real imports offered, of all products or of some.",
);
pub(crate) static IMPORT_PRICE: Lever = of_products(
    "import_price",
    "index, base quarter = 1",
    "foreign_trade",
    "4.13",
    f64::MIN_POSITIVE,
    "Price of imports; the rule's price follows product prices in which imports count without this shock.",
);

/// A lever on a column of firms.
const fn of_industries(
    name: &'static str,
    unit: &'static str,
    sizes: &'static [Size],
    source: &'static str,
    range: (f64, f64),
    meaning: &'static str,
) -> Lever {
    Lever {
        name,
        unit,
        sizes,
        reach: Reach::Industries,
        phase: "firm_levers_on",
        source,
        meaning,
        low: range.0,
        high: range.1,
    }
}

pub(crate) static LABOUR_PRODUCTIVITY: Lever = of_industries(
    "labour_productivity",
    "goods/person/quarter",
    NO_POINTS,
    "4.6, 8.3",
    (f64::MIN_POSITIVE, 1e12),
    "Output per employee at normal intensity.",
);
pub(crate) static INTERMEDIATE_PRODUCTIVITY: Lever = of_industries(
    "intermediate_productivity",
    "goods/goods",
    NO_POINTS,
    "4.6",
    (f64::MIN_POSITIVE, f64::INFINITY),
    "Output per unit of intermediate input.",
);
pub(crate) static CAPITAL_PRODUCTIVITY: Lever = of_industries(
    "capital_productivity",
    "goods/goods/quarter",
    NO_POINTS,
    "4.6",
    (f64::MIN_POSITIVE, 1e12),
    "Output per unit of capital at full capacity.",
);
pub(crate) static DEPRECIATION_RATE: Lever = of_industries(
    "depreciation_rate",
    "share/quarter",
    ALL_SIZES,
    "4.6",
    (0.0, 1.0),
    "Depreciation per unit of capital at full capacity.",
);
pub(crate) static WAGE_RATE: Lever = of_industries(
    "wage_rate",
    "million/person/quarter",
    NO_POINTS,
    "4.9",
    (0.0, 1e12),
    "Gross wage per employee at normal intensity, at consumer prices of the base quarter.",
);
pub(crate) static TAX_PRODUCTS: Lever = of_industries(
    "tax_products",
    "share of output",
    ALL_SIZES,
    "4.17",
    (-10.0, 10.0),
    "Net taxes on products used, as a share of nominal output.",
);
pub(crate) static TAX_PRODUCTION: Lever = of_industries(
    "tax_production",
    "share of output",
    ALL_SIZES,
    "4.17",
    (-10.0, 10.0),
    "Other net taxes on production, as a share of nominal output.",
);

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
            assert!(known || lever.phase == "period_start", "{}", lever.phase);
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
