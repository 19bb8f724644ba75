//! Annual flows of the base year, completed and made consistent.
//!
//! Source: SPEC 9.4. Imports are what uses need beyond domestic output; other transfers are what
//! closes the government's budget; the quarter factor turns annual flows into those of the base
//! quarter, whose GDP is met exactly.

use super::assumptions::{Assumptions, FirmLoans, OtherTransfers, PropertyIncome};
use super::capital::{Capital, capital};
use super::tables::{IndustryFigures, InputOutput, Quarter, Tables};
use crate::numeric::{neg, nz, pos};

/// Flows \[million/year\] and stocks \[million\]; vectors have one entry per product or industry.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flows {
    /// Domestic output at basic prices, `X^out`.
    pub output: Vec<f64>,
    /// Intermediate inputs of an industry, in total.
    pub inputs: Vec<f64>,
    /// Capital stocks and their consumption.
    pub capital: Capital,
    /// Net operating surplus, `B`.
    pub net_surplus: Vec<f64>,
    /// Wages without employers' contributions, `W`.
    pub wages: Vec<f64>,
    /// Consumption of households and non-profit institutions, `HC`.
    pub consumption: Vec<f64>,
    /// Government consumption, `GC`.
    pub government: Vec<f64>,
    /// Investment in dwellings, `FD`.
    pub dwellings_investment: Vec<f64>,
    /// Other capital formation, `FO`.
    pub other_investment: Vec<f64>,
    /// Exports with domestic surpluses, `EX`.
    pub exports: Vec<f64>,
    /// Imports, `IM`.
    pub imports: Vec<f64>,
    /// Taxes on products in consumption, `T^HH`.
    pub taxes_on_consumption: f64,
    /// Taxes on products in dwellings, `T^DW`.
    pub taxes_on_dwellings: f64,
    /// Taxes on products in government consumption, `T^GOV`.
    pub taxes_on_government: f64,
    /// Taxes on products in exports, `T^EXP`.
    pub taxes_on_exports: f64,
    /// GDP of the base quarter over that of the year \[ratio\], `λ`.
    pub quarter_factor: f64,
    /// Employers' contributions, `EC`.
    pub employers_contributions: f64,
    /// Households' contributions, `HSC`.
    pub household_contributions: f64,
    /// Current taxes of households, `HIT`.
    pub household_taxes: f64,
    /// Taxes on capital.
    pub capital_taxes: f64,
    /// Taxes on the income of corporations, `CT`.
    pub corporate_tax: f64,
    /// Social benefits, `SB`.
    pub social_benefits: f64,
    /// Mixed income of households, `MI`.
    pub mixed_income: f64,
    /// Property income of households, `PI`.
    pub property_income: f64,
    /// What closes the government's budget.
    pub budget_residual: f64,
    /// Other net transfers to households, `ONT`.
    pub other_transfers: f64,
    /// Disposable income of households, `YD`.
    pub disposable_income: f64,
    /// Interest paid by firms on loans, `i^F/λ`.
    pub firm_interest: f64,
    /// Interest paid by government, `i^G/λ`.
    pub government_interest: f64,
    /// Loans of firms \[million\], `L^F`.
    pub firm_loans: f64,
}

impl Flows {
    /// Value of `flow` in the base quarter \[million/quarter\].
    pub fn quarterly(&self, flow: &[f64]) -> f64 {
        self.quarter_factor * total(flow)
    }
}

/// Sum over products or industries.
pub fn total(values: &[f64]) -> f64 {
    values.iter().sum()
}

/// All flows of the year, and the factor to the base quarter.
pub fn flows(tables: &Tables, base_quarter: Quarter, assumptions: &Assumptions) -> Flows {
    let (io, accounts) = (&tables.input_output, &tables.accounts);
    let mut flows = Flows {
        consumption: io.consumption.clone(),
        government: io.government.clone(),
        taxes_on_consumption: io.taxes_on_consumption,
        taxes_on_government: io.taxes_on_government,
        taxes_on_exports: io.taxes_on_exports,
        household_contributions: accounts.household_social_contributions,
        household_taxes: accounts.household_taxes,
        capital_taxes: accounts.inheritance_tax,
        corporate_tax: accounts.corporate_tax,
        social_benefits: accounts.social_benefits,
        government_interest: accounts.central_government_interest
            + accounts.local_government_interest,
        ..Flows::default()
    };
    firm_debt(&mut flows, tables, assumptions);
    output_and_capital(&mut flows, tables, assumptions);
    investment(&mut flows, tables, assumptions);
    // λ = nominal GDP of the quarter / (Σ (CE + B + CFC + TK + TY) + T^HH + T^DW + T^GOV + T^EXP)
    let value_added = total(&io.compensation)
        + total(&io.gross_surplus)
        + total(&io.taxes_on_production)
        + total(&io.taxes_on_products);
    let annual_gdp = value_added
        + flows.taxes_on_consumption
        + flows.taxes_on_dwellings
        + flows.taxes_on_government
        + flows.taxes_on_exports;
    flows.quarter_factor = tables.quarterly.at("gdp_nominal", base_quarter) / annual_gdp;
    trade(&mut flows, io);
    households(&mut flows, tables, assumptions);
    flows
}

/// `L^F`, and the part of interest paid that is due on loans.
fn firm_debt(flows: &mut Flows, tables: &Tables, assumptions: &Assumptions) {
    let accounts = &tables.accounts;
    flows.firm_loans = accounts.firm_loans_sterling
        + match assumptions.firm_loans {
            FirmLoans::All => accounts.firm_loans_other,
            FirmLoans::Sterling => 0.0,
        };
    let bonds = if assumptions.bonds_share_interest {
        accounts.firm_bonds
    } else {
        0.0
    };
    flows.firm_interest =
        accounts.firm_interest_paid * flows.firm_loans / nz(flows.firm_loans + bonds);
}

/// `X^out_s = Σ_g U_gs + TY_s + TK_s + CE_s + B^G_s`, `B_s = B^G_s - CFC_s`.
fn output_and_capital(flows: &mut Flows, tables: &Tables, assumptions: &Assumptions) {
    let io = &tables.input_output;
    let industries = tables.industries.len();
    flows.inputs = (0..industries)
        .map(|s| io.intermediate.iter().map(|row| pos(row[s])).sum())
        .collect();
    flows.output = (0..industries)
        .map(|s| {
            flows.inputs[s]
                + io.taxes_on_products[s]
                + io.taxes_on_production[s]
                + io.compensation[s]
                + io.gross_surplus[s]
        })
        .collect();
    flows.capital = capital(
        &tables.industries,
        &flows.output,
        &io.gross_surplus,
        flows.firm_interest,
        assumptions,
    );
    flows.net_surplus = (io.gross_surplus.iter())
        .zip(&flows.capital.consumption)
        .map(|(gross, consumption)| gross - consumption)
        .collect();
}

/// Dwellings, at purchasers' prices `GD`, taken out of capital formation `F`.
///
/// With a product named: `FD_g = F_g GD / (capital formation in it at purchasers' prices)` and
/// `T^DW = GD - FD_g`. Otherwise `T^DW = GD (1 - 1/(1 + T^GF/Σ F))`, `FD_g = (GD - T^DW) F_g/Σ F`.
fn investment(flows: &mut Flows, tables: &Tables, assumptions: &Assumptions) {
    let (io, accounts) = (&tables.input_output, &tables.accounts);
    let all: Vec<f64> = io.investment.iter().map(|&f| pos(f)).collect();
    let dwellings = accounts.investment_in_dwellings;
    flows.dwellings_investment = if let Some(product) = &assumptions.dwellings_product {
        let share = dwellings / accounts.construction_in_capital_formation;
        let part = |figures: &IndustryFigures, f: f64| {
            if figures.industry.code == *product {
                f * share
            } else {
                0.0
            }
        };
        (tables.industries.iter().zip(&all))
            .map(|(figures, &f)| part(figures, f))
            .collect()
    } else {
        let before_tax = dwellings / (1.0 + io.taxes_on_investment / total(&all));
        all.iter().map(|f| before_tax * f / total(&all)).collect()
    };
    flows.taxes_on_dwellings = dwellings - total(&flows.dwellings_investment);
    flows.other_investment = (all.iter().zip(&flows.dwellings_investment))
        .map(|(all, dwellings)| all - dwellings)
        .collect();
}

/// What uses need beyond output is imported; what output leaves over is exported.
///
/// `Δ_g = Σ_s U_gs + HC_g + GC_g + FO_g Σ CFC/Σ FO + FD_g + X_g - X^out_g`, `IM_g = pos(Δ_g)`,
/// `EX_g = X_g - neg(Δ_g)`.
fn trade(flows: &mut Flows, io: &InputOutput) {
    let replacement = total(&flows.capital.consumption) / nz(total(&flows.other_investment));
    for product in 0..flows.output.len() {
        let exports = pos(io.exports[product]);
        let intermediate: f64 = io.intermediate[product].iter().map(|&u| pos(u)).sum();
        let missing = intermediate
            + flows.consumption[product]
            + flows.government[product]
            + flows.other_investment[product] * replacement
            + flows.dwellings_investment[product]
            + exports
            - flows.output[product];
        flows.imports.push(pos(missing));
        flows.exports.push(exports - neg(missing));
    }
}

/// Wages, transfers, disposable income.
///
/// `W_s = CE_s (1 - EC/Σ CE)`; `ONT` = product taxes, `Σ TK`, `EC`, `HSC`, `HIT`, `CT`, capital
/// taxes and net borrowing, less `SB`, `Σ GC` and interest;
/// `YD = Σ W + MI + PI + SB + ONT - HSC - HIT - capital taxes`.
fn households(flows: &mut Flows, tables: &Tables, assumptions: &Assumptions) {
    let (io, accounts) = (&tables.input_output, &tables.accounts);
    let compensation = total(&io.compensation);
    flows.employers_contributions = accounts.employers_social_contributions.min(compensation);
    let wage_share = 1.0 - flows.employers_contributions / compensation;
    flows.wages = io.compensation.iter().map(|ce| ce * wage_share).collect();
    flows.mixed_income = accounts.mixed_income
        + if assumptions.household_operating_surplus {
            accounts.household_operating_surplus
        } else {
            0.0
        };
    flows.property_income = accounts.property_income_received
        - match assumptions.property_income {
            PropertyIncome::Net => accounts.property_income_paid,
            PropertyIncome::Received => 0.0,
        };
    let revenue = flows.taxes_on_consumption
        + flows.taxes_on_dwellings
        + flows.taxes_on_exports
        + total(&io.taxes_on_products)
        + total(&io.taxes_on_production)
        + flows.employers_contributions
        + flows.household_contributions
        + flows.household_taxes
        + flows.corporate_tax
        + flows.capital_taxes;
    let spending = flows.social_benefits + total(&flows.government) + flows.government_interest;
    flows.budget_residual = revenue + accounts.government_borrowing - spending;
    flows.other_transfers = match assumptions.other_transfers {
        OtherTransfers::Residual => flows.budget_residual,
        OtherTransfers::PositiveResidual => pos(flows.budget_residual),
    };
    flows.disposable_income = total(&flows.wages)
        + flows.mixed_income
        + flows.property_income
        + flows.social_benefits
        + flows.other_transfers
        - flows.household_contributions
        - flows.household_taxes
        - flows.capital_taxes;
}
