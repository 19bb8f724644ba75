//! Verbs: the only ways in which a scenario may change a stock, each with its counterpart.
//!
//! Money that one party pays another receives; a loan written off is a loss of the bank and a gain
//! of the firm; goods that are destroyed are a loss of their owner. After every verb the balance
//! sheets of the bank and the central bank hold (A5, A6), and net worth adds up to zero (A11).
//!
//! Source: SPEC 7, A5, A6, A7 and A11: every verb is an entry on both sides of these.
//!
//! Differs: what the government pays here is no part of its deficit; in A7 its debt also changes by
//! `capital_transfers`, which are 0 in the published model.
//!
//! Verbs act up to the goods market. Later in the quarter interest has been paid on what there was.

mod refusal;
#[cfg(test)]
mod tests;

use crate::economy::Economy;
use crate::numeric::{pos, reduce};
use crate::parameters::InputShares;
use crate::simulation::Site;

pub use refusal::Refusal;

/// Who pays or is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party<'a> {
    /// The government, whose debt grows by what it pays.
    Government,
    /// The central bank, whose equity falls by what it pays.
    CentralBank,
    /// The bank, whose equity falls by what it pays; at most its equity.
    Bank,
    /// The rest of the world, whose deposits with the central bank fall by what it pays.
    Foreign,
    /// Households by row, ascending. They pay in proportion to their deposits and receive equal
    /// shares. What they receive adds to deposits; consumption follows income and does not react.
    Households(&'a [u32]),
    /// Firms by row, ascending. They pay in proportion to their deposits and receive in proportion
    /// to their employees.
    Firms(&'a [u32]),
}

/// Goods a firm can lose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goods {
    /// Productive capital.
    Capital,
    /// Intermediate goods on stock.
    Materials,
    /// Finished goods on stock.
    Inventories,
}

impl Goods {
    /// All of them.
    pub const ALL: [Goods; 3] = [Goods::Capital, Goods::Materials, Goods::Inventories];

    /// The column that holds them.
    pub fn name(self) -> &'static str {
        match self {
            Goods::Capital => "capital",
            Goods::Materials => "materials",
            Goods::Inventories => "inventories",
        }
    }

    /// The goods called `name`.
    pub fn find(name: &str) -> Option<Goods> {
        Goods::ALL.into_iter().find(|goods| goods.name() == name)
    }

    /// Whether they may be destroyed at `site`: before the phase that uses them.
    ///
    /// # Errors
    /// If they have been used by then.
    pub fn may_change_at(self, site: &Site) -> Result<(), Refusal> {
        match self {
            Goods::Capital | Goods::Materials => up_to("before_production", site),
            Goods::Inventories => up_to("before_goods_market", site),
        }
    }
}

/// Whether money and loans may change at `site`.
///
/// # Errors
/// If the quarter's accounts are being drawn up by then.
pub fn may_change_at(site: &Site) -> Result<(), Refusal> {
    up_to("after_goods_market", site)
}

fn up_to(last: &'static str, site: &Site) -> Result<(), Refusal> {
    if Site::find(last).is_some_and(|last| *site <= last) {
        Ok(())
    } else {
        let site = site.name();
        Err(Refusal::Late { site, last })
    }
}

/// Most that is moved at once \[GDP of a quarter\]: the books hold to 1e-11 of GDP, and figures have 16 digits.
const LARGEST: f64 = 1000.0;

/// Moves `amount` \[million\] `from` one party `to` another; returns it.
///
/// Deposits move between accounts. What leaves or enters the bank's books moves its reserves. What
/// the government pays is a capital transfer: it adds to debt and not to the deficit.
///
/// # Errors
/// If the amount is no number of at least 0 or is beyond all bounds, nobody is chosen, or a payer has less.
pub fn transfer(
    economy: &mut Economy,
    from: Party,
    to: Party,
    amount: f64,
) -> Result<f64, Refusal> {
    amount_is_valid(amount)?;
    rows_are_valid(economy, from)?;
    rows_are_valid(economy, to)?;
    if from == to {
        return Err(Refusal::Itself { who: name(from) });
    }
    let most = LARGEST * economy.accounts.national.nominal_gdp;
    if amount > most {
        return Err(Refusal::Boundless { amount, most });
    }
    let available = means(economy, from);
    if amount > available {
        return Err(Refusal::TooMuch {
            who: name(from),
            what: if from == Party::Bank {
                "equity"
            } else {
                "deposits"
            },
            available,
            amount,
        });
    }
    if amount == 0.0 {
        return Ok(0.0);
    }
    pay(economy, from, amount);
    receive(economy, to, amount);
    Ok(amount)
}

/// Capital \[million\] from the government for the bank or for firms; returns it.
///
/// # Errors
/// As [`transfer`], and if the receiver is neither.
pub fn inject(economy: &mut Economy, to: Party, amount: f64) -> Result<f64, Refusal> {
    match to {
        Party::Bank | Party::Firms(_) => transfer(economy, Party::Government, to, amount),
        other => Err(Refusal::NoCapital { who: name(other) }),
    }
}

/// The bank gives up `amount` \[million\] of its loans to `firms`, in proportion to their loans.
///
/// The bank's equity falls, below zero if need be; the firms' equity rises. Returns the amount.
///
/// # Errors
/// If the amount is no number of at least 0, no firm is chosen, or the firms owe less.
pub fn write_off_loans(economy: &mut Economy, firms: &[u32], amount: f64) -> Result<f64, Refusal> {
    amount_is_valid(amount)?;
    rows_are_valid(economy, Party::Firms(firms))?;
    let loans = sum_of(&economy.firms.loans, firms);
    if amount > loans {
        return Err(Refusal::TooMuch {
            who: "firms",
            what: "loans",
            available: loans,
            amount,
        });
    }
    if amount == 0.0 {
        return Ok(0.0);
    }
    let share = amount / loans;
    for &firm in firms {
        let firm = firm as usize;
        let written_off = share * economy.firms.loans[firm];
        economy.firms.loans[firm] = pos(economy.firms.loans[firm] - written_off);
        economy.firms.equity[firm] += written_off;
    }
    economy.bank.equity -= amount;
    Ok(amount)
}

/// Loan losses of `share` of the bank's equity, spread over all firms in proportion to their
/// loans; returns the amount \[million\].
///
/// # Errors
/// If the share is no number of at least 0, the bank has no equity, or firms owe less.
pub fn write_off_bank_equity(economy: &mut Economy, share: f64) -> Result<f64, Refusal> {
    amount_is_valid(share)?;
    if economy.bank.equity <= 0.0 {
        return Err(Refusal::NoEquity(economy.bank.equity));
    }
    let firms: Vec<u32> = (0..economy.firms.loans.len() as u32).collect();
    let amount = share * economy.bank.equity;
    write_off_loans(economy, &firms, amount)
}

/// Destroys `share` of the `goods` of `firms`, whose equity falls by their value; returns the
/// quantity lost \[goods\]. `input_shares` value materials.
///
/// Nobody is paid and nothing is produced or used up: the loss is in no account but wealth.
///
/// # Errors
/// If the share is not from 0 to 1, or no firm is chosen.
pub fn destroy(
    economy: &mut Economy,
    input_shares: &InputShares,
    firms: &[u32],
    goods: Goods,
    share: f64,
) -> Result<f64, Refusal> {
    if !(0.0..=1.0).contains(&share) {
        return Err(Refusal::Share(share));
    }
    rows_are_valid(economy, Party::Firms(firms))?;
    let bundle_price = input_shares.bundle_prices(&economy.aggregate.product_price);
    let capital_price = economy.aggregate.capital_price;
    let table = &mut economy.firms;
    let mut lost = 0.0;
    for &firm in firms {
        let firm = firm as usize;
        let (stock, price) = match goods {
            Goods::Capital => (&mut table.capital[firm], capital_price),
            Goods::Materials => (
                &mut table.materials[firm],
                bundle_price[usize::from(table.industry[firm])],
            ),
            Goods::Inventories => (&mut table.inventories[firm], table.price[firm]),
        };
        let quantity = share * *stock;
        *stock = pos(*stock - quantity);
        table.equity[firm] -= price * quantity;
        lost += quantity;
    }
    Ok(lost)
}

fn name(party: Party) -> &'static str {
    match party {
        Party::Government => "the government",
        Party::CentralBank => "the central bank",
        Party::Bank => "the bank",
        Party::Foreign => "the rest of the world",
        Party::Households(_) => "households",
        Party::Firms(_) => "firms",
    }
}

fn amount_is_valid(amount: f64) -> Result<(), Refusal> {
    if amount.is_finite() && amount >= 0.0 {
        Ok(())
    } else {
        Err(Refusal::Amount(amount))
    }
}

/// Rows exist, and each is there once.
fn rows_are_valid(economy: &Economy, party: Party) -> Result<(), Refusal> {
    let (rows, count) = match party {
        Party::Households(rows) => (rows, economy.households.deposits.len()),
        Party::Firms(rows) => (rows, economy.firms.deposits.len()),
        _ => return Ok(()),
    };
    let who = name(party);
    let last = rows.last().ok_or(Refusal::Nobody { who })?;
    if *last as usize >= count || rows.windows(2).any(|pair| pair[0] >= pair[1]) {
        return Err(Refusal::Rows { who, count });
    }
    Ok(())
}

/// What a party can pay \[million\]; the government, the central bank and the rest of the world
/// can go into debt.
fn means(economy: &Economy, party: Party) -> f64 {
    match party {
        Party::Bank => pos(economy.bank.equity),
        Party::Households(rows) => positive_sum(&economy.households.deposits, rows),
        Party::Firms(rows) => positive_sum(&economy.firms.deposits, rows),
        _ => f64::INFINITY,
    }
}

fn pay(economy: &mut Economy, party: Party, amount: f64) {
    match party {
        Party::Government => {
            economy.government.debt += amount;
            economy.government.capital_transfers += amount;
        }
        Party::CentralBank => economy.central_bank.equity -= amount,
        Party::Foreign => economy.foreign.position -= amount,
        Party::Bank => economy.bank.equity -= amount,
        Party::Households(rows) => {
            let share = amount / positive_sum(&economy.households.deposits, rows);
            for &row in rows {
                let deposits = &mut economy.households.deposits[row as usize];
                *deposits -= share * pos(*deposits);
            }
        }
        Party::Firms(rows) => {
            let share = amount / positive_sum(&economy.firms.deposits, rows);
            for &row in rows {
                let row = row as usize;
                let paid = share * pos(economy.firms.deposits[row]);
                economy.firms.deposits[row] -= paid;
                economy.firms.equity[row] -= paid;
            }
        }
    }
    if is_customer(party) {
        economy.bank.reserves -= amount;
    }
}

fn receive(economy: &mut Economy, party: Party, amount: f64) {
    match party {
        Party::Government => {
            economy.government.debt -= amount;
            economy.government.capital_transfers -= amount;
        }
        Party::CentralBank => economy.central_bank.equity += amount,
        Party::Foreign => economy.foreign.position += amount,
        Party::Bank => economy.bank.equity += amount,
        Party::Households(rows) => {
            let each = amount / rows.len() as f64;
            for &row in rows {
                economy.households.deposits[row as usize] += each;
            }
        }
        Party::Firms(rows) => {
            let staff = |row: u32| f64::from(economy.firms.employees[row as usize]);
            let per_employee = amount / rows.iter().map(|&row| staff(row)).sum::<f64>();
            for &row in rows {
                let row = row as usize;
                let received = per_employee * f64::from(economy.firms.employees[row]);
                economy.firms.deposits[row] += received;
                economy.firms.equity[row] += received;
            }
        }
    }
    if is_customer(party) {
        economy.bank.reserves += amount;
    }
}

/// Whether the party's money is in the books of the bank, so that reserves follow it.
fn is_customer(party: Party) -> bool {
    matches!(party, Party::Bank | Party::Households(_) | Party::Firms(_))
}

fn sum_of(column: &[f64], rows: &[u32]) -> f64 {
    reduce::sum(rows.len(), |place| column[rows[place] as usize])
}

fn positive_sum(column: &[f64], rows: &[u32]) -> f64 {
    reduce::sum(rows.len(), |place| pos(column[rows[place] as usize]))
}
