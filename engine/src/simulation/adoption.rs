//! A run adopts the strategies of its branch, and tells how they spread.

use std::sync::Arc;

use super::Simulation;
use crate::strategies::{self, Following, Strategies, Unsuitable};

impl Simulation {
    /// Gives firms the rules of `strategies`, instead of what they followed before.
    ///
    /// Which firms follow which is drawn from seed and run alone.
    ///
    /// # Errors
    /// If shares overlap, a rule reads what does not exist, or switching has no meaning; everything is
    /// then as it was.
    pub fn adopt(&mut self, strategies: Arc<Strategies>) -> Result<(), Unsuitable> {
        let following = Following::adopt(strategies, &mut self.economy, self.draws)?;
        self.following = Some(Box::new(following));
        Ok(())
    }

    /// Leaves all firms with the model's own rules, as they are at the start of a run without strategies.
    pub fn leave_strategies(&mut self) {
        self.economy.firms.strategy.fill(0);
        self.economy.firms.payout_ratio.clear();
        self.economy.aggregate.strategy_performance.clear();
        self.following = None;
    }

    /// Share of firms that follow each strategy, in order, the model's own rules first.
    pub fn strategy_shares(&self) -> Vec<f64> {
        strategies::shares(self.strategies(), &self.economy.firms.strategy)
    }

    /// Number of strategies, the model's own rules included.
    fn strategies(&self) -> usize {
        self.following
            .as_ref()
            .map_or(1, |following| following.strategies().list.len() + 1)
    }
}
