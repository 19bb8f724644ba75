//! The functions of a strategy as graphs.

use engine::kernel::Graph;
use engine::strategies::Decision;

use super::super::{Checker, Ground};
use crate::scenario::spec::StrategySpec;

impl Checker<'_> {
    /// What a strategy decides.
    pub(super) fn decisions(
        &mut self,
        spec: &StrategySpec,
        _ground: &Ground,
    ) -> Vec<(Decision, Graph)> {
        if spec.decisions.is_empty() && spec.decide.is_none() {
            let message = "the strategy decides nothing";
            let remedy = "write price = function(f, e) ... end, or another decision";
            self.refuse(&spec.place, message, remedy);
        }
        let decide = spec.decide.iter();
        let functions = spec.decisions.iter().map(|(_, function)| function);
        for function in functions.chain(decide) {
            let message = "functions of strategies are not yet available in this version";
            self.refuse(&function.place.clone(), message, "leave them out for now");
        }
        Vec::new()
    }
}
