//! What branches inherit from each other.

use crate::scenario::place::{Located, Problem};
use crate::scenario::spec::{BranchSpec, StrategySpec};
use crate::words;

/// A branch with everything that it inherits.
pub struct Heir {
    /// Its entries, those of its parents included.
    pub spec: BranchSpec,
}

/// Every branch with what its parents have, in the scenario's order.
pub fn heirs(branches: &[BranchSpec], problems: &mut Vec<Problem>) -> Vec<Heir> {
    branches
        .iter()
        .map(|branch| Heir {
            spec: inherited(branch, branches, &mut Vec::new(), problems),
        })
        .collect()
}

/// `branch` with what its parents have; `line` are the branches that inherit from it.
fn inherited<'a>(
    branch: &'a BranchSpec,
    all: &'a [BranchSpec],
    line: &mut Vec<&'a BranchSpec>,
    problems: &mut Vec<Problem>,
) -> BranchSpec {
    let Some(parent) = &branch.parent else {
        return branch.clone();
    };
    line.push(branch);
    let names = all.iter().filter_map(name);
    let Some(found) = all
        .iter()
        .find(|other| name(other) == Some(parent.value.trim()))
    else {
        let message = format!("there is no branch \"{}\" to inherit from", parent.value);
        let remedy = words::instead(&parent.value, names);
        problems.push(Problem::new(&parent.place, message, remedy));
        return branch.clone();
    };
    if line.iter().any(|other| std::ptr::eq(*other, found)) {
        let names: Vec<&str> = line.iter().copied().filter_map(name).collect();
        let message = match names[..] {
            [one] => format!("branch \"{one}\" inherits from itself"),
            _ => format!(
                "the branches {} inherit from each other",
                words::list(names)
            ),
        };
        // All who are part of a circle see it; it is told where the file first closes it.
        let first = all
            .iter()
            .find(|other| line.iter().any(|one| std::ptr::eq(*one, *other)));
        if first.is_some_and(|first| std::ptr::eq(first, line[0])) {
            let remedy = "leave out one `parent`";
            problems.push(Problem::new(&parent.place, message, remedy));
        }
        return branch.clone();
    }
    let parent = inherited(found, all, line, problems);
    on_top(parent, branch)
}

fn name(branch: &BranchSpec) -> Option<&str> {
    branch.name.as_ref().map(|name| name.value.trim())
}

/// What `branch` has, and what `parent` has beside it.
fn on_top(parent: BranchSpec, branch: &BranchSpec) -> BranchSpec {
    let mut set = parent.set;
    set.extend(
        branch
            .set
            .iter()
            .map(|(name, value)| (name.clone(), value.clone())),
    );
    BranchSpec {
        place: branch.place.clone(),
        name: branch.name.clone(),
        parent: branch.parent.clone(),
        sizes: branch.sizes.clone().or(parent.sizes),
        set,
        shocks: named(parent.shocks, &branch.shocks),
        follow: named(without(parent.follow, &branch.rules), &branch.follow),
        rules: named(without(parent.rules, &branch.follow), &branch.rules),
        on: named(parent.on, &branch.on),
        strategies: strategies(parent.strategies, &branch.strategies),
        switching: branch.switching.clone().or(parent.switching),
    }
}

/// Entries by name: those of `own`, and others of `parent`.
fn named<T: Clone>(
    parent: Vec<(Located<String>, T)>,
    own: &[(Located<String>, T)],
) -> Vec<(Located<String>, T)> {
    let mut entries = without(parent, own);
    entries.extend_from_slice(own);
    entries.sort_by(|(a, _), (b, _)| a.value.cmp(&b.value));
    entries
}

/// Entries of `parent` that `own` does not name.
fn without<T, U>(
    parent: Vec<(Located<String>, T)>,
    own: &[(Located<String>, U)],
) -> Vec<(Located<String>, T)> {
    let named = |name: &str| own.iter().any(|(other, _)| other.value == *name);
    let left = parent.into_iter().filter(|(name, _)| !named(&name.value));
    left.collect()
}

/// Strategies of `parent` that `own` does not name again, then `own`.
fn strategies(parent: Vec<StrategySpec>, own: &[StrategySpec]) -> Vec<StrategySpec> {
    let word = |strategy: &StrategySpec| strategy.name.as_ref().map(|name| name.value.clone());
    let mut strategies: Vec<StrategySpec> = parent
        .into_iter()
        .filter(|strategy| !own.iter().any(|other| word(other) == word(strategy)))
        .collect();
    strategies.extend_from_slice(own);
    strategies
}
