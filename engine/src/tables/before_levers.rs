//! Firms' columns as they were before the levers of the quarter.

use super::table;

table! {
    /// One row per firm in columns that a lever has changed; the others, and all between quarters, are empty.
    pub struct BeforeLevers in "before_levers" {
        /// Output per employee at normal intensity.
        labour_productivity: [f64], Rate, "goods/person/quarter", "";
        /// Output per unit of intermediate input.
        intermediate_productivity: [f64], Rate, "goods/goods", "";
        /// Output per unit of capital at full capacity.
        capital_productivity: [f64], Rate, "goods/goods/quarter", "";
        /// Depreciation per unit of capital at full capacity.
        depreciation_rate: [f64], Rate, "share/quarter", "";
        /// Gross wage per employee at normal intensity, at consumer prices of the base quarter.
        wage_rate: [f64], Price, "million/person/quarter", "";
        /// Net taxes on products used, as a share of nominal output.
        tax_products: [f64], Rate, "share of output", "";
        /// Other net taxes on production, as a share of nominal output.
        tax_production: [f64], Rate, "share of output", "";
    }
}

/// Hands the columns of firms that have a lever to the macro `$declare`: name, name while the levers
/// act of what was before them, and lever.
macro_rules! levered {
    ($declare:ident) => {
        $declare! {
            labour_productivity labour_productivity_before LABOUR_PRODUCTIVITY;
            intermediate_productivity intermediate_productivity_before INTERMEDIATE_PRODUCTIVITY;
            capital_productivity capital_productivity_before CAPITAL_PRODUCTIVITY;
            depreciation_rate depreciation_rate_before DEPRECIATION_RATE;
            wage_rate wage_rate_before WAGE_RATE;
            tax_products tax_products_before TAX_PRODUCTS;
            tax_production tax_production_before TAX_PRODUCTION;
        }
    };
}
pub(crate) use levered;
