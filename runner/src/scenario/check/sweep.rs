//! `sweep`: names, ranges, the number of points, and whether every point can be run.

use engine::levers::Size;
use engine::parameters::Scalars;
use engine::record::Record;
use statistics::designs::{self, Design};

use super::{A_LEVER, Checker, Ground, branches};
use crate::scenario::branch::Branch;
use crate::scenario::place::{Located, Place, Problem};
use crate::scenario::spec::{ScenarioSpec, SweepSpec, SweptSpec};
use crate::scenario::sweep::{Dimension, Method, OF, Sweep, Varied};
use crate::words;

/// Most points.
const MOST_POINTS: usize = 10_000;
/// Most levels of a Morris design.
const MOST_LEVELS: f64 = 100.0;

impl Checker<'_> {
    /// The sweep of the scenario, whose branches are `branches`.
    pub(super) fn sweep(
        &mut self,
        spec: &ScenarioSpec,
        branches: &[Branch],
        seed: u64,
        ground: Option<&Ground>,
    ) -> Option<Sweep> {
        let sweep = spec.sweep.as_ref()?;
        let before = self.problems.len();
        let grid = sweep.word == "grid";
        let parameters = sweep.over.iter();
        let mut dimensions: Vec<Option<Dimension>> = parameters
            .map(|swept| self.swept_parameter(swept, grid, spec))
            .collect();
        for swept in &sweep.size_of {
            dimensions.push(self.swept_size(swept, grid, branches));
        }
        if dimensions.is_empty() && sweep.whole {
            let remedy = if grid {
                "write m.grid { propensity_to_consume = { 0.85, 0.9, 0.95 } }".to_owned()
            } else {
                "write over = { propensity_to_consume = { 0.85, 0.95 } }".to_owned()
            };
            self.refuse(&sweep.place, "the sweep varies nothing", remedy);
        }
        let of = self.swept_series(sweep.of.as_deref());
        let number = dimensions.len();
        let dimensions: Option<Vec<Dimension>> = dimensions.into_iter().collect();
        let method = self.method(sweep, number)?;
        if !sweep.whole || self.problems.len() > before {
            return None;
        }
        let dimensions = dimensions?;
        let design = self.points(method, &dimensions, seed, &sweep.place)?;
        let sweep = Sweep {
            method,
            dimensions,
            design,
            of,
        };
        if let Some(ground) = ground {
            self.every_point(&sweep, branches, ground);
        }
        Some(sweep)
    }

    fn swept_series(&mut self, of: Option<&[Located<String>]>) -> Vec<usize> {
        let default = OF.map(|name| Located::new(name.to_owned(), Place::Default));
        let mut places = Vec::new();
        for name in of.unwrap_or(&default) {
            let place = self.column(name, Record::COLUMNS, "series");
            places.extend(place.filter(|place| !places.contains(place)));
        }
        places
    }

    /// A parameter: what it is called, its values within its range, set by nothing else.
    fn swept_parameter(
        &mut self,
        swept: &SweptSpec,
        grid: bool,
        spec: &ScenarioSpec,
    ) -> Option<Dimension> {
        let name = &swept.name.value;
        let a_lever = format!("{A_LEVER}, and vary the size by size_of = {{ [\"branch\"] = ... }}");
        let about = self.parameter(name, &swept.name.place, &a_lever)?;
        for value in &swept.values {
            self.allowed(about, value)?;
        }
        let branches = spec.branches.iter().map(|branch| &branch.set);
        if let Some(set) = branches.chain([&spec.set]).find_map(|set| set.get(name)) {
            let message = format!("`{name}` is set already at {}", set.place);
            self.refuse(&swept.name.place, message, "leave one of them out");
            return None;
        }
        Some(Dimension {
            varied: Varied::Parameter(name.clone()),
            values: self.swept_values(swept, grid)?,
        })
    }

    /// A branch: its name, and shocks that can be multiplied.
    fn swept_size(
        &mut self,
        swept: &SweptSpec,
        grid: bool,
        branches: &[Branch],
    ) -> Option<Dimension> {
        let name = &swept.name.value;
        let named = branches.iter().any(|branch| branch.name == *name);
        let of_entry = |branch: &&Branch| {
            branch.name == *name || !named && branches::is_sized(&branch.name, name)
        };
        let own: Vec<&Branch> = branches.iter().filter(of_entry).collect();
        if own.is_empty() {
            let names = branches.iter().map(|branch| branch.name.as_str());
            let remedy = words::instead(name, names);
            let message = format!("there is no branch \"{name}\"");
            self.refuse(&swept.name.place, message, remedy);
            return None;
        }
        let shocks = || own.iter().flat_map(|branch| &branch.shocks);
        if shocks().next().is_none() {
            let message = format!("branch \"{name}\" has no shocks to multiply");
            self.refuse(
                &swept.name.place,
                message,
                "name another branch, or add `shocks`",
            );
            return None;
        }
        if let Some(shock) = shocks().find(|shock| shock.size == Size::Level) {
            let message = format!(
                "a `level` cannot be multiplied by the `size_of` at {}",
                swept.name.place
            );
            self.refuse(&shock.place, message, "write `pp`, `pct` or `add`");
            return None;
        }
        Some(Dimension {
            varied: Varied::SizeOf {
                entry: name.clone(),
                branches: own.iter().map(|branch| branch.name.clone()).collect(),
            },
            values: self.swept_values(swept, grid)?,
        })
    }

    /// The values of a grid, or lowest and highest value.
    fn swept_values(&mut self, swept: &SweptSpec, grid: bool) -> Option<Vec<f64>> {
        let name = &swept.name.value;
        if let Some(wrong) = swept.values.iter().find(|value| !value.value.is_finite()) {
            let message = format!("a value of {name} is {}", words::number(wrong.value));
            self.refuse(&wrong.place, message, "write a number");
            return None;
        }
        if !swept.whole {
            return None;
        }
        let values: Vec<f64> = swept.values.iter().map(|value| value.value).collect();
        if grid {
            if values.len() < 2 {
                let message = format!("`{name}` does not vary");
                let remedy = "write two values or more; what stays the same belongs in `set`";
                self.refuse(&swept.name.place, message, remedy);
                return None;
            }
            for (place, value) in swept.values.iter().enumerate() {
                if values[..place].contains(&value.value) {
                    let message = format!("`{name}` has {} twice", words::number(value.value));
                    self.refuse(&value.place, message, "leave one of them out");
                    return None;
                }
            }
        } else if values.len() != 2 || values[0] >= values[1] {
            let message = match values[..] {
                [low, high] => format!(
                    "`{name}` has no range from {} to {}",
                    words::number(low),
                    words::number(high)
                ),
                _ => format!(
                    "`{name}` has {}",
                    words::count(values.len() as u64, "value")
                ),
            };
            let remedy = "write its lowest and its highest value, in this order";
            self.refuse(&swept.name.place, message, remedy);
            return None;
        }
        Some(values)
    }

    /// The design with its numbers, for so many `dimensions`.
    fn method(&mut self, sweep: &SweepSpec, dimensions: usize) -> Option<Method> {
        let most = MOST_POINTS as f64;
        let number =
            |checker: &mut Self, key: &str, given: Option<&Located<f64>>, low, example: &str| {
                if given.is_none() && sweep.whole {
                    let message = format!("m.{} has no `{key}`", sweep.word);
                    checker.refuse(&sweep.place, message, format!("write {example}"));
                }
                checker
                    .whole_number(key, given, low, most)
                    .map(|number| number as usize)
            };
        match sweep.word.as_str() {
            "grid" => Some(Method::Grid),
            "latin_hypercube" => {
                let n = number(self, "n", sweep.n.as_ref(), 2.0, "n = 64")?;
                Some(Method::LatinHypercube { n })
            }
            "sobol" => {
                let given = sweep.n.as_ref();
                let n = number(self, "n", given, 2.0, "n = 128")?;
                if let Some(given) = given.filter(|_| !n.is_power_of_two()) {
                    let (below, above) = (n.next_power_of_two() / 2, n.next_power_of_two());
                    let message = format!("n is {n}, which is no power of two");
                    let remedy =
                        format!("write {below} or {above}: a Sobol sequence is even only then");
                    self.refuse(&given.place, message, remedy);
                    return None;
                }
                let method = Method::Sobol { n };
                self.few_points(
                    n.saturating_mul(dimensions + 2),
                    given.map(|n| &n.place),
                    || format!("n times {}: two and one a parameter", dimensions + 2),
                )?;
                Some(method)
            }
            _ => {
                let given = sweep.trajectories.as_ref();
                let trajectories = number(self, "trajectories", given, 2.0, "trajectories = 20");
                let levels = match &sweep.levels {
                    None => 4,
                    Some(levels) => self.even(levels)?,
                };
                let trajectories = trajectories?;
                self.few_points(
                    trajectories.saturating_mul(dimensions + 1),
                    given.map(|n| &n.place),
                    || {
                        format!(
                            "trajectories times {}: one and one a parameter",
                            dimensions + 1
                        )
                    },
                )?;
                Some(Method::Morris {
                    trajectories,
                    levels,
                })
            }
        }
    }

    fn even(&mut self, levels: &Located<f64>) -> Option<usize> {
        let number = self.whole_number("levels", Some(levels), 2.0, MOST_LEVELS)? as usize;
        if number.is_multiple_of(2) {
            return Some(number);
        }
        let message = format!("levels is {number}");
        self.refuse(&levels.place, message, "it is an even number, such as 4");
        None
    }

    fn few_points(
        &mut self,
        points: usize,
        place: Option<&Place>,
        why: impl Fn() -> String,
    ) -> Option<()> {
        if points <= MOST_POINTS {
            return Some(());
        }
        let message = format!(
            "the sweep has {} points ({})",
            words::thousands(points as u64),
            why()
        );
        let remedy = format!("it can have {}", words::thousands(MOST_POINTS as u64));
        self.refuse(place?, message, remedy);
        None
    }

    /// The points, each dimension from 0 to 1.
    fn points(
        &mut self,
        method: Method,
        dimensions: &[Dimension],
        seed: u64,
        place: &Place,
    ) -> Option<Design> {
        let factors = dimensions.len();
        let design = match method {
            Method::Grid => {
                let levels = dimensions.iter().map(|dimension| dimension.values.len());
                let levels: Vec<usize> = levels.collect();
                let points = levels.iter().copied().fold(1, usize::saturating_mul);
                self.few_points(points, Some(place), || {
                    let levels: Vec<String> = levels.iter().map(ToString::to_string).collect();
                    levels.join(" times ")
                })?;
                designs::grid(&levels)
            }
            Method::LatinHypercube { n } => designs::latin_hypercube(n, factors, seed),
            Method::Sobol { n } => designs::saltelli(n, factors),
            Method::Morris {
                trajectories,
                levels,
            } => designs::morris(trajectories, factors, levels, seed),
        };
        design
            .inspect_err(|error| {
                let message = format!("the sweep has no design: {error}");
                self.refuse(place, message, "vary fewer parameters");
            })
            .ok()
    }

    /// Refuses a sweep one of whose points takes a lever out of its range.
    fn every_point(&mut self, sweep: &Sweep, branches: &[Branch], ground: &Ground) {
        let shocked = branches.iter().filter(|branch| !branch.shocks.is_empty());
        let shocked = shocked.filter_map(|branch| Some((branch, ground.scalars(&branch.set)?)));
        let shocked: Vec<(&Branch, Scalars)> = shocked.collect();
        let before = self.problems.len();
        for point in 0..sweep.points() {
            for (branch, scalars) in &shocked {
                let mut scalars = scalars.clone();
                sweep.set(point, &mut scalars);
                // What is odd of a shock was said of the branch itself.
                let remarks = self.remarks.len();
                self.in_range(&sweep.at(point, branch).shocks, &scalars);
                self.remarks.truncate(remarks);
            }
            if self.problems.len() > before {
                let at = format!("at point {point} of the sweep ({}) ", sweep.words(point));
                for problem in &mut self.problems[before..] {
                    let Problem { message, .. } = problem;
                    message.insert_str(0, &at);
                }
                return;
            }
        }
    }
}
