//! Households in the order workers, inactive persons, investors (firm order), banker.

use super::table;

/// Where a worker is employed: a row of [`super::Firms`], or nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Employer(u32);

impl Employer {
    /// No employer.
    pub const NONE: Employer = Employer(u32::MAX);

    /// The firm in row `firm`.
    pub fn firm(firm: usize) -> Self {
        Employer(firm as u32)
    }

    /// Row of the employing firm, or none for the unemployed.
    pub fn row(self) -> Option<usize> {
        (self != Self::NONE).then_some(self.0 as usize)
    }

    /// The row as it is stored; the largest number for the unemployed.
    pub fn code(self) -> u32 {
        self.0
    }

    /// What is stored as `code`.
    pub fn of_code(code: u32) -> Self {
        Employer(code)
    }
}

table! {
    /// One row per household; `employer` and `wage` have one row per worker, the first rows.
    pub struct Households in "households" {
        /// Employing firm of a worker.
        employer: [Employer], Identity, "row of firms", "O_h";
        /// Gross wage of a worker, or the last one earned, at consumer prices of the base quarter.
        wage: [f64], Price, "million/quarter", "w_h";
        /// Disposable income without interest.
        income: [f64], Flow, "million/quarter", "Y_h";
        /// Bank deposits; negative is an overdraft.
        deposits: [f64], Stock, "million", "D_h";
        /// Dwellings, the sum of nominal purchases.
        housing: [f64], Stock, "million", "K_h";
        /// Consumption wanted, before tax.
        consumption_budget: [f64], Flow, "million/quarter", "C^d_h";
        /// Consumption bought, before tax.
        consumption: [f64], Flow, "million/quarter", "C_h";
        /// Housing investment wanted, before tax.
        housing_budget: [f64], Flow, "million/quarter", "I^d_h";
        /// Housing investment bought, before tax.
        housing_investment: [f64], Flow, "million/quarter", "I_h";
    }
}
