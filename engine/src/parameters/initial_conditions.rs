//! The economy at the end of the base quarter.

/// Stocks, histories and counts of the base quarter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InitialConditions {
    /// Employees per industry \[persons\], `N_s`.
    pub employees_per_industry: Vec<u32>,
    /// Deposits of all firms \[million\], `D^I`.
    pub firm_deposits: f64,
    /// Loans of all firms \[million\], `L^I`.
    pub firm_loans: f64,
    /// Deposits of all households \[million\], `D^H`.
    pub household_deposits: f64,
    /// Stock of dwellings \[million\], `K^H`.
    pub dwellings: f64,
    /// Government debt \[million\], `L^G`.
    pub government_debt: f64,
    /// Bank equity \[million\], `E_k`.
    pub bank_equity: f64,
    /// Central bank equity \[million\], `E^CB`.
    pub central_bank_equity: f64,
    /// Deposits of the rest of the world \[million\], `D^RoW`.
    pub foreign_position: f64,
    /// Capacity utilisation \[share\], `ω`.
    pub capacity_utilisation: f64,
    /// Benefit per unemployed person \[million/quarter\], `w^UB`.
    pub unemployment_benefit: f64,
    /// Benefit per inactive person \[million/quarter\], `sb^inact`.
    pub benefit_inactive: f64,
    /// Net transfer per person \[million/quarter\], `sb^other`.
    pub benefit_other: f64,
    /// Gross output up to the base quarter \[goods/quarter\], `Y`.
    pub output_history: Vec<f64>,
    /// Log inflation up to the base quarter \[log rate/quarter\], `π`.
    pub inflation_history: Vec<f64>,
    /// Real government consumption of the base quarter \[goods/quarter\], `C^G`.
    pub government_consumption: f64,
    /// Real exports of the base quarter \[goods/quarter\], `C^E`.
    pub exports: f64,
    /// Real imports of the base quarter \[goods/quarter\], `Y^I`.
    pub imports: f64,
    /// Real foreign output of the base quarter \[million, own base prices\], `Y^EA`.
    pub foreign_output: f64,
    /// Foreign inflation of the base quarter \[rate/quarter\], `π^EA`.
    pub foreign_inflation: f64,
    /// Policy rate of the base quarter \[rate/quarter\], `r̄`.
    pub policy_rate: f64,
    /// Names of regions and the share of firms seated in each \[share\]; empty for one region.
    pub regions: Vec<(String, f64)>,
}
