//! A sweep that was checked: the points of a design, and what each of them changes.

use engine::parameters::Scalars;
use statistics::designs::Design;

use super::branch::{Branch, Values};

/// Series whose sensitivity is told where a scenario names none.
pub const OF: [&str; 5] = [
    "real_gdp",
    "gdp_deflator",
    "unemployment_rate",
    "policy_rate",
    "government_debt",
];

/// How the points of a sweep are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Every combination of values.
    Grid,
    /// One point in each slice of every parameter.
    LatinHypercube {
        /// Points.
        n: usize,
    },
    /// Saltelli's on a Sobol sequence.
    Sobol {
        /// Points of each of its two samples.
        n: usize,
    },
    /// Paths of one step a parameter.
    Morris {
        /// Paths.
        trajectories: usize,
        /// Values of each parameter.
        levels: usize,
    },
}

impl Method {
    /// The word of the library.
    pub fn word(self) -> &'static str {
        match self {
            Method::Grid => "grid",
            Method::LatinHypercube { .. } => "latin_hypercube",
            Method::Sobol { .. } => "sobol",
            Method::Morris { .. } => "morris",
        }
    }
}

/// What varies over the points.
#[derive(Clone, Debug, PartialEq)]
pub enum Varied {
    /// A parameter, by name.
    Parameter(String),
    /// What the sizes of all shocks are multiplied by in the branches of an entry of the scenario.
    SizeOf {
        /// Name of the entry.
        entry: String,
        /// Its branches.
        branches: Vec<String>,
    },
}

/// One dimension of a design.
#[derive(Clone, Debug, PartialEq)]
pub struct Dimension {
    /// What varies.
    pub varied: Varied,
    /// The values of a grid, or lowest and highest value.
    pub values: Vec<f64>,
}

impl Dimension {
    /// Its name in results.
    pub fn name(&self) -> String {
        match &self.varied {
            Varied::Parameter(name) => name.clone(),
            Varied::SizeOf { entry, .. } => format!("size_of.{entry}"),
        }
    }
}

/// Points at which all branches are run.
#[derive(Clone, Debug, PartialEq)]
pub struct Sweep {
    /// How they are chosen.
    pub method: Method,
    /// What varies over them.
    pub dimensions: Vec<Dimension>,
    /// The points, each dimension from 0 to 1.
    pub design: Design,
    /// Series whose sensitivity is told, as places in the engine's list.
    pub of: Vec<usize>,
}

impl Sweep {
    /// Number of points.
    pub fn points(&self) -> usize {
        self.design.len()
    }

    /// Whether the parameter called `name` varies.
    pub fn varies(&self, name: &str) -> bool {
        let varied = self.dimensions.iter().map(|dimension| &dimension.varied);
        varied
            .into_iter()
            .any(|varied| *varied == Varied::Parameter(name.to_owned()))
    }

    /// Values of all dimensions at `point`.
    pub fn values(&self, point: usize) -> impl Iterator<Item = f64> {
        let coordinates = self.dimensions.iter().zip(self.design.point(point));
        coordinates.map(|(dimension, &coordinate)| {
            let values = &dimension.values;
            if self.method == Method::Grid {
                // Coordinates of a grid are the centres of equal cells, one a value.
                values[(coordinate * values.len() as f64) as usize]
            } else {
                (values[0] + coordinate * (values[1] - values[0])).min(values[1])
            }
        })
    }

    /// Puts the parameters of `point` into `scalars`.
    pub fn set(&self, point: usize, scalars: &mut Scalars) {
        for (dimension, value) in self.dimensions.iter().zip(self.values(point)) {
            if let Varied::Parameter(name) = &dimension.varied
                && let Some(parameter) = scalars.get_mut(name)
            {
                *parameter = value;
            }
        }
    }

    /// What the sizes of `branch` are multiplied by at `point`.
    pub fn factor(&self, point: usize, branch: &str) -> f64 {
        let dimensions = self.dimensions.iter().zip(self.values(point));
        dimensions.fold(1.0, |factor, (dimension, value)| match &dimension.varied {
            Varied::SizeOf { branches, .. } if branches.iter().any(|name| name == branch) => {
                factor * value
            }
            _ => factor,
        })
    }

    /// `branch` as it is at `point`.
    pub fn at(&self, point: usize, branch: &Branch) -> Branch {
        let mut branch = branch.clone();
        let factor = self.factor(point, &branch.name);
        if factor != 1.0 {
            for shock in &mut branch.shocks {
                match &mut shock.values {
                    Values::Fixed(sizes) => {
                        for size in sizes.iter_mut().flatten() {
                            *size *= factor;
                        }
                    }
                    Values::Function { factor: own, .. } => *own *= factor,
                }
            }
        }
        branch
    }

    /// Point and values in words.
    pub fn words(&self, point: usize) -> String {
        let values = self.dimensions.iter().zip(self.values(point));
        let values = values.map(|(dimension, value)| format!("{} = {value}", dimension.name()));
        values.collect::<Vec<_>>().join(", ")
    }
}
