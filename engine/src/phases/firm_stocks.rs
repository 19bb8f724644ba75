//! Capital, materials and inventories at the end of the period.
//!
//! Source: SPEC 4.16. `K_i = K_i - δ_i/κ_i Y_i + I_i`, `M_i = M_i - Y_i/β_i + ΔM_i`,
//! `ΔS_i = Y_i - Q_i`, `S_i = S_i + ΔS_i`. Rounding below zero is cut off.

use rayon::prelude::*;

use super::{Context, ROWS_PER_TASK};
use crate::access::access;

access! {
    reads {
        output: [f64] = firms.output,
        sales: [f64] = firms.sales,
        investment: [f64] = firms.investment,
        materials_bought: [f64] = firms.materials_bought,
        depreciation_rate: [f64] = firms.depreciation_rate,
        capital_productivity: [f64] = firms.capital_productivity,
        intermediate_productivity: [f64] = firms.intermediate_productivity,
    }
    writes { inventory_change: [f64] = firms.inventory_change }
    updates { capital: [f64] = firms.capital, materials: [f64] = firms.materials, inventories: [f64] = firms.inventories }
}

pub(crate) fn run(view: View, _context: &Context) {
    (
        (
            view.capital,
            view.materials,
            view.inventories,
            view.inventory_change,
        ),
        (
            view.output,
            view.sales,
            view.investment,
            view.materials_bought,
        ),
        (
            view.depreciation_rate,
            view.capital_productivity,
            view.intermediate_productivity,
        ),
    )
        .into_par_iter()
        .with_min_len(ROWS_PER_TASK)
        .for_each(
            |(
                (capital, materials, inventories, change),
                (output, sales, investment, bought),
                rates,
            )| {
                let (depreciation, productivity, input) = rates;
                *capital += investment - depreciation / productivity * output;
                *materials = (*materials - output / input + bought).max(0.0);
                *change = output - sales;
                *inventories = (*inventories + *change).max(0.0);
            },
        );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::parameters::Parameters;
    use crate::phases::testing;

    #[test]
    fn worked_by_hand() {
        let mut economy = Economy::default();
        let firms = &mut economy.firms;
        firms.capital = vec![100.0, 100.0, 10.0];
        firms.materials = vec![20.0, 5.0, 1.0];
        firms.inventories = vec![0.0, 4.0, 0.0];
        firms.inventory_change = vec![0.0; 3];
        firms.output = vec![10.0, 10.0, 0.0];
        firms.sales = vec![7.0, 14.0, 0.0];
        firms.investment = vec![1.0, 0.0, 2.0];
        firms.materials_bought = vec![5.0, 0.0, 0.5];
        firms.depreciation_rate = vec![0.1; 3];
        firms.capital_productivity = vec![0.5; 3];
        firms.intermediate_productivity = vec![2.0, 2.0, f64::INFINITY];
        let parameters = Parameters::default();
        let context = testing::context(&parameters);
        run(View::of(&mut economy), &context);
        assert_eq!(economy.firms.capital, [99.0, 98.0, 12.0]);
        assert_eq!(economy.firms.materials, [20.0, 0.0, 1.5]);
        assert_eq!(economy.firms.inventories, [3.0, 0.0, 0.0]);
        assert_eq!(economy.firms.inventory_change, [3.0, -4.0, 0.0]);
    }
}
