//! How many runs fit into the memory at once: told before they start, not by the system killing them.

/// Memory of a run, per person in it \[bytes\]; measured, with a tenth to spare.
const PER_PERSON: u64 = 125;
/// Memory of a run that does not grow with its size \[bytes\].
const PER_RUN: u64 = 8 << 20;

/// Memory that a run of `persons` needs \[bytes\].
pub fn need(persons: u64) -> u64 {
    PER_RUN + PER_PERSON * persons
}

/// Runs of `persons` that fit into the `free` memory; without a figure for it, all that are wanted.
pub fn runs_at_once(persons: u64, free: Option<u64>, wanted: usize) -> usize {
    match free {
        Some(free) => wanted.min(usize::try_from(free / need(persons)).unwrap_or(usize::MAX)),
        None => wanted,
    }
}

/// Memory that is free for this program \[bytes\], where the system tells.
pub fn free() -> Option<u64> {
    let machine = std::fs::read_to_string("/proc/meminfo")
        .ok()
        .and_then(|text| available(&text));
    let number = |path| {
        std::fs::read_to_string(path)
            .ok()?
            .trim()
            .parse::<u64>()
            .ok()
    };
    let limit = number("/sys/fs/cgroup/memory.max");
    let group = limit
        .zip(number("/sys/fs/cgroup/memory.current"))
        .map(|(limit, used)| limit.saturating_sub(used));
    match (machine, group) {
        (Some(machine), Some(group)) => Some(machine.min(group)),
        (machine, group) => machine.or(group),
    }
}

/// `MemAvailable` of `/proc/meminfo` \[bytes\].
fn available(text: &str) -> Option<u64> {
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("MemAvailable:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? * 1024)
}

#[cfg(test)]
mod tests {
    use super::{available, need, runs_at_once};

    #[test]
    fn as_many_runs_as_fit() {
        let one = need(1_000_000);
        assert_eq!(runs_at_once(1_000_000, Some(3 * one + 1), 8), 3);
        assert_eq!(runs_at_once(1_000_000, Some(one - 1), 8), 0);
        assert_eq!(runs_at_once(1_000_000, None, 8), 8);
    }

    #[test]
    fn the_system_tells_what_is_free() {
        let text = "MemTotal:       24 kB\nMemAvailable:   12 kB\n";
        assert_eq!(available(text), Some(12 << 10));
        assert_eq!(available("nothing"), None);
    }
}
