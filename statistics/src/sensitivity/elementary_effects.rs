//! Morris's measures: how much an outcome changes when one factor moves.
//!
//! Source: Morris (1991), Campolongo, Cariboni and Saltelli (2007). The effect of a factor in a trajectory
//! is `(f(after) - f(before)) / (x_after - x_before)`; `mu` is the mean over trajectories, `mu*` the mean
//! of absolute effects, `sigma` their standard deviation.

use crate::Unavailable;
use crate::bootstrap::{Band, Resampling};
use crate::designs::Design;
use crate::moments::{mean, standard_deviation};
use crate::unavailable::at_least;

/// The measures of one factor [unit of the outcome, for a move over the factor's whole range].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ElementaryEffects {
    /// Mean effect; moves up and down may cancel.
    pub mu: f64,
    /// Mean size of the effect: how much the factor matters. Its band comes from drawing effects anew.
    pub mu_star: Band,
    /// Standard deviation of the effects: large where the factor is not linear or works with others.
    /// None with fewer than two effects.
    pub sigma: Option<f64>,
    /// Effects that the measures rest on; those of runs that failed are left out.
    pub effects: usize,
}

/// The measures of all factors from the `outcomes` of [`morris`](crate::designs::morris)'s `design`, in
/// its order; none for a factor without an effect between finite outcomes.
///
/// # Errors
/// If there are not as many outcomes as points, or the design does not consist of whole trajectories; as
/// for [`Resampling::band`].
pub fn elementary_effects(
    design: &Design,
    outcomes: &[f64],
    resampling: &Resampling,
) -> Result<Vec<Option<ElementaryEffects>>, Unavailable> {
    let length = design.factors() + 1;
    at_least(length, design.len())?;
    for right in [outcomes.len(), design.len().next_multiple_of(length)] {
        if design.len() != right {
            let left = design.len();
            return Err(Unavailable::Lengths { left, right });
        }
    }
    let mut effects = vec![Vec::new(); design.factors()];
    for start in (0..design.len()).step_by(length) {
        for step in start..start + length - 1 {
            let (before, after) = (design.point(step), design.point(step + 1));
            let change = outcomes[step + 1] - outcomes[step];
            for (factor, effects) in effects.iter_mut().enumerate() {
                let distance = after[factor] - before[factor];
                if distance != 0.0 && change.is_finite() {
                    effects.push(change / distance);
                }
            }
        }
    }
    effects
        .iter()
        .map(|effects| measures(effects, resampling))
        .collect()
}

fn measures(
    effects: &[f64],
    resampling: &Resampling,
) -> Result<Option<ElementaryEffects>, Unavailable> {
    let Some(mu) = mean(effects) else {
        return Ok(None);
    };
    let sizes: Vec<f64> = effects.iter().map(|effect| effect.abs()).collect();
    Ok(Some(ElementaryEffects {
        mu,
        mu_star: resampling.of(&sizes, mean)?,
        sigma: standard_deviation(effects),
        effects: effects.len(),
    }))
}

#[cfg(test)]
mod tests {
    use super::super::ishigami::ishigami;
    use super::*;
    use crate::designs::morris;

    const RESAMPLING: Resampling = Resampling {
        resamples: 200,
        coverage: 0.95,
        seed: 4,
    };

    #[test]
    fn of_a_linear_function_are_its_slopes() {
        let design = morris(10, 3, 4, 1).unwrap();
        let outcomes: Vec<f64> = design.points().map(|x| 5.0 * x[0] - 2.0 * x[1]).collect();
        let found = elementary_effects(&design, &outcomes, &RESAMPLING).unwrap();
        for (factor, slope) in found.iter().zip([5.0_f64, -2.0, 0.0]) {
            let factor = factor.unwrap();
            assert!((factor.mu - slope).abs() < 1e-12);
            assert!((factor.mu_star.estimate - slope.abs()).abs() < 1e-12);
            assert!((factor.mu_star.high - slope.abs()).abs() < 1e-12);
            assert!(factor.sigma.unwrap() < 1e-12);
            assert_eq!(factor.effects, 10);
        }
    }

    #[test]
    fn of_the_function_of_ishigami_on_four_levels_are_exact_in_part() {
        // On levels 0, 1/3, 2/3, 1 the second factor moves between pi and pi/3 in size:
        // 7 sin^2 changes by 21/4 over a distance of 2/3, an effect of 63/8 with either sign.
        let design = morris(400, 3, 4, 1).unwrap();
        let outcomes: Vec<f64> = design.points().map(ishigami).collect();
        let found = elementary_effects(&design, &outcomes, &RESAMPLING).unwrap();
        let second = found[1].unwrap();
        assert!((second.mu_star.estimate - 7.875).abs() < 1e-9);
        assert!(second.mu.abs() < 1.5 && (second.sigma.unwrap() - 7.875).abs() < 0.2);
        // The third works only through the first: no effect on average, but a spread.
        let third = found[2].unwrap();
        assert!(third.mu.abs() < third.mu_star.estimate && third.sigma.unwrap() > 5.0);
    }

    #[test]
    fn failed_runs_are_left_out_and_lengths_checked() {
        let design = morris(3, 2, 4, 1).unwrap();
        let mut outcomes: Vec<f64> = design.points().map(|x| x[0] + x[1]).collect();
        outcomes[0] = f64::NAN;
        let found = elementary_effects(&design, &outcomes, &RESAMPLING).unwrap();
        let effects: usize = found.iter().map(|factor| factor.unwrap().effects).sum();
        assert_eq!(effects, 5);
        assert!(elementary_effects(&design, &outcomes[1..], &RESAMPLING).is_err());
    }
}
