//! A shard: every n-th run of a batch, for one of n machines.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::scenario::overrides::place;
use crate::scenario::place::Problem;

/// One of `of` equal parts of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shard {
    /// Which; the first is 1.
    pub number: u32,
    /// How many there are.
    pub of: u32,
}

/// Most shards of a batch.
const MOST: u32 = 100_000;
/// What to write after `--shard`.
const REMEDY: &str = "write I/N with I from 1 to N, such as 2/4, or auto in a job of a scheduler";

/// How a scheduler tells a job its number: the variable that holds it, the one that holds the first
/// number, and those that may hold how many jobs there are.
struct Scheduler {
    number: &'static str,
    first: First,
    of: &'static [&'static str],
}

/// The number of the first job.
enum First {
    Zero,
    Variable(&'static str),
}

/// The schedulers that `--shard auto` knows, the innermost first.
const SCHEDULERS: [Scheduler; 5] = [
    Scheduler {
        number: "SLURM_ARRAY_TASK_ID",
        first: First::Variable("SLURM_ARRAY_TASK_MIN"),
        of: &["SLURM_ARRAY_TASK_COUNT"],
    },
    Scheduler {
        number: "HQ_TASK_ID",
        first: First::Zero,
        of: &["RUNNER_SHARDS"],
    },
    Scheduler {
        number: "OMPI_COMM_WORLD_RANK",
        first: First::Zero,
        of: &["OMPI_COMM_WORLD_SIZE"],
    },
    Scheduler {
        number: "PMI_RANK",
        first: First::Zero,
        of: &["PMI_SIZE"],
    },
    Scheduler {
        number: "JOB_COMPLETION_INDEX",
        first: First::Zero,
        of: &["RUNNER_SHARDS"],
    },
];

impl Shard {
    /// The whole batch.
    pub const WHOLE: Shard = Shard { number: 1, of: 1 };

    /// Whether `run` is part of it.
    pub fn has(self, run: u32) -> bool {
        run % self.of == self.number - 1
    }

    /// Of `text`, such as `2/4`, or of what a scheduler says if it is `auto`.
    ///
    /// # Errors
    /// If it is neither, or if no scheduler says anything that can be used.
    pub fn parse(
        text: &str,
        variable: impl Fn(&str) -> Option<String>,
        from_environment: bool,
    ) -> Result<Self, Problem> {
        let refuse = |message: String, remedy: &str| {
            let place = place("--shard", "RUNNER_SHARD", from_environment);
            Problem::new(&place, message, remedy)
        };
        if text.trim() == "auto" {
            return automatic(variable).map_err(|(message, remedy)| refuse(message, &remedy));
        }
        let numbers = text.split_once('/').and_then(|(number, of)| {
            Some(Shard {
                number: number.trim().parse().ok()?,
                of: of.trim().parse().ok()?,
            })
        });
        match numbers {
            Some(shard) if (1..=shard.of).contains(&shard.number) && shard.of <= MOST => Ok(shard),
            _ => Err(refuse(format!("`{text}` is no shard"), REMEDY)),
        }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}", self.number, self.of)
    }
}

/// The shard that the scheduler of this job says; else what is wrong, and what to do.
fn automatic(variable: impl Fn(&str) -> Option<String>) -> Result<Shard, (String, String)> {
    let found = SCHEDULERS
        .iter()
        .find_map(|scheduler| variable(scheduler.number).map(|number| (scheduler, number)));
    let Some((scheduler, number)) = found else {
        let names: Vec<&str> = SCHEDULERS.iter().map(|known| known.number).collect();
        return Err((
            format!(
                "no scheduler says which shard this is: none of {} is set",
                names.join(", ")
            ),
            "start it as a job of a scheduler, or write the shard as I/N".into(),
        ));
    };
    let whole = |name: &str, text: &str| {
        text.trim().parse::<u32>().map_err(|_| {
            (
                format!("{name} = `{text}` is no whole number"),
                "start it as a job of a scheduler, or write the shard as I/N".to_owned(),
            )
        })
    };
    let number = whole(scheduler.number, &number)?;
    let first = match scheduler.first {
        First::Zero => 0,
        First::Variable(name) => match variable(name) {
            Some(text) => whole(name, &text)?,
            None => 0,
        },
    };
    let of = (scheduler.of.iter()).find_map(|name| variable(name).map(|text| (name, text)));
    let Some((name, of)) = of else {
        return Err((
            format!(
                "{} is set, but not {}",
                scheduler.number,
                scheduler.of.join(" or ")
            ),
            format!("set {} to the number of jobs", scheduler.of[0]),
        ));
    };
    let of = whole(name, &of)?;
    if let Some(step) = variable("SLURM_ARRAY_TASK_STEP").filter(|step| step.trim() != "1")
        && scheduler.number == "SLURM_ARRAY_TASK_ID"
    {
        return Err((
            format!("the array has a step of {step}"),
            "number its jobs without a step, such as --array=1-4".into(),
        ));
    }
    match number
        .checked_sub(first)
        .filter(|&index| index < of && of <= MOST)
    {
        Some(index) => Ok(Shard {
            number: index + 1,
            of,
        }),
        None => Err((
            format!(
                "{} = {number} is none of {of} jobs that begin with {first}",
                scheduler.number
            ),
            "number the jobs without gaps, such as --array=1-4".into(),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::Shard;

    fn automatic(variables: &[(&str, &str)]) -> Result<(u32, u32), String> {
        let variable = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        let shard = Shard::parse("auto", variable, false);
        shard
            .map(|shard| (shard.number, shard.of))
            .map_err(|problem| problem.to_string())
    }

    #[test]
    fn shards_as_they_are_written() {
        let parse =
            |text| Shard::parse(text, |_| None, false).map(|shard| (shard.number, shard.of));
        assert_eq!(parse("2/4"), Ok((2, 4)));
        assert_eq!(parse(" 1 / 1 "), Ok((1, 1)));
        for text in ["0/4", "5/4", "a/4", "2", "", "1/0", "-1/2", "1/1000000"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn every_run_is_in_one_shard() {
        for run in 0..20 {
            let holders = (1..=3).filter(|&number| Shard { number, of: 3 }.has(run));
            assert_eq!(holders.count(), 1);
        }
    }

    #[test]
    fn schedulers_say_which_shard_it_is() {
        let slurm = |id, first, count| {
            automatic(&[
                ("SLURM_ARRAY_TASK_ID", id),
                ("SLURM_ARRAY_TASK_MIN", first),
                ("SLURM_ARRAY_TASK_COUNT", count),
            ])
        };
        assert_eq!(slurm("0", "0", "4"), Ok((1, 4)));
        assert_eq!(slurm("4", "1", "4"), Ok((4, 4)));
        assert!(
            slurm("9", "1", "4")
                .unwrap_err()
                .contains("is none of 4 jobs")
        );
        let stepped = automatic(&[
            ("SLURM_ARRAY_TASK_ID", "2"),
            ("SLURM_ARRAY_TASK_MIN", "0"),
            ("SLURM_ARRAY_TASK_COUNT", "3"),
            ("SLURM_ARRAY_TASK_STEP", "2"),
        ]);
        assert!(stepped.unwrap_err().contains("step of 2"));
        assert_eq!(
            automatic(&[("OMPI_COMM_WORLD_RANK", "3"), ("OMPI_COMM_WORLD_SIZE", "8")]),
            Ok((4, 8))
        );
        assert_eq!(
            automatic(&[("JOB_COMPLETION_INDEX", "0"), ("RUNNER_SHARDS", "2")]),
            Ok((1, 2))
        );
        let lost = automatic(&[("HQ_TASK_ID", "0")]);
        assert!(lost.unwrap_err().contains("set RUNNER_SHARDS"));
        assert!(automatic(&[]).unwrap_err().contains("no scheduler says"));
    }
}
