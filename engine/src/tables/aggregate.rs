//! What everybody sees: histories, expectations, price indices, the shocks of the period.

use super::table;

table! {
    /// One row, with one entry per product for product prices and one per past quarter for histories.
    pub struct Aggregate in "aggregate" {
        /// Quarter being simulated; 1 is the first after the base quarter.
        period: u32, Count, "quarters", "t";
        /// Gross output, data up to the base quarter, then simulated.
        output_history: [f64], Flow, "goods/quarter", "Y_1..";
        /// Log inflation, data up to the base quarter, then simulated.
        inflation_history: [f64], Rate, "log rate/quarter", "π_1..";
        /// Expected gross output.
        expected_output: f64, Flow, "goods/quarter", "Y^e";
        /// Expected growth.
        expected_growth: f64, Rate, "rate/quarter", "γ^e";
        /// Expected inflation.
        expected_inflation: f64, Rate, "rate/quarter", "π^e";
        /// Output-weighted producer price.
        price_index: f64, Price, "index, base quarter = 1", "P̄";
        /// Price of each product, domestic and imported sales together.
        product_price: [f64], Price, "index, base quarter = 1", "P̄_g";
        /// Price of each product with imports at their price before levers, which import prices follow.
        undisturbed_product_price: [f64], Price, "index, base quarter = 1", "";
        /// Fixed-weight consumer price.
        consumer_price: f64, Price, "index, base quarter = 1", "P̄^HH";
        /// Fixed-weight price of investment goods.
        capital_price: f64, Price, "index, base quarter = 1", "P̄^CF";
        /// Consumption of all households, without VAT.
        consumption: f64, Flow, "million/quarter", "Σ C_h";
        /// Housing investment of all households, without its tax.
        housing_investment: f64, Flow, "million/quarter", "Σ I_h";
        /// Realised deflator of household consumption.
        consumption_deflator: f64, Price, "index, base quarter = 1", "P̄_h";
        /// Realised deflator of housing investment.
        housing_deflator: f64, Price, "index, base quarter = 1", "P̄^CF_h";
        /// How each strategy has done, the model's own rules first; without rows unless firms switch.
        strategy_performance: [f64], Rate, "mean absolute value of all who choose = 1", "U_k";
        /// Innovation to foreign output.
        shock_foreign_output: f64, Rate, "log points", "ε^{Y,EA}";
        /// Innovation to exports.
        shock_exports: f64, Rate, "log points", "ε^E";
        /// Innovation to imports.
        shock_imports: f64, Rate, "log points", "ε^I";
    }
}
