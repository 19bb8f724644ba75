//! How many runs fit into the memory at once: told before they start, not by the system killing them.

use std::fs::{read_to_string, write};

use engine::record::{IndustryRecord, Record};

use crate::prepare::Prepared;
use crate::report::measures;

/// Memory of a run, per person and per firm in it \[bytes\]; measured from 1/100 to the whole country, with a tenth to
/// spare.
const PER_PERSON: u64 = 90;
const PER_FIRM: u64 = 390;
/// What every further thread of a run adds to that, up to [`THREADS`] of them \[bytes\].
const PER_PERSON_AND_THREAD: u64 = 3;
/// Threads beyond which a run needs no more memory.
const THREADS: u64 = 8;
/// Memory of a run that does not grow with its size \[bytes\].
const PER_RUN: u64 = 8 << 20;
/// Memory of the program itself \[bytes\].
pub const PROGRAM: u64 = 12 << 20;
/// Addresses that the two threads of a run take for a stack and a heap each \[bytes\]; with them, what the whole
/// program takes is more by a tenth and above than the largest limit under which it was found to fail.
pub const PER_THREAD: u64 = 2 * (66 << 20);
/// Copies of the figures of a run: one it makes, one that is being written, and the bytes of that.
const COPIES: u64 = 3;

/// What is to be simulated, as far as memory depends on it.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Persons in a run.
    pub persons: u64,
    /// Firms in a run.
    pub firms: u64,
    /// Figures that are kept of a run until it is written.
    pub figures: u64,
    /// Figures that are kept of all runs for the summary.
    pub summary: u64,
}

/// Memory that is free \[bytes\]; nothing where the system does not tell.
#[derive(Clone, Copy, Debug, Default)]
pub struct Free {
    /// Memory.
    pub memory: Option<u64>,
    /// Addresses that this process may still use.
    pub addresses: Option<u64>,
}

impl Size {
    /// Of the runs of `prepared`.
    pub fn of(prepared: &Prepared) -> Self {
        let scenario = &prepared.scenario;
        let rows = u64::from(scenario.horizon) + 1;
        let industries = prepared.opening.parameters().industries.len();
        let columns = scenario.record.industries.len().min(1) * IndustryRecord::COLUMNS.len();
        Size {
            persons: prepared.persons(),
            firms: prepared.firms(),
            figures: rows * (Record::COLUMNS.len() + columns * industries) as u64 + panel(prepared),
            summary: scenario.units() * measures::Path::figures(rows),
        }
    }

    /// Memory that a run needs \[bytes\].
    pub fn of_run(self) -> u64 {
        PER_RUN
            .saturating_add(PER_PERSON.saturating_mul(self.persons))
            .saturating_add(PER_FIRM.saturating_mul(self.firms))
            .saturating_add(self.figures.saturating_mul(8 * COPIES))
    }

    /// Memory that runs at once on `threads` threads share out among them, on top of their own
    /// \[bytes\].
    fn of_threads(self, threads: usize) -> u64 {
        further(threads).saturating_mul(self.persons)
    }

    /// Memory that one run at a time on `threads` threads needs in all \[bytes\].
    pub fn of_all(self, threads: usize) -> u64 {
        self.of_run()
            .saturating_add(self.of_threads(threads))
            .saturating_add(self.of_summary())
    }

    /// Addresses that one run at a time on one thread needs \[bytes\].
    pub fn of_addresses(self) -> u64 {
        self.of_all(1).saturating_add(PER_THREAD)
    }

    /// Addresses that are missing beside those that are `free` \[bytes\]; with a stack and a heap more, since the
    /// thread that reads a scenario does without a heap of its own where the limit is too low for one.
    pub fn further_addresses(self, free: u64) -> u64 {
        self.of_addresses().saturating_sub(free) + PER_THREAD / 2
    }

    /// Memory that the summary needs \[bytes\].
    pub fn of_summary(self) -> u64 {
        self.summary.saturating_mul(8)
    }

    /// Runs that fit into `free`, at most one for each of the `threads`.
    pub fn runs_at_once(self, free: Free, threads: usize) -> usize {
        let threads = self.threads(free, threads);
        let memory = free
            .memory
            .map(|free| free.saturating_sub(self.of_threads(threads)));
        self.fit(memory, self.of_run(), threads)
    }

    /// Threads that have addresses in `free`, also with a run for each; at most `wanted`.
    pub fn threads(self, free: Free, wanted: usize) -> usize {
        let each = self.of_run().saturating_add(PER_THREAD);
        self.fit(free.addresses, each, wanted)
    }

    /// How often `each` fits into `free` beside the summary, at most `wanted`.
    fn fit(self, free: Option<u64>, each: u64, wanted: usize) -> usize {
        let Some(free) = free else { return wanted };
        let times = free.saturating_sub(self.of_summary()) / each;
        wanted.min(usize::try_from(times).unwrap_or(usize::MAX))
    }

    /// Persons of the largest run that fits into `free` on `threads` threads, with as many firms for each.
    pub fn persons_that_fit(self, free: Free, threads: usize) -> u64 {
        let rest = Size {
            persons: 0,
            firms: 0,
            ..self
        };
        let fixed = rest.of_run().saturating_add(self.of_summary());
        let firms = self.firms as f64 / self.persons as f64;
        let each = (PER_PERSON + further(threads)) as f64 + PER_FIRM as f64 * firms;
        (free.least().saturating_sub(fixed) as f64 / each) as u64
    }
}

/// What a person takes more on `threads` threads than on one \[bytes\].
fn further(threads: usize) -> u64 {
    PER_PERSON_AND_THREAD * (threads as u64).clamp(1, THREADS).saturating_sub(1)
}

/// Figures of the panel of firms in a run.
fn panel(prepared: &Prepared) -> u64 {
    let scenario = &prepared.scenario;
    scenario.record.firms.as_ref().map_or(0, |panel| {
        let firms = panel
            .sample
            .map_or(u64::MAX, u64::from)
            .min(prepared.firms());
        let quarters = u64::from(scenario.horizon / panel.every) + 1;
        firms * quarters * panel.columns.len() as u64
    })
}

impl Free {
    /// What is free for this program now.
    pub fn now() -> Self {
        let machine = read_to_string("/proc/meminfo")
            .ok()
            .and_then(|text| available(&text));
        let number = |path| read_to_string(path).ok()?.trim().parse::<u64>().ok();
        let limit = number("/sys/fs/cgroup/memory.max");
        let group = limit
            .zip(number("/sys/fs/cgroup/memory.current"))
            .map(|(limit, used)| limit.saturating_sub(used));
        let limits = read_to_string("/proc/self/limits").unwrap_or_default();
        let status = read_to_string("/proc/self/status").unwrap_or_default();
        let used = kilobytes(&status, "VmSize:").unwrap_or(0);
        Free {
            memory: machine.into_iter().chain(group).min(),
            addresses: addresses(&limits).map(|limit| limit.saturating_sub(used)),
        }
    }

    /// What there is for one run \[bytes\].
    pub fn least(self) -> u64 {
        let addresses = self.addresses.map(|free| free.saturating_sub(PER_THREAD));
        let least = self.memory.into_iter().chain(addresses).min();
        least.unwrap_or(u64::MAX)
    }
}

/// Most memory that this program has held so far, or since [`forget_peak`] \[bytes\], if the system
/// tells.
pub fn peak() -> Option<u64> {
    let status = read_to_string("/proc/self/status").ok()?;
    kilobytes(&status, "VmHWM:")
}

/// Makes [`peak`] begin anew from what is held now; whether the system does that.
pub fn forget_peak() -> bool {
    write("/proc/self/clear_refs", "5").is_ok()
}

/// `MemAvailable` of `/proc/meminfo` \[bytes\].
fn available(text: &str) -> Option<u64> {
    kilobytes(text, "MemAvailable:")
}

/// The entry `name` of a table of the system \[bytes\].
fn kilobytes(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? * 1024)
}

/// Most addresses of a process, of `/proc/self/limits` \[bytes\].
fn addresses(text: &str) -> Option<u64> {
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("Max address space"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{Free, PER_THREAD, Size, addresses, available};

    const SIZE: Size = Size {
        persons: 1_000_000,
        firms: 50_000,
        figures: 1000,
        summary: 1 << 20,
    };

    #[test]
    fn as_many_runs_as_fit() {
        let (one, summary) = (SIZE.of_run(), SIZE.of_summary());
        let memory = |memory| Free {
            memory: Some(memory),
            addresses: None,
        };
        let shared = SIZE.of_threads(8);
        let free = |runs| memory(runs * one + summary + shared);
        assert_eq!(SIZE.runs_at_once(free(3), 8), 3);
        assert_eq!(SIZE.runs_at_once(memory(one + summary + shared - 1), 8), 0);
        assert_eq!(SIZE.of_all(8), one + summary + shared);
        assert_eq!(SIZE.of_threads(1), 0);
        assert_eq!(SIZE.of_threads(100), shared);
        assert_eq!(SIZE.runs_at_once(Free::default(), 8), 8);
        let few = Free {
            memory: None,
            addresses: Some(2 * (one + PER_THREAD) + summary),
        };
        assert_eq!(SIZE.runs_at_once(few, 8), 2);
        assert_eq!(SIZE.persons_that_fit(free(1), 8), SIZE.persons);
        assert_eq!(
            SIZE.persons_that_fit(memory(one + summary), 1),
            SIZE.persons
        );
    }

    #[test]
    fn runs_need_what_was_measured() {
        // Peaks of the whole program \[KiB\], which takes 14 MiB itself; 2 quarters, and 120 months.
        let measured = [
            ((534_155, 27_500), 1, 67_364),
            ((534_155, 27_500), 2, 68_560),
            ((534_155, 27_500), 16, 79_484),
            ((5_341_556, 274_988), 1, 550_212),
            ((5_341_556, 274_988), 2, 562_812),
            ((5_341_556, 274_988), 16, 659_380),
            ((36_851_284, 4_070_410), 2, 4_472_356),
        ];
        for ((persons, firms), threads, peak) in measured {
            let size = Size {
                persons,
                firms,
                figures: 0,
                summary: 0,
            };
            let peak = 1024.0 * f64::from(peak - (14 << 10));
            let ratio = size.of_all(threads) as f64 / peak;
            assert!(
                (1.0..1.25).contains(&ratio),
                "{persons}, {threads}: {ratio}"
            );
        }
    }

    #[test]
    fn the_system_tells_what_is_free() {
        let text = "MemTotal:       24 kB\nMemAvailable:   12 kB\n";
        assert_eq!(available(text), Some(12 << 10));
        assert_eq!(available("nothing"), None);
        let text = "Max address space         2147483648           unlimited            bytes\n";
        assert_eq!(addresses(text), Some(2 << 30));
        assert_eq!(
            addresses("Max address space         unlimited            unlimited            bytes"),
            None
        );
    }
}
