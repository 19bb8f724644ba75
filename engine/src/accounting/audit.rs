//! The audit: identities that must hold after every period of every run.
//!
//! Source: SPEC 7. A broken identity stops the run and names itself and its residual.

use crate::economy::Economy;
use crate::numeric::{nz, reduce};
use crate::parameters::Model;
use crate::record::Record;

/// An identity that does not hold.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error(
    "identity {identity} ({statement}) is off by {residual:.3e} in period {period}, more than {tolerance:.1e}; the accounts of this run cannot be trusted"
)]
pub struct Imbalance {
    /// Number of the identity, A1 to A13.
    pub identity: &'static str,
    /// What should hold.
    pub statement: &'static str,
    /// Quarters simulated; 0 is the opening.
    pub period: u32,
    /// Left side less right side.
    pub residual: f64,
    /// What was allowed.
    pub tolerance: f64,
}

/// Collects identities of one period and remembers the first that fails.
struct Audit {
    period: u32,
    failed: Option<Imbalance>,
}

impl Audit {
    /// `residual` must be within `tolerance` of zero, and a number.
    fn holds(
        &mut self,
        identity: &'static str,
        statement: &'static str,
        residual: f64,
        tolerance: f64,
    ) {
        let within = residual.abs() <= tolerance;
        if !within && self.failed.is_none() {
            self.failed = Some(Imbalance {
                identity,
                statement,
                period: self.period,
                residual,
                tolerance,
            });
        }
    }

    fn result(self) -> Result<(), Imbalance> {
        self.failed.map_or(Ok(()), Err)
    }
}

/// Tolerance of identities in money after `periods`: `1e-11 n max(GDP, L^G)`.
fn tolerance(economy: &Economy, periods: u32) -> f64 {
    let scale = economy
        .accounts
        .national
        .nominal_gdp
        .abs()
        .max(economy.government.debt.abs());
    1e-11 * f64::from(periods.max(1)) * scale
}

/// Identities A1 to A12 and the invariants of SPEC 7.3 at the end of a period.
///
/// # Errors
/// The first identity that does not hold.
pub fn period(economy: &Economy, debt_before: f64) -> Result<(), Imbalance> {
    let periods = economy.aggregate.period - 1;
    let allowed = tolerance(economy, periods);
    let mut audit = Audit {
        period: periods,
        failed: None,
    };
    finite(&mut audit, economy);
    national(&mut audit, economy, allowed);
    balance_sheets(&mut audit, economy, allowed);
    let government = &economy.government;
    audit.holds(
        "A7",
        "change of government debt = deficit + capital transfers",
        government.debt - debt_before - government.deficit - government.capital_transfers,
        allowed,
    );
    firm_stocks(&mut audit, economy);
    goods(&mut audit, economy, allowed);
    employment(&mut audit, economy);
    invariants(&mut audit, economy);
    audit.result()
}

/// Identities A5, A6 and A11, which hold at every moment up to the goods market.
///
/// # Errors
/// The first identity that does not hold.
pub fn balances(economy: &Economy) -> Result<(), Imbalance> {
    let periods = economy.aggregate.period;
    let mut audit = Audit {
        period: periods,
        failed: None,
    };
    balance_sheets(&mut audit, economy, tolerance(economy, periods));
    audit.result()
}

/// Identity A13: A1 to A6 at t = 0, A2 and A3 only where firm sizes meet their totals.
///
/// # Errors
/// The first identity that does not hold.
pub fn opening(economy: &Economy, model: &Model) -> Result<(), Imbalance> {
    let allowed = tolerance(economy, 1);
    let mut audit = Audit {
        period: 0,
        failed: None,
    };
    if model.parameters().switches.deterministic {
        income(&mut audit, &economy.accounts.national, allowed);
    } else {
        national(&mut audit, economy, allowed);
    }
    balance_sheets(&mut audit, economy, allowed);
    employment(&mut audit, economy);
    invariants(&mut audit, economy);
    audit.result()
}

/// Totals that are no numbers make every other identity meaningless.
fn finite(audit: &mut Audit, economy: &Economy) {
    let (record, government) = (&economy.accounts.national, &economy.government);
    for (statement, value) in [
        ("nominal GDP is a finite number", record.nominal_gdp),
        ("real GDP is a finite number", record.real_gdp),
        ("government debt is a finite number", government.debt),
        ("bank equity is a finite number", economy.bank.equity),
    ] {
        let residual = if value.is_finite() { 0.0 } else { value };
        audit.holds("7.3", statement, residual, 0.0);
    }
}

fn income(audit: &mut Audit, r: &Record, allowed: f64) {
    let income = r.compensation_employees + r.operating_surplus + r.taxes_production;
    audit.holds("A1", "production = income", r.nominal_gva - income, allowed);
}

fn national(audit: &mut Audit, economy: &Economy, allowed: f64) {
    let r = &economy.accounts.national;
    income(audit, r, allowed);
    let nominal = r.nominal_household_consumption
        + r.nominal_government_consumption
        + r.nominal_capitalformation
        + r.nominal_exports
        - r.nominal_imports;
    audit.holds(
        "A2",
        "production = expenditure, nominal",
        r.nominal_gdp - nominal,
        allowed,
    );
    let real = r.real_household_consumption
        + r.real_government_consumption
        + r.real_capitalformation
        + r.real_exports
        - r.real_imports;
    audit.holds(
        "A3",
        "production = expenditure, real",
        r.real_gdp - real,
        allowed,
    );
    let industries = &economy.accounts.industries;
    let nominal: f64 = industries.nominal_sector_gva.iter().sum();
    audit.holds(
        "A4",
        "industries add up to value added, nominal",
        nominal - r.nominal_gva,
        allowed,
    );
    let real: f64 = industries.real_sector_gva.iter().sum();
    audit.holds(
        "A4",
        "industries add up to value added, real",
        real - r.real_gva,
        allowed,
    );
}

fn balance_sheets(audit: &mut Audit, economy: &Economy, allowed: f64) {
    let [loans, firm_deposits] = reduce::totals([&economy.firms.loans, &economy.firms.deposits]);
    let household_deposits = reduce::total(&economy.households.deposits);
    let (bank, central_bank) = (&economy.bank, &economy.central_bank);
    let (debt, foreign) = (economy.government.debt, economy.foreign.position);
    let bank_books = bank.reserves + loans - firm_deposits - household_deposits - bank.equity;
    audit.holds(
        "A5",
        "reserves + loans = deposits + bank equity",
        bank_books,
        allowed,
    );
    let central_books = debt - central_bank.equity - bank.reserves - foreign;
    audit.holds(
        "A6",
        "government debt = central bank equity + reserves + foreign position",
        central_books,
        allowed,
    );
    let net_worth = firm_deposits - loans + household_deposits + bank.equity + central_bank.equity
        - debt
        + foreign;
    audit.holds(
        "A11",
        "financial net worth adds up to zero",
        net_worth,
        2.0 * allowed,
    );
}

fn firm_stocks(audit: &mut Audit, economy: &Economy) {
    let f = &economy.firms;
    let worst = worst_row(f.output.len(), |i| {
        let opening = f.inventories[i] - f.inventory_change[i];
        let scale = 1e-9 * (1.0 + f.output[i].abs() + opening.abs());
        let produced = (f.output[i] - f.sales[i] - f.inventory_change[i]).abs();
        let sold = (-f.sales[i]).max(f.sales[i] - f.output[i] - opening);
        produced.max(sold).max(-f.inventories[i]) / scale
    });
    audit.holds(
        "A8",
        "output = sales + inventory change, and 0 <= sales <= supply",
        (worst - 1.0).max(0.0),
        0.0,
    );
}

fn goods(audit: &mut Audit, economy: &Economy, allowed: f64) {
    let (f, a) = (&economy.firms, &economy.aggregate);
    let firms = f.output.len();
    let h = &economy.households;
    let [consumption, housing] = reduce::totals([&h.consumption, &h.housing_investment]);
    let [materials, investment] = reduce::totals([&f.materials_bought, &f.investment]);
    let (exports, government) = (economy.foreign.consumption, economy.government.consumption);
    let sold = reduce::total(&f.sales) + reduce::total(&economy.foreign.sales);
    let bought = materials
        + investment
        + consumption / nz(a.consumption_deflator)
        + housing / nz(a.housing_deflator)
        + government / nz(economy.government.deflator)
        + exports / nz(economy.foreign.export_deflator);
    audit.holds(
        "A9",
        "goods sold = goods bought, real",
        sold - bought,
        allowed,
    );
    let imports: f64 = economy
        .foreign
        .price
        .iter()
        .zip(&economy.foreign.sales)
        .map(|(p, q)| p * q)
        .sum();
    let revenue = reduce::sum(firms, |i| f.price[i] * f.sales[i]) + imports;
    let spending = reduce::sum(firms, |i| {
        f.materials_price[i] * f.materials_bought[i] + f.investment_price[i] * f.investment[i]
    }) + consumption
        + housing
        + government
        + exports;
    audit.holds(
        "A10",
        "goods sold = goods bought, nominal",
        revenue - spending,
        allowed,
    );
}

fn employment(audit: &mut Audit, economy: &Economy) {
    let f = &economy.firms;
    let mut staff = vec![0_u32; f.employees.len()];
    let mut unemployed = 0_u64;
    for employer in &economy.households.employer {
        match employer.row() {
            Some(firm) => staff[firm] += 1,
            None => unemployed += 1,
        }
    }
    let wrong = staff
        .iter()
        .zip(&f.employees)
        .filter(|&(counted, booked)| counted != booked || *booked == 0)
        .count();
    audit.holds(
        "A12",
        "every firm has the employees it counts, and at least one",
        wrong as f64,
        0.0,
    );
    let employed: u64 = f.employees.iter().map(|&n| u64::from(n)).sum();
    let persons = (employed + unemployed) as f64 - f64::from(economy.population.workers);
    audit.holds(
        "A12",
        "employed and unemployed are all workers",
        persons,
        0.0,
    );
}

fn invariants(audit: &mut Audit, economy: &Economy) {
    let (f, h) = (&economy.firms, &economy.households);
    let firms = f.output.len();
    let prices = broken(|i| f.price[i] > 0.0 && f.price[i].is_finite(), firms);
    audit.holds("7.3", "prices are positive", prices, 0.0);
    let stocks = broken(
        |i| {
            f.capital[i] >= 0.0
                && f.materials[i] >= 0.0
                && f.loans[i] >= 0.0
                && f.new_loans[i] >= 0.0
        },
        firms,
    );
    audit.holds(
        "7.3",
        "capital, materials and loans are not negative",
        stocks,
        0.0,
    );
    let finite = broken(
        |i| {
            (f.capital[i] + f.materials[i] + f.deposits[i] + f.loans[i] + f.profit[i] + f.output[i])
                .is_finite()
        },
        firms,
    );
    audit.holds("7.3", "all figures of firms are finite", finite, 0.0);
    let infinite = reduce::counted(h.income.len(), |rows| {
        let [income, deposits, housing] =
            [&h.income, &h.deposits, &h.housing].map(|column| &column[rows.clone()]);
        let rows = income.iter().zip(deposits).zip(housing);
        let sums = rows.map(|((income, deposits), housing)| income + deposits + housing);
        sums.filter(|sum| !sum.is_finite()).count()
    });
    audit.holds(
        "7.3",
        "all figures of households are finite",
        infinite as f64,
        0.0,
    );
    let products = economy
        .aggregate
        .product_price
        .iter()
        .filter(|&&price| !(price > 0.0 && price.is_finite()))
        .count();
    audit.holds("7.3", "product prices are positive", products as f64, 0.0);
}

/// Number of rows for which something does not hold.
fn broken(holds: impl Fn(usize) -> bool + Sync, rows: usize) -> f64 {
    reduce::count(rows, |row| !holds(row)) as f64
}

/// The largest value of `measure` over the rows; NaN counts as infinite.
fn worst_row(rows: usize, measure: impl Fn(usize) -> f64) -> f64 {
    (0..rows).map(measure).fold(0.0, |worst, value| {
        if value.is_nan() {
            f64::INFINITY
        } else {
            worst.max(value)
        }
    })
}
