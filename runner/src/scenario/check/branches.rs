//! Branches: names, what they inherit, sizes, and everything that differs in them.

use engine::levers::{self, Rule};
use engine::simulation::Site;

use super::family::{self, Heir};
use super::{A_LEVER, Checker, Ground, VARS};
use crate::scenario::branch::{Branch, FunctionRef, Shock};
use crate::scenario::place::Located;
use crate::scenario::spec::{BranchSpec, ScenarioSpec, StrategySpec};
use crate::words;

/// Most branches.
const MOST_BRANCHES: usize = 1000;
/// Most paths of a lever in a branch.
const MOST_PATHS: usize = 1000;
/// Longest name of a branch, in letters.
const LONGEST_NAME: usize = 60;

/// What stands between the name of an entry and the size of a branch that it makes.
const SIZED: &str = " x";

/// Whether a branch called `name` is the one of a size that the entry `entry` makes.
pub fn is_sized(name: &str, entry: &str) -> bool {
    let size = name
        .strip_prefix(entry)
        .and_then(|rest| rest.strip_prefix(SIZED));
    size.and_then(|size| size.parse().ok())
        .is_some_and(f64::is_finite)
}

impl Checker<'_> {
    /// Every branch of the file, in its order.
    pub(super) fn branches(&mut self, spec: &ScenarioSpec, ground: Option<&Ground>) -> Vec<Branch> {
        let common = self.settings(&spec.set);
        for written in &spec.branches {
            self.settings(&written.set);
        }
        let heirs = family::heirs(&spec.branches, &mut self.problems);
        let mut branches: Vec<Branch> = Vec::new();
        for heir in &heirs {
            branches.extend(self.family_of(heir, &common, &branches, ground));
        }
        if spec.branches.is_empty() {
            branches.push(Branch::plain("baseline", common));
        }
        branches
    }

    /// Refuses more branches than there can be: everything else takes long with them.
    pub(super) fn too_many(&mut self, spec: &ScenarioSpec) -> bool {
        let sizes = |branch: &BranchSpec| {
            let sizes = branch.sizes.as_ref();
            sizes.map_or(1, |sizes| sizes.value.len())
        };
        let branches: usize = spec.branches.iter().map(sizes).sum();
        if branches > MOST_BRANCHES {
            let branches = words::thousands(branches as u64);
            let message = format!("the scenario has {branches} branches");
            let place = spec.branches[0].place.clone();
            self.refuse(&place, message, format!("it can have {MOST_BRANCHES}"));
            return true;
        }
        for branch in &spec.branches {
            for (lever, paths) in &branch.shocks {
                if paths.len() > MOST_PATHS {
                    let paths = words::thousands(paths.len() as u64);
                    let message = format!("`{}` has {paths} paths", lever.value);
                    let remedy = format!(
                        "it can have {MOST_PATHS}; a list of sizes has one for every quarter"
                    );
                    self.refuse(&lever.place, message, remedy);
                    return true;
                }
            }
        }
        false
    }

    /// The branch of an entry, or one per size.
    fn family_of(
        &mut self,
        heir: &Heir,
        common: &[(String, f64)],
        others: &[Branch],
        ground: Option<&Ground>,
    ) -> Vec<Branch> {
        let spec = &heir.spec;
        let Some(name) = &spec.name else {
            return Vec::new();
        };
        let mut branches: Vec<Branch> = Vec::new();
        for (suffix, factor) in self.sizes(spec) {
            let name = Located::new(format!("{}{suffix}", name.value.trim()), name.place.clone());
            self.name(&name, others.iter().chain(&branches));
            branches.push(self.branch(name.value, spec, common, factor, ground));
        }
        branches
    }

    fn branch(
        &mut self,
        name: String,
        spec: &BranchSpec,
        common: &[(String, f64)],
        factor: f64,
        ground: Option<&Ground>,
    ) -> Branch {
        let own = spec.set.iter();
        let own: Vec<(String, f64)> = own.map(|(name, set)| (name.clone(), set.value)).collect();
        let set = merged(common, &own);
        let shocks = self.shocks(spec, factor, ground);
        if let Some(scalars) = ground.and_then(|ground| ground.scalars(&set)) {
            self.in_range(&shocks, &scalars);
        }
        self.set_and_shocked(&set, &shocks);
        if let Some(ground) = ground {
            self.shocks_far_from_model(&shocks, ground);
        }
        let rules = self.rules(&spec.rules);
        let follow = self.follow(&spec.follow, ground);
        self.ruled_once(spec);
        let hooks = self.hooks(&spec.on);
        self.functions(ground, &shocks, &rules, &hooks);
        Branch {
            hooks,
            strategies: self.strategies(spec, ground),
            compiled: compiled(spec),
            name,
            set,
            shocks,
            follow,
            rules,
        }
    }

    /// Remarks on shocks to parameters that are set too.
    fn set_and_shocked(&mut self, set: &[(String, f64)], shocks: &[Shock]) {
        for shock in shocks {
            let name = shock.lever.name;
            if let Some((_, value)) = set.iter().find(|(set, _)| set == name) {
                let message = format!(
                    "`{name}` is set to {} and shocked too",
                    words::number(*value)
                );
                let remedy = "the shock acts on the value that is set";
                self.remark(&shock.place, message, remedy);
            }
        }
    }

    /// What is added to the name of the branch, and what its sizes are multiplied by.
    fn sizes(&mut self, spec: &BranchSpec) -> Vec<(String, f64)> {
        let whole = vec![(String::new(), 1.0)];
        let Some(sizes) = &spec.sizes else {
            return whole;
        };
        if sizes.value.is_empty() {
            self.refuse(
                &sizes.place,
                "`sizes` is empty",
                "write sizes = { 0.5, 1, 2 }",
            );
            return whole;
        }
        if spec.shocks.is_empty() {
            let remedy = "leave out `sizes`, or add `shocks`";
            self.refuse(&sizes.place, "the branch has no shocks to multiply", remedy);
        }
        let paths = spec.shocks.iter().flat_map(|(_, paths)| paths);
        for (size, given) in paths.flat_map(|path| &path.sizes) {
            if *size == levers::Size::Level {
                let message = format!(
                    "a `level` cannot be multiplied by the `sizes` at {}",
                    sizes.place
                );
                let remedy = "write `pp`, `pct` or `add`, or branches of their own";
                self.refuse(&given.place, message, remedy);
            }
        }
        for size in &sizes.value {
            if !size.value.is_finite() || size.value == 0.0 {
                let message = format!("a size is {}", words::number(size.value));
                let remedy =
                    "write numbers other than 0; the first branch is the one without shocks";
                self.refuse(&size.place, message, remedy);
            }
        }
        let mut each: Vec<(String, f64)> = Vec::new();
        for size in &sizes.value {
            if each.iter().any(|(_, other)| *other == size.value) {
                let message = format!("`sizes` has {} twice", words::number(size.value));
                self.refuse(&size.place, message, "leave one of them out");
            } else {
                each.push((format!("{SIZED}{}", size.value), size.value));
            }
        }
        each
    }

    fn shocks(&mut self, spec: &BranchSpec, factor: f64, ground: Option<&Ground>) -> Vec<Shock> {
        let mut shocks = Vec::new();
        let mut seen: Vec<(&str, &Located<String>)> = Vec::new();
        for (name, paths) in &spec.shocks {
            let Some(lever) = levers::find(&name.value) else {
                let message = format!("there is no lever `{}`", name.value);
                let known = levers::all().map(|lever| lever.name);
                let remedy = words::nearest_or(&name.value, known, VARS);
                self.refuse(&name.place, message, remedy);
                continue;
            };
            if let Some((_, other)) = seen.iter().find(|(other, _)| *other == lever.name) {
                let message = format!("`{}` is given already at {}", lever.name, other.place);
                self.refuse(
                    &name.place,
                    message,
                    "keep one, as a list of paths if need be",
                );
                continue;
            }
            seen.push((lever.name, name));
            if let Some(ground) = ground {
                shocks.extend(self.combined(lever, paths, factor, ground));
            }
        }
        shocks
    }

    fn rules(&mut self, rules: &[(Located<String>, FunctionRef)]) -> Vec<(Rule, FunctionRef)> {
        let mut found = Vec::new();
        for (name, function) in rules {
            if let Some(rule) = self.rule(name) {
                found.push((rule, function.clone()));
            }
        }
        found
    }

    /// The rule called `name`.
    pub(super) fn rule(&mut self, name: &Located<String>) -> Option<Rule> {
        let rule = Rule::find(&name.value);
        if rule.is_none() {
            let message = format!("there is no rule `{}`", name.value);
            let known = Rule::ALL.iter().map(|rule| rule.name());
            let lever = levers::find(&name.value).map(|_| A_LEVER.to_owned());
            let remedy = lever.unwrap_or_else(|| words::instead(&name.value, known));
            self.refuse(&name.place, message, remedy);
        }
        rule
    }

    /// Refuses a rule that is given in two ways.
    fn ruled_once(&mut self, spec: &BranchSpec) {
        let follow = spec.follow.iter().map(|(name, _)| name);
        let rules = spec.rules.iter().map(|(name, _)| name);
        let mut seen: Vec<(Rule, &Located<String>)> = Vec::new();
        for name in follow.chain(rules) {
            let Some(rule) = Rule::find(&name.value) else {
                continue;
            };
            match seen.iter().find(|(other, _)| *other == rule) {
                Some((_, other)) => {
                    let message = format!("`{}` is given already at {}", rule.name(), other.place);
                    let remedy = "keep one: a series to follow, or a rule";
                    self.refuse(&name.place, message, remedy);
                }
                None => seen.push((rule, name)),
            }
        }
    }

    fn hooks(&mut self, on: &[(Located<String>, FunctionRef)]) -> Vec<(Site, FunctionRef)> {
        let mut hooks = Vec::new();
        for (name, function) in on {
            if let Some(site) = Site::find(&name.value) {
                hooks.push((site, function.clone()));
            } else {
                let message = format!("there is no site `{}`", name.value);
                let known = Site::names();
                let otherwise = "write before_ or after_ and a phase; `runner phases` lists them";
                let remedy =
                    words::nearest_or(&name.value, known.iter().map(String::as_str), otherwise);
                self.refuse(&name.place, message, remedy);
            }
        }
        hooks
    }

    fn name<'b>(&mut self, name: &Located<String>, mut others: impl Iterator<Item = &'b Branch>) {
        let text = name.value.trim();
        if text.is_empty()
            || text.chars().count() > LONGEST_NAME
            || text.chars().any(char::is_control)
        {
            let message = format!("\"{text}\" is no name for a branch");
            let remedy = format!("use 1 to {LONGEST_NAME} letters on one line");
            self.refuse(&name.place, message, remedy);
        } else if others.any(|other| other.name == text) {
            let message = format!("there are two branches called \"{text}\"");
            self.refuse(&name.place, message, "give each its own name");
        }
    }

    /// The branches asked for and the first, which they are compared with, in the scenario's order; all if
    /// none is asked for. The name of an entry with sizes stands for all of them.
    pub(super) fn selected(
        &mut self,
        branches: Vec<Branch>,
        written: &[BranchSpec],
        asked: &[Located<String>],
    ) -> Vec<Branch> {
        let entries = written.iter().filter_map(|entry| entry.name.as_ref());
        let entries: Vec<&str> = entries.map(|name| name.value.trim()).collect();
        let wanted = |branch: &Branch, name: &str| {
            let size = branch.name.strip_prefix(name);
            let size = size.and_then(|rest| rest.strip_prefix(" x"));
            let sized = size.is_some_and(|size| size.parse::<f64>().is_ok());
            branch.name == name || sized && entries.contains(&name)
        };
        for name in asked {
            if !branches.iter().any(|branch| wanted(branch, &name.value)) {
                let names = branches.iter().map(|branch| branch.name.as_str());
                let remedy = words::instead(&name.value, names);
                let message = format!("there is no branch \"{}\"", name.value);
                self.refuse(&name.place, message, remedy);
            }
        }
        let chosen = |(place, branch): &(usize, Branch)| {
            *place == 0 || asked.is_empty() || asked.iter().any(|name| wanted(branch, &name.value))
        };
        let chosen = branches.into_iter().enumerate().filter(chosen);
        chosen.map(|(_, branch)| branch).collect()
    }
}

/// The functions of every strategy of a branch.
fn compiled(spec: &BranchSpec) -> Vec<Vec<(String, FunctionRef)>> {
    let functions = |strategy: &StrategySpec| {
        let several = strategy.decide.iter().cloned();
        let several = several.map(|function| ("decide".to_owned(), function));
        strategy.decisions.iter().cloned().chain(several).collect()
    };
    spec.strategies.iter().map(functions).collect()
}

/// `common`, with what a branch sets itself put on top.
fn merged(common: &[(String, f64)], own: &[(String, f64)]) -> Vec<(String, f64)> {
    let mut merged: Vec<(String, f64)> = common
        .iter()
        .filter(|(name, _)| !own.iter().any(|(other, _)| other == name))
        .cloned()
        .collect();
    merged.extend_from_slice(own);
    merged.sort_by(|a, b| a.0.cmp(&b.0));
    merged
}
