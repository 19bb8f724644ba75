//! Figures of the economy, the same for rules of firms and for scenarios that look between phases.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::fields::{Figure, figures};
use crate::economy::Economy;
use crate::parameters::Scalars;

static FIGURES: LazyLock<BTreeMap<String, Figure>> = LazyLock::new(|| {
    let named = figures().into_iter();
    named.map(|(field, figure)| (field.name, figure)).collect()
});

/// Value of the figure called `name`, one of [`economy_fields`](super::economy_fields): state as it
/// stands, figures of the last record, parameters as in `scalars`; 0 for what the base quarter does
/// not have, such as new loans. None if there is no such figure.
pub fn economy_value(name: &str, economy: &Economy, scalars: &Scalars) -> Option<f64> {
    find(name).map(|figure| value(figure, economy, scalars))
}

/// The figure called `name`.
pub(super) fn find(name: &str) -> Option<Figure> {
    FIGURES.get(name).copied()
}

/// Value of a figure, as [`economy_value`] gives it.
pub(super) fn value(figure: Figure, economy: &Economy, scalars: &Scalars) -> f64 {
    let value = match figure {
        Figure::State(table, column) => economy
            .values_of(table, column)
            .and_then(|values| values.number(0)),
        Figure::Parameter(parameter) => scalars.get(parameter),
    };
    value.filter(|value| !value.is_nan()).unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strategies::economy_fields;

    #[test]
    fn every_figure_has_a_value_and_state_comes_before_the_record() {
        let mut economy = Economy::default();
        economy.bank.equity = 3.0;
        economy.aggregate.expected_inflation = 0.25;
        let scalars = Scalars {
            tax_income: 0.5,
            ..Scalars::default()
        };
        for field in economy_fields() {
            assert!(economy_value(&field.name, &economy, &scalars).is_some());
        }
        let value = |name| economy_value(name, &economy, &scalars);
        assert_eq!(value("bank_equity"), Some(3.0));
        assert_eq!(value("expected_inflation"), Some(0.25));
        assert_eq!(value("tax_income"), Some(0.5));
        assert_eq!(value("product_price"), None);
        // What the base quarter does not have.
        economy.accounts.national.new_loans = f64::NAN;
        let value = |name| economy_value(name, &economy, &scalars);
        assert_eq!(value("new_loans"), Some(0.0));
    }
}
