//! The transactions-flow matrix of a period: every payment with its payer and its payee.
//!
//! Source: Godley and Lavoie (2007), Monetary Economics, chapter 2, filled from the columns of SPEC 4.
//! Receipts are positive and payments negative. A row adds up to zero because what one sector pays
//! another receives; a column because what a sector receives and does not spend changes its deposits,
//! loans or debt. Both sides of a row are drawn from different columns where the model has both.
//!
//! Purchases of intermediate goods are receipts and payments of firms alike and cancel; what is
//! bought and not yet used is in the change of stocks.
//!
//! A matrix is made by a [`Watch`] around the hooks of a quarter, because interest is paid on what
//! there was before the quarter's payments, and taxes spring back with their levers at its end.

mod flows;

use serde::{Deserialize, Serialize};

use crate::economy::Economy;
use crate::numeric::{nz, pos, reduce};
use crate::parameters::Scalars;
use crate::simulation::{Hooks, Simulation, Site};

use flows::Flows;

/// Sectors, in the order of the columns.
pub const COLUMNS: [&str; 7] = [
    "Households",
    "Firms, current",
    "Firms, capital",
    "Bank",
    "Government",
    "Central bank",
    "Rest of the world",
];

const HOUSEHOLDS: usize = 0;
const FIRMS: usize = 1;
const CAPITAL: usize = 2;
const BANK: usize = 3;
const GOVERNMENT: usize = 4;
const CENTRAL_BANK: usize = 5;
const WORLD: usize = 6;

/// Flows of a kind \[million/quarter\], by sector.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// What is paid.
    pub name: String,
    /// By sector, in the order of [`COLUMNS`].
    pub values: [f64; COLUMNS.len()],
}

/// The matrix of a quarter; always the same rows in the same order.
pub type Matrix = Vec<Row>;

/// Financial stocks of the sectors \[million\].
#[derive(Clone, Copy, Debug)]
struct Stocks {
    household_deposits: f64,
    firm_deposits: f64,
    loans: f64,
    bank_equity: f64,
    reserves: f64,
    debt: f64,
    central_bank_equity: f64,
    position: f64,
}

impl Stocks {
    fn of(economy: &Economy) -> Self {
        Stocks {
            household_deposits: reduce::total(&economy.households.deposits),
            firm_deposits: reduce::total(&economy.firms.deposits),
            loans: reduce::total(&economy.firms.loans),
            bank_equity: economy.bank.equity,
            reserves: economy.bank.reserves,
            debt: economy.government.debt,
            central_bank_equity: economy.central_bank.equity,
            position: economy.foreign.position,
        }
    }

    /// Financial net worth by sector.
    fn net_worth(&self) -> [f64; COLUMNS.len()] {
        let mut worth = [0.0; COLUMNS.len()];
        worth[HOUSEHOLDS] = self.household_deposits;
        worth[CAPITAL] = self.firm_deposits - self.loans;
        worth[BANK] = self.bank_equity;
        worth[GOVERNMENT] = -self.debt;
        worth[CENTRAL_BANK] = self.central_bank_equity;
        worth[WORLD] = self.position;
        worth
    }
}

/// Interest of the quarter, on what there was before its payments.
#[derive(Clone, Copy, Debug, Default)]
struct Interest {
    firm_deposits: f64,
    household_deposits: f64,
    firm_loans: f64,
    household_overdrafts: f64,
    reserves: f64,
    bonds: f64,
}

impl Interest {
    fn of(economy: &Economy, scalars: &Scalars) -> Self {
        let positive = |column: &[f64]| reduce::sum(column.len(), |row| pos(column[row]));
        let overdrafts = |column: &[f64]| reduce::sum(column.len(), |row| pos(-column[row]));
        let (firms, households) = (&economy.firms, &economy.households.deposits);
        let (policy, lending) = (economy.central_bank.policy_rate, economy.bank.lending_rate);
        Interest {
            firm_deposits: policy * positive(&firms.deposits),
            household_deposits: policy * positive(households),
            firm_loans: lending * (reduce::total(&firms.loans) + overdrafts(&firms.deposits)),
            household_overdrafts: lending * overdrafts(households),
            reserves: policy * economy.bank.reserves,
            bonds: scalars.government_bond_rate * economy.government.debt,
        }
    }
}

/// Watches a quarter of `hooks` and draws up its matrix.
pub struct Watch<'a, H> {
    hooks: &'a mut H,
    opening: Option<Stocks>,
    interest: Interest,
    /// What hooks gave to each sector.
    given: [f64; COLUMNS.len()],
    matrix: Option<Matrix>,
}

impl<'a, H: Hooks> Watch<'a, H> {
    /// A watch around `hooks`, for one quarter.
    pub fn new(hooks: &'a mut H) -> Self {
        Watch {
            hooks,
            opening: None,
            interest: Interest::default(),
            given: [0.0; COLUMNS.len()],
            matrix: None,
        }
    }

    /// The matrix of the quarter, if it came to its end.
    pub fn matrix(self) -> Option<Matrix> {
        self.matrix
    }
}

impl<H: Hooks> Hooks for Watch<'_, H> {
    type Error = H::Error;

    fn at(&mut self, site: &Site, simulation: &mut Simulation) -> Result<(), H::Error> {
        // Later hooks may not change stocks.
        let before = crate::accounting::verbs::may_change_at(site).is_ok();
        let before = before.then(|| Stocks::of(&simulation.economy));
        self.hooks.at(site, simulation)?;
        let economy = &simulation.economy;
        if let Some(before) = before {
            self.opening.get_or_insert(before);
            let (before, after) = (before.net_worth(), Stocks::of(economy).net_worth());
            for ((given, before), after) in self.given.iter_mut().zip(before).zip(after) {
                *given += after - before;
            }
        }
        let scalars = &simulation.in_force().scalars;
        if site.is_before("bank_profit") {
            self.interest = Interest::of(economy, scalars);
        }
        if let Some(opening) = self.opening.filter(|_| site.is_after("record")) {
            let flows = Flows {
                economy,
                scalars,
                opening,
                closing: Stocks::of(economy),
                interest: self.interest,
            };
            let mut matrix = flows.matrix();
            matrix.push(Row {
                name: "Transfers of the scenario".to_owned(),
                values: self.given,
            });
            self.matrix = Some(matrix);
        }
        Ok(())
    }
}

/// The largest sum of a row or a column that should be zero, relative to the largest flow.
pub fn residual(matrix: &Matrix) -> f64 {
    let rows = matrix.iter().map(|row| row.values.iter().sum::<f64>());
    let column = |column: usize| matrix.iter().map(|row| row.values[column]).sum::<f64>();
    let sums = rows.chain((0..COLUMNS.len()).map(column));
    let largest = |figures: &mut dyn Iterator<Item = f64>| {
        figures.fold(0.0, |most: f64, figure| {
            if figure.is_nan() {
                f64::INFINITY
            } else {
                most.max(figure.abs())
            }
        })
    };
    let flows = largest(&mut matrix.iter().flat_map(|row| row.values));
    largest(&mut sums.into_iter()) / nz(flows)
}
