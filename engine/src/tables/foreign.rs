//! The rest of the world: a currency area that sets the tone, buyers of exports, sellers of imports.

use super::table;

table! {
    /// One row, with one entry per product for imports.
    pub struct Foreign in "foreign" {
        /// Real output of the foreign economy.
        output: f64, Flow, "million/quarter, its own base prices", "Y^EA";
        /// Real output of the foreign economy before levers, from which its process goes on.
        rule_output: f64, Flow, "million/quarter, its own base prices", "";
        /// Growth of foreign output.
        growth: f64, Rate, "rate/quarter", "γ^EA";
        /// Foreign inflation.
        inflation: f64, Rate, "rate/quarter", "π^EA";
        /// Foreign inflation before levers, from which its process goes on.
        rule_inflation: f64, Rate, "rate/quarter", "";
        /// Real exports asked for, before levers.
        export_demand: f64, Flow, "goods/quarter", "C^E";
        /// Real imports offered, before levers.
        import_supply: f64, Flow, "goods/quarter", "Y^I";
        /// Budget of each foreign consumer.
        consumer_budget: f64, Flow, "million/quarter", "C^d_l";
        /// Exports bought, before tax.
        consumption: f64, Flow, "million/quarter", "C_l";
        /// Average price of exports.
        export_deflator: f64, Price, "index, base quarter = 1", "P̄_l";
        /// Imports offered of each product.
        supply: [f64], Flow, "goods/quarter", "Y^m_g";
        /// Imports sold of each product.
        sales: [f64], Flow, "goods/quarter", "Q^m_g";
        /// Imports asked for of each product.
        demand: [f64], Flow, "goods/quarter", "Q^{d,m}_g";
        /// Import price of each product.
        price: [f64], Price, "index, base quarter = 1", "P^m_g";
        /// Import price of each product before levers.
        rule_price: [f64], Price, "index, base quarter = 1", "";
        /// Deposits of the rest of the world with the central bank; rises with imports.
        position: f64, Stock, "million", "D^RoW";
    }
}
