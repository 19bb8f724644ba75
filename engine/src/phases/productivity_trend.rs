//! Labour productivity and wage rates grow by a common trend.
//!
//! Differs: the published model has no such trend; with `productivity_trend` 0 nothing happens.
//! Source: growth extension; labour-augmenting (Harrod-neutral) technical progress, Uzawa (1961).

use rayon::prelude::*;

use super::{Context, ROWS_PER_TASK};
use crate::access::access;

access! {
    updates { labour_productivity: [f64] = firms.labour_productivity, wage_rate: [f64] = firms.wage_rate }
}

pub(crate) fn run(view: View, context: &Context) {
    let trend = context.parameters.scalars.productivity_trend;
    if trend == 0.0 {
        return;
    }
    (view.labour_productivity, view.wage_rate)
        .into_par_iter()
        .with_min_len(ROWS_PER_TASK)
        .for_each(|(productivity, wage)| {
            *productivity *= 1.0 + trend;
            *wage *= 1.0 + trend;
        });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::parameters::Scalars;
    use crate::phases::testing::{assert_close, context, with_scalars};

    fn grown(trend: f64) -> Economy {
        let mut economy = Economy::default();
        economy.firms.labour_productivity = vec![100.0, 0.1, 0.3];
        economy.firms.wage_rate = vec![40.0, 0.7, 0.0];
        let parameters = with_scalars(Scalars {
            productivity_trend: trend,
            ..Scalars::default()
        });
        run(View::of(&mut economy), &context(&parameters));
        economy
    }

    #[test]
    fn both_grow_by_the_trend() {
        let firms = grown(0.01).firms;
        assert_close(&firms.labour_productivity, &[101.0, 0.101, 0.303]);
        assert_close(&firms.wage_rate, &[40.4, 0.707, 0.0]);
    }

    #[test]
    fn the_published_model_has_no_trend() {
        let firms = grown(0.0).firms;
        assert_eq!(firms.labour_productivity, [100.0, 0.1, 0.3]);
        assert_eq!(firms.wage_rate, [40.0, 0.7, 0.0]);
    }
}
