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
