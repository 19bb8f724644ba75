//! The series of a run: what is observed at the end of every period, declared once.
//!
//! [`Record`] has one value per series, [`IndustryRecord`] one per industry and series. Both are
//! tables of the economy, filled at the start and by the last phase of every period.

mod opening;

pub use opening::opening;

use crate::tables::table;

/// Declares a table of series and gives its values in the order of its columns.
macro_rules! series {
    (
        $(#[$doc:meta])*
        pub struct $name:ident in $table:literal as $value:ty {
            $(#[doc = $meaning:literal] $column:ident : $type:tt, $kind:ident, $unit:literal, $symbol:literal;)*
        }
    ) => {
        table! {
            $(#[$doc])*
            pub struct $name in $table {
                $(#[doc = $meaning] $column: $type, $kind, $unit, $symbol;)*
            }
        }

        impl $name {
            /// Values in the order of [`Self::COLUMNS`].
            pub fn values(&self) -> Vec<$value> {
                vec![$(self.$column.clone()),*]
            }
        }
    };
}

series! {
    /// National accounts and balance sheets of one period.
    pub struct Record in "series" as f64 {
        /// GDP at market prices.
        nominal_gdp: f64, Flow, "million/quarter", "";
        /// GDP at market prices, in prices of the base quarter.
        real_gdp: f64, Flow, "million/quarter, base prices", "";
        /// Gross value added at basic prices.
        nominal_gva: f64, Flow, "million/quarter", "";
        /// Gross value added at basic prices, in prices of the base quarter.
        real_gva: f64, Flow, "million/quarter, base prices", "";
        /// Household consumption at purchasers' prices.
        nominal_household_consumption: f64, Flow, "million/quarter", "(1+τ^VAT) ΣC_h";
        /// Household consumption, in prices of the base quarter.
        real_household_consumption: f64, Flow, "million/quarter, base prices", "";
        /// Government consumption.
        nominal_government_consumption: f64, Flow, "million/quarter", "(1+τ^G) C_j";
        /// Government consumption, in prices of the base quarter.
        real_government_consumption: f64, Flow, "million/quarter, base prices", "";
        /// Gross capital formation, inventories included.
        nominal_capitalformation: f64, Flow, "million/quarter", "";
        /// Gross capital formation, in prices of the base quarter.
        real_capitalformation: f64, Flow, "million/quarter, base prices", "";
        /// Gross fixed capital formation of firms and households.
        nominal_fixed_capitalformation: f64, Flow, "million/quarter", "";
        /// Gross fixed capital formation, in prices of the base quarter.
        real_fixed_capitalformation: f64, Flow, "million/quarter, base prices", "";
        /// Gross fixed capital formation in dwellings.
        nominal_fixed_capitalformation_dwellings: f64, Flow, "million/quarter", "(1+τ^CF) ΣI_h";
        /// Gross fixed capital formation in dwellings, in prices of the base quarter.
        real_fixed_capitalformation_dwellings: f64, Flow, "million/quarter, base prices", "";
        /// Exports.
        nominal_exports: f64, Flow, "million/quarter", "(1+τ^EXP) C_l";
        /// Exports, in prices of the base quarter.
        real_exports: f64, Flow, "million/quarter, base prices", "";
        /// Imports.
        nominal_imports: f64, Flow, "million/quarter", "ΣP^m_g Q^m_g";
        /// Imports, in prices of the base quarter.
        real_imports: f64, Flow, "million/quarter, base prices", "ΣQ^m_g";
        /// Gross operating surplus and mixed income.
        operating_surplus: f64, Flow, "million/quarter", "";
        /// Wages and employers' social contributions.
        compensation_employees: f64, Flow, "million/quarter", "";
        /// Gross wages.
        wages: f64, Flow, "million/quarter", "";
        /// Other net taxes on production.
        taxes_production: f64, Flow, "million/quarter", "";
        /// Policy rate.
        policy_rate: f64, Rate, "rate/quarter", "r̄";
        /// Foreign inflation.
        foreign_inflation: f64, Rate, "rate/quarter", "π^EA";
        /// Foreign real output.
        foreign_real_gdp: f64, Flow, "million/quarter, its own base prices", "Y^EA";
        /// Unemployed persons as a share of the active.
        unemployment_rate: f64, Rate, "share", "";
        /// Persons employed, without owners of firms and the banker.
        employment: f64, Count, "model persons", "ΣN_i";
        /// Gross output.
        gross_output: f64, Flow, "goods/quarter", "ΣY_i";
        /// Output as a share of the capacity of capital.
        capacity_utilisation: f64, Rate, "share", "ΣY_i / Σκ_i K_i";
        /// GDP deflator.
        gdp_deflator: f64, Price, "index, base quarter = 1", "";
        /// Growth of the GDP deflator on the previous quarter.
        inflation: f64, Rate, "rate/quarter", "";
        /// Output-weighted producer price.
        producer_price: f64, Price, "index, base quarter = 1", "P̄";
        /// Fixed-weight consumer price, before taxes.
        consumer_price: f64, Price, "index, base quarter = 1", "P̄^HH";
        /// Expected growth of gross output.
        expected_growth: f64, Rate, "rate/quarter", "γ^e";
        /// Expected inflation.
        expected_inflation: f64, Rate, "rate/quarter", "π^e";
        /// Rate on bank loans.
        lending_rate: f64, Rate, "rate/quarter", "r";
        /// Government revenue.
        government_revenue: f64, Flow, "million/quarter", "Y^G";
        /// Government deficit.
        government_deficit: f64, Flow, "million/quarter", "Π^G";
        /// Government debt.
        government_debt: f64, Stock, "million", "L^G";
        /// Transfers, injections and payments of a scenario's verbs that the deficit does not contain.
        capital_transfers: f64, Flow, "million/quarter", "";
        /// Deposits of firms.
        firm_deposits: f64, Stock, "million", "ΣD_i";
        /// Loans of firms.
        firm_loans: f64, Stock, "million", "ΣL_i";
        /// New loans granted to firms.
        new_loans: f64, Flow, "million/quarter", "ΣΔL_i";
        /// Profits of firms.
        firm_profits: f64, Flow, "million/quarter", "ΣΠ_i";
        /// Productive capital.
        capital: f64, Stock, "goods", "ΣK_i";
        /// Finished goods on stock.
        inventories: f64, Stock, "goods", "ΣS_i";
        /// Intermediate goods on stock.
        materials: f64, Stock, "goods", "ΣM_i";
        /// Disposable income of households without interest.
        household_income: f64, Flow, "million/quarter", "ΣY_h";
        /// Deposits of households.
        household_deposits: f64, Stock, "million", "ΣD_h";
        /// Bank equity.
        bank_equity: f64, Stock, "million", "E_k";
        /// Bank profit.
        bank_profit: f64, Flow, "million/quarter", "Π_k";
        /// Net claim of the bank on the central bank.
        bank_reserves: f64, Stock, "million", "D_k";
        /// Equity of the central bank.
        central_bank_equity: f64, Stock, "million", "E^CB";
        /// Deposits of the rest of the world.
        foreign_position: f64, Stock, "million", "D^RoW";
        /// Firms refinanced at the start of the period.
        refinanced_firms: f64, Count, "model firms", "";
        /// Period of the record; 1 is the base quarter.
        collection_time: f64, Count, "quarters", "t";
    }
}

series! {
    /// One entry per industry; product series have the product the industry makes.
    pub struct IndustryRecord in "industries" as Vec<f64> {
        /// Gross value added at basic prices.
        nominal_sector_gva: [f64], Flow, "million/quarter", "";
        /// Gross value added at basic prices, in prices of the base quarter.
        real_sector_gva: [f64], Flow, "million/quarter, base prices", "";
        /// Goods produced.
        output: [f64], Flow, "goods/quarter", "ΣY_i";
        /// Goods sold.
        sales: [f64], Flow, "goods/quarter", "ΣQ_i";
        /// Goods asked for.
        demand: [f64], Flow, "goods/quarter", "ΣQ^d_i";
        /// Imports of the product.
        imports: [f64], Flow, "goods/quarter", "Q^m_g";
        /// Price of the product, domestic and imported sales together.
        price: [f64], Price, "index, base quarter = 1", "P̄_g";
        /// Persons employed.
        employment: [f64], Count, "model persons", "ΣN_i";
        /// Gross wages.
        wages: [f64], Flow, "million/quarter", "";
        /// Profits.
        profit: [f64], Flow, "million/quarter", "ΣΠ_i";
        /// Productive capital.
        capital: [f64], Stock, "goods", "ΣK_i";
        /// Finished goods on stock.
        inventories: [f64], Stock, "goods", "ΣS_i";
        /// Bank deposits.
        deposits: [f64], Stock, "million", "ΣD_i";
        /// Bank loans.
        loans: [f64], Stock, "million", "ΣL_i";
    }
}
