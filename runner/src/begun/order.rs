//! `batch.json`: what a begun batch is, so that it can be gone on with and merged.

use serde::{Deserialize, Serialize};

use super::shard::Shard;
use crate::cli::Settings;

/// What a begun batch is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// Title of the scenario.
    pub title: String,
    /// Name of the result folder.
    pub name: String,
    /// The scenario file, as it was named.
    pub file: String,
    /// BLAKE3 of everything that decides the numbers, apart from the program.
    pub scenario_hash: String,
    /// Name and version of the program.
    pub engine: String,
    /// BLAKE3 of the texts of the program.
    pub engine_hash: String,
    /// Name of the calibration.
    pub calibration: String,
    /// Folder of the calibration, or `part of the program`.
    pub calibration_origin: String,
    /// The shard.
    pub shard: Shard,
    /// Runs of every branch.
    pub runs: u32,
    /// Branches.
    pub branches: u32,
    /// Points of the sweep; 1 without one.
    pub points: u32,
    /// Settings from the command line and the environment.
    pub settings: Settings,
}

impl Order {
    /// Units of the whole batch.
    pub fn units(&self) -> usize {
        self.points as usize * self.runs as usize * self.branches as usize
    }

    /// Units of the shard, in order.
    pub fn own(&self) -> impl Iterator<Item = usize> {
        (0..self.units()).filter(|&unit| self.shard.has(self.run(unit)))
    }

    /// Which of all shards of the batch has `unit`; the first is 0.
    pub fn holder(&self, unit: usize) -> usize {
        self.shard.holder(self.run(unit)) as usize
    }

    /// The run of `unit`, numbered on from point to point of a sweep.
    fn run(&self, unit: usize) -> u32 {
        (unit / self.branches.max(1) as usize) as u32
    }

    /// Whether `other` is another shard of the same batch, simulated by the same program.
    pub fn same_batch(&self, other: &Order) -> bool {
        self.scenario_hash == other.scenario_hash
            && self.engine_hash == other.engine_hash
            && (self.runs, self.branches, self.points, self.shard.of)
                == (other.runs, other.branches, other.points, other.shard.of)
    }
}
