//! `effects_by_state.parquet`: effects of runs that are in recession when a branch begins to differ, and
//! of those that are not.
//!
//! The state is that of the reference, which the branch cannot have moved. A run is in recession if its
//! real GDP falls in two consecutive quarters, the second of which is among the four from the first
//! quarter on in which any series of any run of the branch differs. All runs leave the same base quarter,
//! so that the state at the very start would be the same in all of them.
//!
//! Source: effects that depend on the state of the economy, Auerbach and Gorodnichenko (2012).

use super::figures::Figures;

/// The series that tells the state.
pub const OUTPUT: &str = "real_gdp";

/// Quarters in which a recession counts.
pub const WINDOW: usize = 4;

/// State of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Real GDP of the reference falls twice in a row.
    Recession,
    /// It does not.
    Calm,
}

impl State {
    /// All states.
    pub const ALL: [State; 2] = [State::Recession, State::Calm];

    /// Name in the table.
    pub fn name(self) -> &'static str {
        match self {
            State::Recession => "recession",
            State::Calm => "no recession",
        }
    }
}

/// The states of the runs of a branch.
#[derive(Clone, Debug, PartialEq)]
pub struct States {
    /// First quarter in which the branch differs.
    pub start: usize,
    /// State by run; nothing where a run has no pair.
    pub of_run: Vec<Option<State>>,
}

impl States {
    /// The states of the runs of `branch`, which differs from `start` on; `output` is real GDP.
    pub fn new(output: &Figures, branch: usize, start: usize) -> Self {
        let last = output.quarters - 1;
        let state = |run: usize| {
            let paired =
                output.at(0, last)[run].is_finite() && output.at(branch, last)[run].is_finite();
            let falls = |t: usize| output.at(0, t)[run] < output.at(0, t - 1)[run];
            let window = start.max(2)..(start + WINDOW).min(last + 1);
            let recession = window.into_iter().any(|t| falls(t - 1) && falls(t));
            let state = if recession {
                State::Recession
            } else {
                State::Calm
            };
            paired.then_some(state)
        };
        States {
            start,
            of_run: (0..output.runs).map(state).collect(),
        }
    }

    /// Whether each run is in `state`.
    pub fn which(&self, state: State) -> Vec<bool> {
        self.of_run.iter().map(|own| *own == Some(state)).collect()
    }

    /// How many runs are in `state`.
    pub fn runs(&self, state: State) -> usize {
        self.which(state).into_iter().filter(|own| *own).count()
    }
}

/// First quarter in which any run of `branch` differs from the reference; nothing if none does.
pub fn first_difference(figures: &Figures, branch: usize) -> Option<usize> {
    (0..figures.quarters).find(|&t| {
        let mut pairs = figures.at(branch, t).iter().zip(figures.at(0, t));
        pairs.any(|(own, other)| own.is_finite() && other.is_finite() && own != other)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GAP: f64 = f64::NAN;

    /// Real GDP of four runs over seven quarters: one falls in quarters 2 and 3, one falls twice but not
    /// in a row, one falls in 5 and 6, and the last failed in the branch.
    fn output() -> Figures {
        let reference = [
            [9.0, 9.0, 9.0, 9.0],
            [9.0, 8.0, 9.5, 8.0],
            [8.0, 9.0, 9.6, 7.0],
            [7.0, 8.0, 9.7, 6.0],
            [8.0, 9.0, 9.8, 5.0],
            [9.0, 9.0, 9.0, 5.0],
            [9.0, 9.0, 8.0, 5.0],
        ];
        let branch = reference.map(|row| [row[0], row[1], row[2] + 1.0, GAP]);
        let values = reference.into_iter().chain(branch).flatten();
        Figures::of(4, 7, values.collect())
    }

    #[test]
    fn a_recession_is_two_falls_in_a_row_soon_after_the_start() {
        let (calm, recession) = (Some(State::Calm), Some(State::Recession));
        let states = |start| States::new(&output(), 1, start).of_run;
        // The second falls of the first and the third run are those of quarters 3 and 6.
        assert_eq!(states(0), [recession, calm, calm, None]);
        assert_eq!(states(1), [recession, calm, calm, None]);
        assert_eq!(states(3), [recession, calm, recession, None]);
        assert_eq!(states(4), [calm, calm, recession, None]);
        let states = States::new(&output(), 1, 3);
        assert_eq!(State::ALL.map(|state| states.runs(state)), [2, 1]);
    }

    #[test]
    fn a_branch_starts_where_any_run_differs() {
        assert_eq!(first_difference(&output(), 1), Some(0));
        let same = Figures::of(1, 2, vec![1.0, 2.0, 1.0, 2.0]);
        assert_eq!(first_difference(&same, 1), None);
        let later = Figures::of(2, 2, vec![1.0, 1.0, 2.0, 2.0, 1.0, GAP, 2.0, 3.0]);
        assert_eq!(first_difference(&later, 1), Some(1));
    }

    #[test]
    fn figures_of_a_state_are_those_of_its_runs() {
        let pair = output().pair(1, &[false, true, true, false]);
        assert!(pair.at(0, 0)[0].is_nan() && pair.at(1, 6)[3].is_nan());
        assert_eq!(&pair.differences(1, 4)[1..3], [0.0, 1.0]);
    }
}
