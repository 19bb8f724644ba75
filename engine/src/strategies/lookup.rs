//! Figures of the economy by name, for scenarios that look at it between phases.

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
/// stands, figures of the last record, parameters as in `scalars`. None if there is no such figure.
pub fn economy_value(name: &str, economy: &Economy, scalars: &Scalars) -> Option<f64> {
    match *FIGURES.get(name)? {
        Figure::State(table, column) => economy.values_of(table, column)?.number(0),
        Figure::Parameter(parameter) => scalars.get(parameter),
    }
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
    }
}
