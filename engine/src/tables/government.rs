//! The government: taxes, benefits, purchases, debt.

use super::table;

table! {
    /// One row: general government.
    pub struct Government in "government" {
        /// Real consumption the government plans, before levers.
        consumption_target: f64, Flow, "goods/quarter", "C^G";
        /// Budget of each government entity.
        entity_budget: f64, Flow, "million/quarter", "C^d_j";
        /// Consumption bought.
        consumption: f64, Flow, "million/quarter", "C_j";
        /// Average price paid.
        deflator: f64, Price, "index, base quarter = 1", "P̄_j";
        /// Taxes and contributions received.
        revenue: f64, Flow, "million/quarter", "Y^G";
        /// Outlays less revenue; positive is a deficit.
        deficit: f64, Flow, "million/quarter", "Π^G";
        /// Capital transfers that a scenario lets the government pay, less those it receives.
        capital_transfers: f64, Flow, "million/quarter", "";
        /// Debt.
        debt: f64, Stock, "million", "L^G";
        /// Benefit per inactive person before its level, at consumer prices of the base quarter.
        benefit_inactive: f64, Price, "million/person/quarter", "sb^inact";
        /// Net transfer per person before its level, at consumer prices of the base quarter.
        benefit_other: f64, Price, "million/person/quarter", "sb^other";
    }
}
