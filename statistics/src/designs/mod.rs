//! Designs: which points of the unit cube are simulated.

mod grid;
mod joe_kuo;
mod latin_hypercube;
mod morris;
mod saltelli;
mod sobol;

pub use grid::grid;
pub use latin_hypercube::latin_hypercube;
pub use morris::morris;
pub use saltelli::saltelli;
pub use sobol::{MOST_DIMENSIONS, sobol};

/// Points of the unit cube, one coordinate per factor.
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    factors: usize,
    coordinates: Vec<f64>,
}

impl Design {
    /// A design of no points yet.
    fn empty(factors: usize, points: usize) -> Self {
        Design {
            factors,
            coordinates: Vec::with_capacity(factors * points),
        }
    }

    fn push(&mut self, point: &[f64]) {
        self.coordinates.extend_from_slice(point);
    }

    /// How many factors a point has a coordinate of.
    pub fn factors(&self) -> usize {
        self.factors
    }

    /// How many points there are.
    pub fn len(&self) -> usize {
        self.coordinates.len() / self.factors.max(1)
    }

    /// Whether there are no points.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The coordinates of a point, counted from 0.
    ///
    /// # Panics
    /// If there is no such point.
    pub fn point(&self, place: usize) -> &[f64] {
        &self.coordinates[place * self.factors..][..self.factors]
    }

    /// The points in order.
    pub fn points(&self) -> impl Iterator<Item = &[f64]> {
        self.coordinates.chunks_exact(self.factors.max(1))
    }
}
