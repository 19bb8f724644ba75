//! The most memory that the program held while a run was in each part of it. Runs at once share the
//! memory, so the parts they are in are told all of it.

use engine::period::PERIOD;

use crate::memory::{forget_peak, peak};

/// Making the opening state, as a part of a run; the phases are the first parts.
pub const OPENING: usize = PERIOD.len();
/// What lies between the phases.
pub const BETWEEN: usize = PERIOD.len() + 1;
/// Parts of a run.
const PARTS: usize = PERIOD.len() + 2;

/// Most memory by part, and of the whole program, though the system forgets its own figure wherever a
/// part begins.
#[derive(Debug)]
pub struct Held {
    /// Runs that are in each part now.
    inside: [u32; PARTS],
    /// By part \[bytes\]; 0 where no run was.
    most: [u64; PARTS],
    /// In all \[bytes\].
    whole: u64,
    /// Whether the system does not tell.
    silent: bool,
}

impl Default for Held {
    fn default() -> Self {
        Held {
            inside: [0; PARTS],
            most: [0; PARTS],
            whole: 0,
            silent: false,
        }
    }
}

impl Held {
    /// A run goes `from` one part `to` another; it begins or ends where there is none.
    pub fn pass(&mut self, from: Option<usize>, to: Option<usize>) {
        if self.silent {
            return;
        }
        match peak() {
            Some(peak) => self.note(peak),
            None => self.silent = true,
        }
        self.silent |= !forget_peak();
        self.go(from, to);
    }

    /// Most memory of `part` \[bytes\], if the system tells and a run was in it.
    pub fn most(&self, part: usize) -> Option<u64> {
        (self.tells() && self.most[part] > 0).then(|| self.most[part])
    }

    /// Most memory of the program so far \[bytes\], if the system tells.
    pub fn whole(&self) -> Option<u64> {
        peak().map(|peak| peak.max(self.whole))
    }

    /// Whether the system tells memory by part.
    pub fn tells(&self) -> bool {
        !self.silent
    }

    /// So much was held at most since the last part began.
    fn note(&mut self, peak: u64) {
        self.whole = self.whole.max(peak);
        for (most, _) in (self.most.iter_mut().zip(&self.inside)).filter(|(_, runs)| **runs > 0) {
            *most = peak.max(*most);
        }
    }

    fn go(&mut self, from: Option<usize>, to: Option<usize>) {
        if let Some(from) = from {
            self.inside[from] -= 1;
        }
        if let Some(to) = to {
            self.inside[to] += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BETWEEN, Held, OPENING};

    #[test]
    fn a_part_is_told_what_was_held_while_any_run_was_in_it() {
        let mut held = Held::default();
        // The first run opens, enters phase 3, and the second opens meanwhile.
        held.go(None, Some(OPENING));
        held.note(10);
        held.go(Some(OPENING), Some(3));
        held.note(40);
        held.go(None, Some(OPENING));
        held.note(20);
        held.go(Some(3), Some(BETWEEN));
        held.note(30);
        let parts = [OPENING, 3, BETWEEN, 4].map(|part| held.most(part));
        assert_eq!(parts, [Some(30), Some(40), Some(30), None]);
        assert_eq!(held.whole, 40);
        held.silent = true;
        assert_eq!(held.most(3), None);
    }
}
