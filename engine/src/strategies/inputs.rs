//! Where the inputs of a rule come from.

use rayon::prelude::*;

use super::Decision;
use super::fields::Derived;
use crate::economy::Economy;
use crate::kernel::Column;
use crate::numeric::nz;
use crate::parameters::Parameters;
use crate::phases::{Context, ROWS_PER_TASK};
use crate::random::{self, ROWS_PER_STREAM};
use crate::tables::{Firms, Kind, Values};

/// Where a field of firms comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Input {
    /// The decided column before the phase.
    Before,
    /// What the model's own rule gives.
    Rule,
    /// Target output of the last quarter.
    LastTarget,
    /// A column of firms.
    Column(&'static str),
    /// Computed when needed.
    Derived(Derived),
}

impl Input {
    /// The field called `name`, as `decision` sees it; none if there is no such field.
    pub(super) fn find(name: &str, decision: Option<Decision>) -> Option<Input> {
        if decision.is_some_and(|decision| decision.column() == name) {
            return Some(Input::Before);
        }
        if let Some(derived) = Derived::find(name) {
            return match derived {
                Derived::Rule => decision.map(|_| Input::Rule),
                Derived::Draw => decision.map(|_| Input::Derived(derived)),
                Derived::LastTargetOutput => decision.map(|_| Input::LastTarget),
                Derived::Inventory => Some(Input::Column("inventories")),
                _ => Some(Input::Derived(derived)),
            };
        }
        if name == Decision::Dividend.column() {
            return Some(Input::Derived(Derived::Payout));
        }
        Firms::COLUMNS
            .iter()
            .find(|column| column.name == name && column.kind != Kind::Identity)
            .map(|column| Input::Column(column.name))
    }
}

/// A column of firms as a program reads it.
pub(super) fn column<'a>(firms: &'a Firms, name: &str) -> Column<'a> {
    match firms.values_of(name) {
        Some(Values::Numbers(column)) => Column::Numbers(column),
        Some(Values::Counts(column)) => Column::Counts(column),
        Some(Values::Signed(column)) => Column::Signed(column),
        Some(Values::Short(column)) => Column::Short(column),
        Some(Values::Byte(column)) => Column::Byte(column),
        Some(Values::Flags(column)) => Column::Flags(column),
        _ => Column::Numbers(&[]),
    }
}

/// Fills `target` with a derived field for every firm.
pub(super) fn derive(
    derived: Derived,
    economy: &Economy,
    parameters: &Parameters,
    target: &mut Vec<f64>,
) {
    let (firms, aggregate) = (&economy.firms, &economy.aggregate);
    let industry = |firm: usize| usize::from(firms.industry[firm]);
    let capacity = |firm: usize| firms.capital_productivity[firm] * firms.capital[firm];
    let bundle = || {
        parameters
            .input_shares
            .bundle_prices(&aggregate.product_price)
    };
    target.resize(firms.industry.len(), 0.0);
    match derived {
        Derived::ExpectedSales => {
            let growth = 1.0 + aggregate.expected_growth;
            fill(target, |firm| firms.demand[firm] * growth);
        }
        Derived::MarketPrice => fill(target, |firm| aggregate.product_price[industry(firm)]),
        Derived::BundlePrice => {
            let bundle = bundle();
            fill(target, |firm| bundle[industry(firm)]);
        }
        Derived::UnitCost => {
            let bundle = bundle();
            let labour_price =
                (1.0 + parameters.scalars.tax_social_employer) * aggregate.consumer_price;
            fill(target, |firm| {
                labour_price * firms.wage_rate[firm] / firms.labour_productivity[firm]
                    + bundle[industry(firm)] / firms.intermediate_productivity[firm]
                    + aggregate.capital_price * firms.depreciation_rate[firm]
                        / firms.capital_productivity[firm]
            });
        }
        Derived::Capacity => fill(target, capacity),
        Derived::Utilisation => fill(target, |firm| firms.output[firm] / nz(capacity(firm))),
        Derived::ReturnOnCapital => fill(target, |firm| {
            firms.profit[firm] / nz(aggregate.capital_price * firms.capital[firm])
        }),
        Derived::Payout => {
            let common = parameters.scalars.dividend_payout;
            fill(target, |firm| {
                crate::accounting::incomes::payout(&firms.payout_ratio, firm, common)
            });
        }
        Derived::Rule | Derived::Draw | Derived::LastTargetOutput | Derived::Inventory => {
            target.fill(f64::NAN);
        }
    }
}

/// Fills `target` with a number from 0 to 1 for every firm, of its own for this decision and quarter.
pub(super) fn draw(decision: Decision, context: &Context, rows: usize, target: &mut Vec<f64>) {
    let purpose = format!("strategy_{}", decision.name());
    target.resize(rows, 0.0);
    target
        .par_chunks_mut(ROWS_PER_STREAM)
        .enumerate()
        .for_each(|(block, numbers)| {
            if context.deterministic() {
                numbers.fill(0.5);
            } else {
                let mut stream = context.stream(&purpose, block as u64);
                numbers.fill_with(|| random::uniform(&mut stream));
            }
        });
}

fn fill(target: &mut [f64], value: impl Fn(usize) -> f64 + Sync) {
    target
        .par_iter_mut()
        .enumerate()
        .with_min_len(ROWS_PER_TASK)
        .for_each(|(firm, target)| *target = value(firm));
}
