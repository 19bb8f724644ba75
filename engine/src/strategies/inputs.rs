//! Where the inputs of a rule come from.

use rayon::prelude::*;

use super::{Decision, fields};
use crate::economy::Economy;
use crate::kernel::Column;
use crate::numeric::ratio;
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
    /// A random number.
    Draw,
    /// A column of firms.
    Column(&'static str),
    /// Computed when needed.
    Derived(Derived),
}

/// A field computed from columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Derived {
    ExpectedSales,
    MarketPrice,
    BundlePrice,
    UnitCost,
    Capacity,
    Utilisation,
    ReturnOnCapital,
    Payout,
}

impl Input {
    /// The field called `name`, as `decision` sees it; none if there is no such field.
    pub(super) fn find(name: &str, decision: Option<Decision>) -> Option<Input> {
        if decision.is_some_and(|decision| decision.column() == name) {
            return Some(Input::Before);
        }
        if let Some(input) = fields::named(name) {
            let of_decisions = matches!(input, Input::Rule | Input::LastTarget | Input::Draw);
            return (decision.is_some() || !of_decisions).then_some(input);
        }
        if name == Decision::Dividend.column() {
            return Some(Input::Derived(Derived::Payout));
        }
        Firms::COLUMNS
            .iter()
            .find(|column| column.name == name && column.kind != Kind::Identity)
            .map(|column| Input::Column(column.name))
    }

    /// Whether it has a column of its own, filled for every decision that needs it.
    pub(super) fn is_filled(self) -> bool {
        matches!(self, Input::Draw | Input::Derived(_))
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

/// Fills `target` with the numbers of a column of firms.
pub(super) fn copy(firms: &Firms, name: &str, target: &mut Vec<f64>) {
    target.clear();
    match firms.values_of(name) {
        Some(Values::Numbers(column)) => target.extend_from_slice(column),
        Some(values) => target.extend((0..values.rows()).filter_map(|row| values.number(row))),
        None => {}
    }
}

/// Fills `target` with a derived field for every firm.
///
/// - expected sales, the target output of (1): `Q^d_i (1 + γ^e)`
/// - market price: `P̄_g` of the own product
/// - bundle price: `Σ_g a_gs P̄_g`
/// - unit cost, which `π^c_i` of (2) compares with the firm's price:
///   `(1+τ^SIF) P̄^HH w̄_i/ᾱ_i + Σ_g a_gs P̄_g / β_i + P̄^CF δ_i/κ_i`
/// - capacity, as in (4): `κ_i K_i`
/// - utilisation: `Y_i / (κ_i K_i)`
/// - return on capital: `Π_i / (P̄^CF K_i)`
/// - payout: the firm's own ratio, or the one of all
///
/// Source: SPEC 4.6, with the price indices of the last quarter.
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
        Derived::Utilisation => fill(target, |firm| ratio(firms.output[firm], capacity(firm))),
        Derived::ReturnOnCapital => fill(target, |firm| {
            let capital = aggregate.capital_price * firms.capital[firm];
            ratio(firms.profit[firm], capital)
        }),
        Derived::Payout => {
            let common = parameters.scalars.dividend_payout;
            fill(target, |firm| {
                crate::accounting::incomes::payout(&firms.payout_ratio, firm, common)
            });
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worked_by_hand_and_without_capital() {
        let mut economy = Economy::default();
        economy.aggregate.capital_price = 2.0;
        economy.aggregate.expected_growth = 0.25;
        economy.firms = Firms {
            industry: vec![0; 3],
            demand: vec![4.0, 8.0, 0.0],
            output: vec![3.0, 5.0, 0.0],
            profit: vec![6.0, -7.0, 0.0],
            capital: vec![4.0, 0.0, 1.0],
            capital_productivity: vec![0.5; 3],
            ..Firms::default()
        };
        let mut found = Vec::new();
        for (derived, expected) in [
            (Derived::ExpectedSales, [5.0, 10.0, 0.0]),
            (Derived::Capacity, [2.0, 0.0, 0.5]),
            (Derived::Utilisation, [1.5, 0.0, 0.0]),
            (Derived::ReturnOnCapital, [0.75, 0.0, 0.0]),
        ] {
            derive(derived, &economy, &Parameters::default(), &mut found);
            assert_eq!(found, expected, "{derived:?}");
        }
    }
}
