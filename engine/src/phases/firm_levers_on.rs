//! Levers on firms' productivities, depreciation, wage rates and tax rates take effect.
//!
//! Source: SPEC 4.4, 8.3: the scenario hook of the published model, after the policy rate and before
//! the lending rate.
//!
//! Differs: the published hook overwrites. Here columns are kept as they were and restored at the end
//! of the quarter by `firm_levers_off`, so that no shock needs undoing. What a hook does in between
//! to a column that is pulled is therefore lost; before this phase it stays.

use super::Context;
use crate::access::access;
use crate::levers::{Lever, registry};
use crate::tables::levered;

macro_rules! declare {
    ($($column:ident $before:ident $lever:ident;)*) => {
        access! {
            reads { first_firm: [u32] = population.first_firm }
            writes { $($before: (grows f64) = before_levers.$column,)* }
            updates { $($column: (some f64) = firms.$column,)* }
        }

        impl<'a> View<'a> {
            /// Levers, the columns they act on, and where those are kept as they were.
            fn columns(self) -> impl Iterator<Item = (&'static Lever, &'a mut [f64], &'a mut Vec<f64>)> {
                [$((&registry::$lever, self.$column, self.$before),)*].into_iter()
            }
        }
    };
}
levered!(declare);

pub(crate) fn run(view: View, context: &Context) {
    let first_firm = view.first_firm;
    for (lever, column, before) in view.columns() {
        before.clear();
        if context.levers.pulls_of(lever).next().is_some() {
            before.extend_from_slice(column);
            pull(lever, column, first_firm, context);
        }
    }
}

fn pull(lever: &Lever, column: &mut [f64], first_firm: &[u32], context: &Context) {
    for pull in context.levers.pulls_of(lever) {
        for (industry, firms) in first_firm.windows(2).enumerate() {
            if pull.picks(industry) {
                for value in &mut column[firms[0] as usize..firms[1] as usize] {
                    *value = context.levers.pulled(lever, pull, *value);
                    context.levers.check(lever, *value);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::levers::{InForce, Pull, Size, Wedge};
    use crate::parameters::Parameters;
    use crate::phases::firm_levers_off;
    use crate::phases::testing::{assert_close, context};

    /// Two firms in the first industry, one in the second.
    fn economy() -> Economy {
        let mut economy = Economy::default();
        economy.population.first_firm = vec![0, 2, 3];
        let firms = &mut economy.firms;
        firms.labour_productivity = vec![0.1, 0.2, 0.3];
        firms.intermediate_productivity = vec![2.0, f64::INFINITY, 2.0];
        firms.capital_productivity = vec![0.5; 3];
        firms.depreciation_rate = vec![0.03; 3];
        firms.wage_rate = vec![0.04, 0.05, 0.06];
        firms.tax_products = vec![0.01; 3];
        firms.tax_production = vec![0.02; 3];
        economy
    }

    fn levers(pulls: &[(&str, Option<&[u16]>, Size, f64)]) -> InForce {
        let pulls: Vec<Pull> = pulls
            .iter()
            .map(|&(lever, rows, size, value)| Pull {
                lever: registry::find(lever).unwrap(),
                rows: rows.map(Into::into),
                wedge: Wedge { size, value },
            })
            .collect();
        let mut levers = InForce::nothing();
        levers.pull(&pulls, 1);
        levers
    }

    #[test]
    fn columns_of_the_picked_industries_move_and_spring_back() {
        let levers = levers(&[
            ("labour_productivity", Some(&[0]), Size::Pct, 10.0),
            ("labour_productivity", None, Size::Add, 0.01),
            ("wage_rate", Some(&[1]), Size::Level, 0.07),
            ("tax_production", None, Size::Pp, 1.5),
            ("intermediate_productivity", None, Size::Pct, 5.0),
        ]);
        let (mut economy, parameters) = (economy(), Parameters::default());
        let context = Context {
            levers: &levers,
            ..context(&parameters)
        };
        run(View::of(&mut economy), &context);
        let firms = &economy.firms;
        assert_close(&firms.labour_productivity, &[0.12, 0.23, 0.31]);
        assert_close(&firms.wage_rate, &[0.04, 0.05, 0.07]);
        assert_close(&firms.tax_production, &[0.035; 3]);
        assert_eq!(firms.intermediate_productivity, [2.1, f64::INFINITY, 2.1]);
        assert_eq!(firms.capital_productivity, [0.5; 3]);
        assert!(economy.before_levers.capital_productivity.is_empty());
        assert_eq!(levers.outside(), None);
        firm_levers_off::run(firm_levers_off::View::of(&mut economy), &context);
        assert_eq!(economy, self::economy());
    }

    #[test]
    fn a_column_that_leaves_its_range_is_named() {
        let levers = levers(&[("depreciation_rate", Some(&[1]), Size::Pp, -4.0)]);
        let (mut economy, parameters) = (economy(), Parameters::default());
        let context = Context {
            levers: &levers,
            ..context(&parameters)
        };
        run(View::of(&mut economy), &context);
        assert_eq!(levers.outside().unwrap().name, "depreciation_rate");
    }
}
