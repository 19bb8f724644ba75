//! Firms, stored by industry, so that an industry is a contiguous range of rows.

use super::table;

/// Number under which a firm is registered: eight characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct CompanyNumber(pub [u8; 8]);

impl std::fmt::Display for CompanyNumber {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(std::str::from_utf8(&self.0).unwrap_or("????????"))
    }
}

table! {
    /// One row per firm.
    pub struct Firms in "firms" {
        /// Registration number.
        company_number: [CompanyNumber], Identity, "eight characters", "";
        /// Industry of the firm, also the product it makes.
        industry: [u16], Identity, "index from 0", "s(i)";
        /// Region of the firm's seat.
        region: [u8], Identity, "index from 0", "";
        /// Decision rules the firm follows; 0 is the published behaviour.
        strategy: [u16], Identity, "index from 0", "";
        /// Whether the firm is active; the published model has neither entry nor exit.
        alive: [bool], Identity, "yes or no", "";
        /// Output per employee at normal intensity.
        labour_productivity: [f64], Rate, "goods/person/quarter", "ᾱ_i";
        /// Output per unit of intermediate input; infinite where none is used.
        intermediate_productivity: [f64], Rate, "goods/goods", "β_i";
        /// Output per unit of capital at full capacity.
        capital_productivity: [f64], Rate, "goods/goods/quarter", "κ_i";
        /// Depreciation per unit of capital at full capacity.
        depreciation_rate: [f64], Rate, "share/quarter", "δ_i";
        /// Gross wage per employee at normal intensity, at consumer prices of the base quarter.
        wage_rate: [f64], Price, "million/person/quarter", "w̄_i";
        /// Net taxes on products used, as a share of nominal output.
        tax_products: [f64], Rate, "share of output", "τ^Y_i";
        /// Other net taxes on production, as a share of nominal output.
        tax_production: [f64], Rate, "share of output", "τ^K_i";
        /// Persons employed.
        employees: [u32], Count, "persons", "N_i";
        /// Persons the firm wants to employ.
        employment_target: [u32], Count, "persons", "N^d_i";
        /// Open posts before separations and hiring; negative where staff is to go.
        vacancies: [i32], Count, "persons", "V_i";
        /// Goods produced.
        output: [f64], Flow, "goods/quarter", "Y_i";
        /// Goods sold.
        sales: [f64], Flow, "goods/quarter", "Q_i";
        /// Goods asked for, served or not.
        demand: [f64], Flow, "goods/quarter", "Q^d_i";
        /// Goods the firm means to make.
        target_output: [f64], Flow, "goods/quarter", "Q^s_i";
        /// Selling price.
        price: [f64], Price, "index, base quarter = 1", "P_i";
        /// Cost-push part of the price change.
        cost_push: [f64], Rate, "share/quarter", "π^c_i";
        /// Finished goods on stock.
        inventories: [f64], Stock, "goods", "S_i";
        /// Change of finished goods on stock.
        inventory_change: [f64], Flow, "goods/quarter", "ΔS_i";
        /// Productive capital.
        capital: [f64], Stock, "goods", "K_i";
        /// Intermediate goods on stock.
        materials: [f64], Stock, "goods", "M_i";
        /// Bank loans.
        loans: [f64], Stock, "million", "L_i";
        /// Bank deposits; negative is an overdraft.
        deposits: [f64], Stock, "million", "D_i";
        /// Own funds at current prices.
        equity: [f64], Stock, "million", "E_i";
        /// Profit after interest and depreciation, before tax.
        profit: [f64], Flow, "million/quarter", "Π_i";
        /// Gross wage per employee actually worked for.
        wage: [f64], Price, "million/person/quarter", "w_i";
        /// Investment goods wanted.
        investment_target: [f64], Flow, "goods/quarter", "I^d_i";
        /// Investment goods bought.
        investment: [f64], Flow, "goods/quarter", "I_i";
        /// Intermediate goods wanted.
        materials_target: [f64], Flow, "goods/quarter", "ΔM^d_i";
        /// Intermediate goods bought.
        materials_bought: [f64], Flow, "goods/quarter", "ΔM_i";
        /// Average price paid for intermediate goods; 0 if none were bought.
        materials_price: [f64], Price, "index, base quarter = 1", "P̄_i";
        /// Average price paid for investment goods; 0 if none were bought.
        investment_price: [f64], Price, "index, base quarter = 1", "P^CF_i";
        /// Profit the firm expects.
        expected_profit: [f64], Flow, "million/quarter", "Π^e_i";
        /// Expected value of capital, the collateral of loans.
        expected_capital_value: [f64], Stock, "million", "K^e_i";
        /// Loans left after this period's instalment.
        expected_loans: [f64], Stock, "million", "L^e_i";
        /// Loans asked for.
        loan_demand: [f64], Flow, "million/quarter", "ΔL^d_i";
        /// Share of after-tax profit paid out, where strategies decide it; else without rows.
        payout_ratio: [f64], Rate, "share", "";
        /// Loans granted.
        new_loans: [f64], Flow, "million/quarter", "ΔL_i";
    }
}
