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

/// How a scheduler tells a job its number, counted from 0, and those variables that may hold how
/// many jobs there are. An array of Slurm is told apart: its numbers may begin with 1.
struct Scheduler {
    number: &'static str,
    of: &'static str,
}

/// The schedulers that `--shard auto` knows, beside arrays of Slurm.
const SCHEDULERS: [Scheduler; 4] = [
    Scheduler {
        number: "HQ_TASK_ID",
        of: "RUNNER_SHARDS",
    },
    Scheduler {
        number: "OMPI_COMM_WORLD_RANK",
        of: "OMPI_COMM_WORLD_SIZE",
    },
    Scheduler {
        number: "PMI_RANK",
        of: "PMI_SIZE",
    },
    Scheduler {
        number: "JOB_COMPLETION_INDEX",
        of: "RUNNER_SHARDS",
    },
];

/// What is wrong, and what to do.
type Wrong = (String, String);

impl Shard {
    /// The whole batch.
    pub const WHOLE: Shard = Shard { number: 1, of: 1 };

    /// Whether `run` is part of it.
    pub fn has(self, run: u32) -> bool {
        self.holder(run) == self.number - 1
    }

    /// Which of all shards of the batch has `run`; the first is 0.
    pub fn holder(self, run: u32) -> u32 {
        run % self.of
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

/// The shard that the scheduler of this job says.
fn automatic(variable: impl Fn(&str) -> Option<String>) -> Result<Shard, Wrong> {
    let mut found = Vec::new();
    if let Some(number) = variable(SLURM) {
        found.push((SLURM, slurm(&number, &variable)?));
    }
    for Scheduler { number: name, of } in SCHEDULERS {
        let Some(number) = variable(name) else {
            continue;
        };
        let Some(jobs) = variable(of) else {
            let message = format!("{name} is set, but not {of}");
            return Err((message, format!("set {of} to the number of jobs")));
        };
        let (index, of) = (whole(name, &number)?, whole(of, &jobs)?);
        found.push((name, numbered(name, index, 0, of)?));
    }
    let cut: Vec<_> = found.iter().filter(|(_, shard)| shard.of > 1).collect();
    match (&found[..], &cut[..]) {
        ([], _) => Err((
            "no scheduler says which shard this is".into(),
            "start it as a job of a scheduler, or write the shard as I/N".into(),
        )),
        (_, [(one, _), (other, _), ..]) => Err((
            format!("both {one} and {other} say which shard this is"),
            "write the shard as I/N".into(),
        )),
        (_, [(_, shard)]) | ([(_, shard), ..], []) => Ok(*shard),
    }
}

/// The variable in which Slurm tells a job of an array its number.
const SLURM: &str = "SLURM_ARRAY_TASK_ID";

/// A job of an array of Slurm. A part of an array cannot be told from a whole one by its own numbers
/// alone: such as 3, or 1,3; so the numbers must begin with 0 or 1 and have no gaps.
fn slurm(number: &str, variable: impl Fn(&str) -> Option<String>) -> Result<Shard, Wrong> {
    let id = whole(SLURM, number)?;
    if let Some(jobs) = variable("RUNNER_SHARDS") {
        return numbered(SLURM, id, 1, whole("RUNNER_SHARDS", &jobs)?);
    }
    let read = |name: &str| match variable(name) {
        Some(text) => whole(name, &text),
        None => Err((
            format!("{SLURM} is set, but not {name}"),
            "set RUNNER_SHARDS to the number of jobs, counted from 1".to_owned(),
        )),
    };
    let (first, last) = (read("SLURM_ARRAY_TASK_MIN")?, read("SLURM_ARRAY_TASK_MAX")?);
    let of = read("SLURM_ARRAY_TASK_COUNT")?;
    if first > 1 || last.checked_sub(first) != of.checked_sub(1) {
        let message = format!("{of} jobs from {first} to {last} are only a part of an array");
        let remedy = "submit --array=1-N without gaps, or set RUNNER_SHARDS to N";
        return Err((message, remedy.into()));
    }
    numbered(SLURM, id, first, of)
}

fn whole(name: &str, text: &str) -> Result<u32, Wrong> {
    text.trim().parse().map_err(|_| {
        (
            format!("{name} = `{text}` is no whole number"),
            "start it as a job of a scheduler, or write the shard as I/N".into(),
        )
    })
}

/// The shard of job `number` of `of` that are counted from `first`.
fn numbered(name: &str, number: u32, first: u32, of: u32) -> Result<Shard, Wrong> {
    let index = number.checked_sub(first);
    match index.filter(|&index| index < of && of <= MOST) {
        Some(index) => Ok(Shard {
            number: index + 1,
            of,
        }),
        None => Err((
            format!("{name} = {number} is none of {of} jobs that begin with {first}"),
            "number the jobs without gaps".into(),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::{SLURM, Shard};

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
        let slurm = |id, first, last, count| {
            automatic(&[
                (SLURM, id),
                ("SLURM_ARRAY_TASK_MIN", first),
                ("SLURM_ARRAY_TASK_MAX", last),
                ("SLURM_ARRAY_TASK_COUNT", count),
            ])
        };
        assert_eq!(slurm("0", "0", "3", "4"), Ok((1, 4)));
        assert_eq!(slurm("4", "1", "4", "4"), Ok((4, 4)));
        assert_eq!(slurm("1", "1", "1", "1"), Ok((1, 1)));
        for (id, first, last, count) in [
            ("3", "3", "3", "1"),
            ("1", "1", "3", "2"),
            ("2", "0", "4", "3"),
        ] {
            let refused = slurm(id, first, last, count).unwrap_err();
            assert!(refused.contains("only a part of an array"), "{refused}");
        }
        assert!(
            slurm("9", "1", "4", "4")
                .unwrap_err()
                .contains("is none of 4 jobs")
        );
        let told = |id, jobs| automatic(&[(SLURM, id), ("RUNNER_SHARDS", jobs)]);
        assert_eq!(told("3", "8"), Ok((3, 8)));
        assert!(told("0", "8").is_err() && told("9", "8").is_err());
        let two = [
            (SLURM, "2"),
            ("SLURM_ARRAY_TASK_MIN", "1"),
            ("SLURM_ARRAY_TASK_MAX", "4"),
            ("SLURM_ARRAY_TASK_COUNT", "4"),
            ("OMPI_COMM_WORLD_RANK", "0"),
            ("OMPI_COMM_WORLD_SIZE", "2"),
        ];
        assert!(automatic(&two).unwrap_err().contains("both SLURM"));
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
