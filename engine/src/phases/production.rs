//! Production and the wage that follows from how hard labour is worked.
//!
//! Source: SPEC 4.9. `y_i = min(Q^s_i, κ_i K_i, β_i M_i)`, `u_i = min(1.5, y_i/(N_i ᾱ_i))`,
//! `w_i = w̄_i u_i`, `Y_i = min(y_i, N_i ᾱ_i u_i)`. Capital and materials are those on stock at the
//! start of the period. With `N_i ᾱ_i = 0` wage and output are 0.

use rayon::prelude::*;

use super::{Context, ROWS_PER_TASK};
use crate::access::access;

access! {
    lagged { capital: [f64] = firms.capital, materials: [f64] = firms.materials }
    reads {
        target_output: [f64] = firms.target_output,
        employees: [u32] = firms.employees,
        labour_productivity: [f64] = firms.labour_productivity,
        intermediate_productivity: [f64] = firms.intermediate_productivity,
        capital_productivity: [f64] = firms.capital_productivity,
        wage_rate: [f64] = firms.wage_rate,
    }
    writes { output: [f64] = firms.output, wage: [f64] = firms.wage }
}

pub(crate) fn run(view: View, context: &Context) {
    let max_intensity = context.parameters.scalars.max_labour_intensity;
    (
        (view.output, view.wage),
        (
            view.target_output,
            view.capital,
            view.materials,
            view.employees,
        ),
        (
            view.labour_productivity,
            view.intermediate_productivity,
            view.capital_productivity,
            view.wage_rate,
        ),
    )
        .into_par_iter()
        .with_min_len(ROWS_PER_TASK)
        .for_each(
            |(
                (output, wage),
                (target, capital, materials, &employees),
                (labour, input, productivity, wage_rate),
            )| {
                let normal_output = f64::from(employees) * labour;
                if normal_output == 0.0 {
                    (*output, *wage) = (0.0, 0.0);
                    return;
                }
                let capacity = productivity * capital;
                let from_materials = if *input == f64::INFINITY {
                    f64::INFINITY
                } else {
                    input * materials
                };
                let feasible = target.min(capacity).min(from_materials);
                let intensity = (feasible / normal_output).min(max_intensity);
                *wage = wage_rate * intensity;
                *output = feasible.min(f64::from(employees) * (labour * intensity));
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
        // Bound by target, by labour at 1.5, by materials, and without staff.
        firms.target_output = vec![8.0, 50.0, 50.0, 5.0];
        firms.capital = vec![100.0; 4];
        firms.capital_productivity = vec![0.5; 4];
        firms.materials = vec![100.0, 100.0, 3.0, 100.0];
        firms.intermediate_productivity = vec![2.0; 4];
        firms.employees = vec![2, 2, 2, 0];
        firms.labour_productivity = vec![5.0; 4];
        firms.wage_rate = vec![4.0; 4];
        firms.output = vec![0.0; 4];
        firms.wage = vec![0.0; 4];
        let parameters = Parameters::default();
        let context = testing::context(&parameters);
        run(View::of(&mut economy), &context);
        let close = |found: f64, expected: f64| {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}")
        };
        for (firm, (output, wage)) in [(8.0, 3.2), (15.0, 6.0), (6.0, 2.4), (0.0, 0.0)]
            .into_iter()
            .enumerate()
        {
            close(economy.firms.output[firm], output);
            close(economy.firms.wage[firm], wage);
        }
    }
}
