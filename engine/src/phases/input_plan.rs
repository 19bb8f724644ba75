//! Targets for investment, intermediate goods and staff.
//!
//! Source: SPEC 4.6 (4), (5). `x_i = min(Q^s_i, κ_i K_i)`;
//! `I^d_i = δ_i/κ_i x_i`, `ΔM^d_i = x_i/β_i`, `N^d_i = max(1, round(x_i/ᾱ_i))`.
//!
//! Differs: under the growth extension investment also closes a share `a` of the gap between
//! desired and present capital, the flexible accelerator of Chenery (1952) and Koyck (1954):
//! `I^d_i = max(0, δ_i/κ_i x_i + a (Q^s_i/(u κ_i) - K_i))`, with target utilisation `u`.
//! Under `capacity_cap = whole_vector` the cap on investment and staff is that of BeforeIT.jl.

use rayon::prelude::*;

use super::{Context, ROWS_PER_TASK};
use crate::access::access;
use crate::parameters::CapacityCap;

access! {
    lagged { capital: [f64] = firms.capital }
    reads {
        target_output: [f64] = firms.target_output,
        labour_productivity: [f64] = firms.labour_productivity,
        intermediate_productivity: [f64] = firms.intermediate_productivity,
        depreciation_rate: [f64] = firms.depreciation_rate,
        capital_productivity: [f64] = firms.capital_productivity,
    }
    writes {
        investment_target: [f64] = firms.investment_target,
        materials_target: [f64] = firms.materials_target,
        employment_target: [u32] = firms.employment_target,
    }
}

/// Which cap applies to investment and staff.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Cap {
    Each,
    TargetForAll,
    CapacityForAll,
}

pub(crate) fn run(view: View, context: &Context) {
    let p = &context.parameters.scalars;
    let cap = match context.parameters.switches.capacity_cap {
        CapacityCap::PerFirm => Cap::Each,
        CapacityCap::WholeVector => lexicographic_cap(&view),
    };
    let rounding = context.parameters.switches.employment_rounding;
    (
        (
            view.investment_target,
            view.materials_target,
            view.employment_target,
        ),
        (
            view.target_output,
            view.capital,
            view.labour_productivity,
            view.intermediate_productivity,
        ),
        (view.depreciation_rate, view.capital_productivity),
    )
        .into_par_iter()
        .with_min_len(ROWS_PER_TASK)
        .for_each(
            |(
                (investment, materials, staff),
                (&target, &capital, labour, input),
                (depreciation, productivity),
            )| {
                let capacity = productivity * capital;
                let output = target.min(capacity);
                let capped = match cap {
                    Cap::Each => output,
                    Cap::TargetForAll => target,
                    Cap::CapacityForAll => capacity,
                };
                let desired_capital = target / (p.target_utilisation * productivity);
                let net = p.investment_adjustment * (desired_capital - capital);
                *investment = (depreciation / productivity * capped + net).max(0.0);
                *materials = output / input;
                *staff = rounding.staff(capped / labour);
            },
        );
}

/// The smaller of the two vectors `Q^s` and `κ K`, compared at the first firm where they differ.
fn lexicographic_cap(view: &View) -> Cap {
    for firm in 0..view.capital.len() {
        let (target, capacity) = (
            view.target_output[firm],
            view.capital_productivity[firm] * view.capital[firm],
        );
        if target != capacity {
            return if target < capacity {
                Cap::TargetForAll
            } else {
                Cap::CapacityForAll
            };
        }
    }
    Cap::TargetForAll
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::parameters::{EmploymentRounding, Parameters};
    use crate::phases::testing;

    /// Targets 10, 30, 0 with capacity 20 each.
    fn plan(change: impl Fn(&mut Parameters)) -> Economy {
        let mut parameters = Parameters::default();
        change(&mut parameters);
        let mut economy = Economy::default();
        let firms = &mut economy.firms;
        firms.target_output = vec![10.0, 30.0, 0.0];
        firms.capital = vec![40.0; 3];
        firms.labour_productivity = vec![4.0; 3];
        firms.intermediate_productivity = vec![2.0, 2.0, f64::INFINITY];
        firms.depreciation_rate = vec![0.05; 3];
        firms.capital_productivity = vec![0.5; 3];
        firms.investment_target = vec![0.0; 3];
        firms.materials_target = vec![0.0; 3];
        firms.employment_target = vec![0; 3];
        let context = testing::context(&parameters);
        run(View::of(&mut economy), &context);
        economy
    }

    #[test]
    fn worked_by_hand() {
        let firms = plan(|_| {}).firms;
        assert_eq!(firms.investment_target, [1.0, 2.0, 0.0]);
        assert_eq!(firms.materials_target, [5.0, 10.0, 0.0]);
        // 10/4 = 2.5 rounds away from zero; at least one.
        assert_eq!(firms.employment_target, [3, 5, 1]);
    }

    #[test]
    fn halves_can_go_to_the_even_neighbour() {
        let firms = plan(|p| p.switches.employment_rounding = EmploymentRounding::HalfToEven).firms;
        assert_eq!(firms.employment_target, [2, 5, 1]);
    }

    #[test]
    fn the_whole_vector_cap_follows_the_first_firm() {
        let firms = plan(|p| p.switches.capacity_cap = CapacityCap::WholeVector).firms;
        assert_eq!(firms.investment_target, [1.0, 3.0, 0.0]);
        assert_eq!(firms.materials_target, [5.0, 10.0, 0.0]);
        assert_eq!(firms.employment_target, [3, 8, 1]);
    }

    #[test]
    fn the_accelerator_closes_part_of_the_gap() {
        let firms = plan(|p| {
            p.scalars.investment_adjustment = 0.1;
            p.scalars.target_utilisation = 0.8;
        })
        .firms;
        // Desired capital 25, 75, 0: 1 - 1.5 -> 0; 2 + 3.5; 0 - 4 -> 0.
        assert_eq!(firms.investment_target, [0.0, 5.5, 0.0]);
    }
}
