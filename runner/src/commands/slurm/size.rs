//! How large the jobs of an array are: how many, with what time and memory.

/// Machines of a cluster may be slower than this one, and share their memory's speed.
const MARGIN: f64 = 1.5;
/// Seconds that a job is to last where nothing else is asked for.
const HOUR: f64 = 3600.0;
/// Most jobs of an array that many clusters allow.
const MOST: u32 = 1000;
/// Processors of a job where nothing else is asked for.
const CPUS: u32 = 8;
/// Seconds that reading the scenario and starting take at most.
const START: f64 = 60.0;
/// Memory of the program apart from runs \[bytes\].
const PROGRAM: u64 = 192 << 20;

/// What is to be done.
pub struct Work {
    /// Runs of every branch, at all points of a sweep.
    pub runs: u32,
    /// Branches.
    pub branches: u32,
    /// Seconds that a run of one branch takes on one thread.
    pub seconds: f64,
    /// Memory of a run \[bytes\].
    pub memory: u64,
}

/// What was asked for.
#[derive(Clone, Copy, Default)]
pub struct Wanted {
    /// Jobs.
    pub shards: Option<u32>,
    /// Processors of a job.
    pub cpus: Option<u32>,
    /// Seconds of a job.
    pub time: Option<u64>,
}

/// A job of the array.
#[derive(Debug, PartialEq)]
pub struct Job {
    /// Jobs in all.
    pub shards: u32,
    /// Processors.
    pub cpus: u32,
    /// Memory \[MiB\].
    pub memory: u64,
    /// Seconds that it may last.
    pub limit: u64,
    /// Seconds before the end at which it is asked to stop.
    pub stop: u64,
    /// Seconds that it lasts if the machine is as fast as this one.
    pub lasts: f64,
}

impl Job {
    /// A job that does a part of `work`.
    pub fn of(work: &Work, wanted: Wanted) -> Self {
        let units = u64::from(work.runs) * u64::from(work.branches);
        // Runs that are in hand are finished; Slurm may ask up to a minute early.
        let stop = up(MARGIN * work.seconds + START, 60).max(120);
        let stop = wanted.time.map_or(stop, |time| stop.min(time / 2));
        let most = wanted.cpus.unwrap_or(CPUS);
        let aim = wanted
            .time
            .map_or(HOUR, |time| (time - stop) as f64 - START)
            .max(60.0);
        let shards = wanted.shards.unwrap_or_else(|| {
            let whole = MARGIN * work.seconds * units as f64 / f64::from(most);
            ((whole / aim).ceil() as u32).clamp(1, work.runs.clamp(1, MOST))
        });
        let own = u64::from(work.runs.div_ceil(shards)) * u64::from(work.branches);
        let at_once = u64::from(most).min(own);
        let cpus = wanted.cpus.unwrap_or(at_once as u32);
        let lasts = own.div_ceil(at_once.max(1)) as f64 * work.seconds;
        let limit = up(MARGIN * lasts + START + stop as f64, 300).max(600);
        let memory = (PROGRAM + work.memory.saturating_mul(at_once)) as f64 * MARGIN;
        Job {
            shards,
            cpus,
            memory: up(memory / f64::from(1 << 20), 256),
            limit: wanted.time.unwrap_or(limit),
            stop,
            lasts,
        }
    }

    /// Whether it is done within its time on a machine as fast as this one.
    pub fn fits(&self) -> bool {
        self.lasts + START <= self.limit.saturating_sub(self.stop) as f64
    }
}

/// The next multiple of `step`.
fn up(value: f64, step: u64) -> u64 {
    (value / step as f64).ceil() as u64 * step
}

/// Seconds of a time as Slurm writes it: minutes, minutes:seconds, hours:minutes:seconds, and with
/// days-hours, days-hours:minutes, days-hours:minutes:seconds.
pub fn seconds(text: &str) -> Option<u64> {
    let (days, rest) = match text.trim().split_once('-') {
        Some((days, rest)) => (Some(days.parse::<u64>().ok()?), rest),
        None => (None, text.trim()),
    };
    let parts: Option<Vec<u64>> = rest.split(':').map(|part| part.parse().ok()).collect();
    let units: [u64; 3] = match (days, parts.as_ref()?.len()) {
        (Some(_), 1..=3) | (None, 3) => [3600, 60, 1],
        (None, 1 | 2) => [60, 1, 0],
        _ => return None,
    };
    let mut sum = days.unwrap_or(0).checked_mul(86_400)?;
    for (part, unit) in parts?.into_iter().zip(units) {
        sum = sum.checked_add(part.checked_mul(unit)?)?;
    }
    (60..=366 * 86_400).contains(&sum).then_some(sum)
}

/// A time as Slurm reads it.
pub fn clock(seconds: u64) -> String {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let day = match days {
        0 => String::new(),
        days => format!("{days}-"),
    };
    format!(
        "{day}{:02}:{:02}:{:02}",
        rest / 3600,
        rest / 60 % 60,
        rest % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORK: Work = Work {
        runs: 500,
        branches: 2,
        seconds: 60.0,
        memory: 100 << 20,
    };

    #[test]
    fn a_job_has_time_and_memory_for_its_runs() {
        // 1000 runs of a minute, 1.5 times, on 8 processors: 3.1 hours, so four jobs of 250 runs.
        let job = Job::of(&WORK, Wanted::default());
        let expected = Job {
            shards: 4,
            cpus: 8,
            memory: 1536,
            limit: 3300,
            stop: 180,
            lasts: 1920.0,
        };
        assert_eq!(job, expected);
        assert!(job.fits());
    }

    #[test]
    fn what_is_asked_for_is_kept() {
        let wanted = Wanted {
            shards: Some(40),
            cpus: Some(2),
            time: Some(600),
        };
        let job = Job::of(&WORK, wanted);
        assert_eq!((job.shards, job.cpus, job.limit), (40, 2, 600));
        assert_eq!(job.lasts, 13.0 * 60.0);
        assert!(!job.fits(), "it will be stopped and go on");
        let few = Work {
            runs: 2,
            branches: 1,
            ..WORK
        };
        assert_eq!(Job::of(&few, Wanted::default()).cpus, 2);
    }

    #[test]
    fn times_are_written_as_slurm_writes_them() {
        let known = [
            ("90", 5400),
            ("1:30", 90),
            ("2:00:00", 7200),
            ("1-0", 86_400),
            ("1-2:30", 95_400),
            ("1-00:00:05", 86_405),
        ];
        for (text, expected) in known {
            assert_eq!(seconds(text), Some(expected), "{text}");
            assert_eq!(seconds(&clock(expected)), Some(expected), "{text}");
        }
        for text in ["", "soon", "0", "1:2:3:4", "-1", "99999999999999999999"] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}
