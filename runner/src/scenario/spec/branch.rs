//! What was written of branches: shocks, data to follow, functions, strategies.

use engine::levers::Size;

use super::Settings;
use crate::scenario::branch::FunctionRef;
use crate::scenario::place::{Located, Place};

/// One entry of `branches`; named entries are in the order of their names.
#[derive(Clone, Debug, PartialEq)]
pub struct BranchSpec {
    /// Place of the entry.
    pub place: Place,
    /// `name`.
    pub name: Option<Located<String>>,
    /// `parent`, whose entries it has too.
    pub parent: Option<Located<String>>,
    /// `sizes`, each of which makes a branch.
    pub sizes: Option<Located<Vec<Located<f64>>>>,
    /// `set`, on top of the scenario's.
    pub set: Settings,
    /// `shocks`: paths by lever.
    pub shocks: Vec<(Located<String>, Vec<PathSpec>)>,
    /// `follow`: data by rule.
    pub follow: Vec<(Located<String>, FollowSpec)>,
    /// `rules`: functions by rule.
    pub rules: Vec<(Located<String>, FunctionRef)>,
    /// `on`: functions by site.
    pub on: Vec<(Located<String>, FunctionRef)>,
    /// `strategies`, in order.
    pub strategies: Vec<StrategySpec>,
    /// `switching` among the strategies.
    pub switching: Option<SwitchingSpec>,
}

/// `m.path { ... }`.
#[derive(Clone, Debug, PartialEq)]
pub struct PathSpec {
    /// Place of the whole.
    pub place: Place,
    /// Whether every entry could be read, so that what is missing was not written.
    pub whole: bool,
    /// Every size that was written.
    pub sizes: Vec<(Size, Located<Given>)>,
    /// `from`.
    pub from: Option<Located<String>>,
    /// `to`, the last date.
    pub to: Option<Located<String>>,
    /// `lasting`, a span.
    pub lasting: Option<Located<String>>,
    /// `decay` per quarter.
    pub decay: Option<Located<f64>>,
    /// `permanent`.
    pub permanent: Option<Located<bool>>,
    /// `after`: the size that stays.
    pub after: Option<Located<f64>>,
    /// `products`.
    pub products: Option<Located<Chosen>>,
    /// `industries`.
    pub industries: Option<Located<Chosen>>,
    /// `combine`: how it acts together with an earlier path of the same lever.
    pub combine: Option<Located<String>>,
}

/// Sizes of a path.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// The same in every quarter.
    Number(f64),
    /// One a quarter.
    List(Vec<Located<f64>>),
    /// What a function returns.
    Function(FunctionRef),
}

/// Industries or products that were chosen.
#[derive(Clone, Debug, PartialEq)]
pub enum Chosen {
    /// By code or section letter.
    Codes(Vec<Located<String>>),
    /// By their place in the production network: `m.industries { most = ..., n = ... }`.
    Central {
        /// The measure of which they have most.
        most: Option<Located<String>>,
        /// The measure of which they have least.
        least: Option<Located<String>>,
        /// How many.
        n: Option<Located<f64>>,
    },
}

/// What a rule is held to.
#[derive(Clone, Debug, PartialEq)]
pub enum FollowSpec {
    /// A file.
    Series(Box<SeriesSpec>),
    /// A path of levels.
    Path(Box<PathSpec>),
}

/// `m.series { ... }`.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesSpec {
    /// Place of the whole.
    pub place: Place,
    /// `file`, beside the scenario.
    pub file: Option<Located<String>>,
    /// `column` of values.
    pub column: Option<Located<String>>,
    /// `as`: `level`, `index` or `percent_a_year`.
    pub meaning: Option<Located<String>>,
    /// `from`: first date that is followed.
    pub from: Option<Located<String>>,
}

/// One entry of `strategies`.
#[derive(Clone, Debug, PartialEq)]
pub struct StrategySpec {
    /// Place of the entry.
    pub place: Place,
    /// Whether every entry could be read, so that what is missing was not written.
    pub whole: bool,
    /// `name`.
    pub name: Option<Located<String>>,
    /// `share` of the firms.
    pub share: Option<Located<f64>>,
    /// `industries` of the firms.
    pub industries: Option<Located<Chosen>>,
    /// `regions` of the firms.
    pub regions: Option<Vec<Located<String>>>,
    /// `size.min`: fewest employees.
    pub smallest: Option<Located<f64>>,
    /// `size.max`: most employees.
    pub largest: Option<Located<f64>>,
    /// Functions by decision.
    pub decisions: Vec<(String, FunctionRef)>,
    /// `decide`: a function that returns decisions by name.
    pub decide: Option<FunctionRef>,
    /// `switching` among strategies.
    pub switching: Option<SwitchingSpec>,
}

/// `m.switching { ... }`.
#[derive(Clone, Debug, PartialEq)]
pub struct SwitchingSpec {
    /// Place of the whole.
    pub place: Place,
    /// `every`, a span.
    pub every: Option<Located<String>>,
    /// `by`: the field of a firm that tells how well a strategy did.
    pub by: Option<Located<String>>,
    /// `intensity` of choice.
    pub intensity: Option<Located<f64>>,
    /// `memory`: weight of what a strategy did before.
    pub memory: Option<Located<f64>>,
}
