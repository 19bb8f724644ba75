//! The bank, which stands for all monetary financial institutions.

use super::table;

table! {
    /// One row: the bank.
    pub struct Bank in "bank" {
        /// Own funds.
        equity: f64, Stock, "million", "E_k";
        /// Profit before tax.
        profit: f64, Flow, "million/quarter", "Π_k";
        /// Profit the bank expects.
        expected_profit: f64, Flow, "million/quarter", "Π^e_k";
        /// Net claim on the central bank; negative is an advance.
        reserves: f64, Stock, "million", "D_k";
        /// Rate on loans and overdrafts.
        lending_rate: f64, Rate, "rate/quarter", "r";
        /// Loans and overdrafts written off when insolvent firms were refinanced.
        write_offs: f64, Flow, "million/quarter", "";
        /// Firms refinanced at the start of the period.
        refinanced_firms: u32, Count, "firms", "";
    }
}
