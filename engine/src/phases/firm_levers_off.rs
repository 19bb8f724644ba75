//! Levers on firms spring back: columns are again what they were before the levers.
//!
//! Source: SPEC 4.4; see `firm_levers_on`. Nothing is divided: the columns were kept.

use super::Context;
use crate::access::access;
use crate::tables::levered;

macro_rules! declare {
    ($($column:ident $before:ident $lever:ident;)*) => {
        access! {
            updates {
                $($column: (some f64) = firms.$column,)*
                $($before: (grows f64) = before_levers.$column,)*
            }
        }

        impl<'a> View<'a> {
            /// Columns, and what they were before the levers.
            fn columns(self) -> impl Iterator<Item = (&'a mut [f64], &'a mut Vec<f64>)> {
                [$((self.$column, self.$before),)*].into_iter()
            }
        }
    };
}
levered!(declare);

pub(crate) fn run(view: View, _context: &Context) {
    for (column, before) in view.columns() {
        if !before.is_empty() {
            column.copy_from_slice(before);
            before.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::parameters::Parameters;
    use crate::phases::testing::context;

    #[test]
    fn only_what_was_kept_is_put_back() {
        let mut economy = Economy::default();
        economy.firms.wage_rate = vec![3.0, 4.0];
        economy.firms.tax_products = vec![0.1, 0.2];
        economy.before_levers.wage_rate = vec![1.0, 2.0];
        run(View::of(&mut economy), &context(&Parameters::default()));
        assert_eq!(economy.firms.wage_rate, [1.0, 2.0]);
        assert_eq!(economy.firms.tax_products, [0.1, 0.2]);
        assert!(economy.before_levers.wage_rate.is_empty());
    }
}
