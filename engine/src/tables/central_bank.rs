//! The central bank, which sets the policy rate and holds government debt.

use super::table;

table! {
    /// One row: the central bank.
    pub struct CentralBank in "central_bank" {
        /// Policy rate.
        policy_rate: f64, Rate, "rate/quarter", "r̄";
        /// Policy rate before levers, which the policy rule smooths.
        rule_rate: f64, Rate, "rate/quarter", "";
        /// Own funds.
        equity: f64, Stock, "million", "E^CB";
    }
}
