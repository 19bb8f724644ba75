//! A branch that was checked: what differs in it from the model's own course, quarter by quarter.

use std::fmt;
use std::sync::Arc;

use engine::levers::{Lever, Rule, Size};
use engine::simulation::Site;
use engine::strategies::Strategies;

use super::place::Place;

/// What the model's own behaviour is called among strategies.
pub const MODEL: &str = "model";

/// A branch.
#[derive(Clone, Debug)]
pub struct Branch {
    /// Name, unique.
    pub name: String,
    /// Parameters that are replaced, those of the scenario included, by name.
    pub set: Vec<(String, f64)>,
    /// Shocks, in the order in which they act within a quarter.
    pub shocks: Vec<Shock>,
    /// Rules whose values are held to data.
    pub follow: Vec<Follow>,
    /// Rules that are replaced by a function.
    pub rules: Vec<(Rule, FunctionRef)>,
    /// Functions that are called at sites of the quarter.
    pub hooks: Vec<(Site, FunctionRef)>,
    /// Rules that some firms follow instead of the model's own.
    pub strategies: Option<Arc<Strategies>>,
    /// The functions that every strategy was made of, by the decision they make.
    pub compiled: Vec<Vec<(String, FunctionRef)>>,
}

impl Branch {
    /// A branch in which nothing differs but parameters.
    pub fn plain(name: impl Into<String>, set: Vec<(String, f64)>) -> Self {
        Branch {
            name: name.into(),
            set,
            shocks: Vec::new(),
            follow: Vec::new(),
            rules: Vec::new(),
            hooks: Vec::new(),
            strategies: None,
            compiled: Vec::new(),
        }
    }

    /// The functions that are called while the branch runs.
    pub fn functions(&self) -> impl Iterator<Item = &FunctionRef> {
        let shocks = self.shocks.iter().filter_map(|shock| match &shock.values {
            Values::Function { function, .. } => Some(function),
            Values::Fixed(_) => None,
        });
        let rules = self.rules.iter().map(|(_, function)| function);
        let hooks = self.hooks.iter().map(|(_, function)| function);
        shocks.chain(rules).chain(hooks)
    }

    /// Where it is written what acts on the lever or the rule called `name` in `quarter`; nothing
    /// where only a hook does.
    pub fn place_of(&self, name: &str, quarter: u32) -> Option<&Place> {
        let shocks = self.shocks.iter();
        let shocks = shocks.filter(|shock| shock.lever.name == name && shock.values.acts(quarter));
        let rules = self.rules.iter().filter(|(rule, _)| rule.name() == name);
        let follow = self.follow.iter();
        let follow = follow.filter(|follow| follow.rule.name() == name);
        let places = shocks.map(|shock| &shock.place);
        let places = places.chain(rules.map(|(_, function)| &function.place));
        places.chain(follow.map(|follow| &follow.place)).next()
    }

    /// Where the function stands that makes `decision` in the strategy called `name`.
    pub fn place_of_decision(&self, name: &str, decision: &str) -> Option<&Place> {
        let list = &self.strategies.as_ref()?.list;
        let row = list.iter().position(|strategy| strategy.name == name)?;
        let functions = self.compiled.get(row)?;
        let made = |word: &str| functions.iter().find(|(made, _)| made == word);
        let (_, function) = made(decision).or_else(|| made("decide"))?;
        Some(&function.place)
    }
}

/// A function of the scenario. In a fresh state it is found again by its path in what the file
/// returned; what stands inside the table of a word such as `m.path { ... }` has the path of the
/// word, as if the word were not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionRef {
    /// Such as `branches[2].on.period_start` or `branches[1].shocks.policy_rate.pp`.
    pub path: String,
    /// Where it is written.
    pub place: Place,
}

impl fmt::Display for FunctionRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` ({})", self.path, self.place)
    }
}

/// One lever pulled over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Shock {
    /// The lever.
    pub lever: &'static Lever,
    /// Industries or products, as places in the calibration's list, in order; all if nothing.
    pub rows: Option<Arc<[u16]>>,
    /// How the sizes are meant.
    pub size: Size,
    /// The sizes.
    pub values: Values,
    /// Where the path is written.
    pub place: Place,
}

/// Sizes over time, in the figures that the scenario is written in.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// One per quarter from the first simulated quarter on, up to the horizon; nothing where the
    /// shock does not act.
    Fixed(Vec<Option<f64>>),
    /// What a function of the date and the economy returns.
    Function {
        /// The function.
        function: FunctionRef,
        /// First quarter it acts in; 1 is the first simulated quarter.
        first: u32,
        /// Last quarter it acts in.
        last: u32,
        /// What its results are multiplied by.
        factor: f64,
    },
}

impl Values {
    /// Whether the shock acts in `quarter`; 1 is the first simulated quarter.
    pub fn acts(&self, quarter: u32) -> bool {
        match self {
            Values::Fixed(values) => quarter
                .checked_sub(1)
                .and_then(|place| values.get(place as usize))
                .is_some_and(Option::is_some),
            Values::Function { first, last, .. } => (*first..=*last).contains(&quarter),
        }
    }
}

/// A rule whose value is held to data.
#[derive(Clone, Debug, PartialEq)]
pub struct Follow {
    /// The rule.
    pub rule: Rule,
    /// One value per quarter from the first simulated quarter on, in the unit of the rule; nothing
    /// where the model's own rule decides.
    pub values: Vec<Option<f64>>,
    /// Where it is written.
    pub place: Place,
}
