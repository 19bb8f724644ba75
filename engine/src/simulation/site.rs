//! Sites: the places in a period where a hook may look and act.

use std::cmp::Ordering;

use crate::period::{PERIOD, Phase};

/// A place between two phases.
#[derive(Clone, Copy, Debug)]
pub enum Site {
    /// Before anything of the quarter; what is pulled here holds the whole quarter.
    PeriodStart,
    /// Right before a phase.
    Before(&'static Phase),
    /// Right after a phase.
    After(&'static Phase),
    /// After the accounts were drawn up and the audit has passed.
    PeriodEnd,
}

impl Site {
    /// Every site, in the order of the period.
    pub fn all() -> impl Iterator<Item = Site> {
        let around = |phase| [Site::Before(phase), Site::After(phase)];
        std::iter::once(Site::PeriodStart)
            .chain(PERIOD.iter().flat_map(around))
            .chain([Site::PeriodEnd])
    }

    /// The site called `name`.
    pub fn find(name: &str) -> Option<Site> {
        Site::all().find(|site| site.name() == name)
    }

    /// Names of all sites, in the order of the period.
    pub fn names() -> Vec<String> {
        Site::all().map(|site| site.name()).collect()
    }

    /// Name in scenarios: `period_start`, `before_pricing`, `after_pricing`, `period_end`.
    pub fn name(&self) -> String {
        match self {
            Site::PeriodStart => "period_start".into(),
            Site::Before(phase) => format!("before_{}", phase.name),
            Site::After(phase) => format!("after_{}", phase.name),
            Site::PeriodEnd => "period_end".into(),
        }
    }

    /// Whether this is the site right before the phase called `phase`.
    pub fn is_before(&self, phase: &str) -> bool {
        matches!(self, Site::Before(at) if at.name == phase)
    }
}

/// Sites are ordered as they come in the period.
impl Ord for Site {
    fn cmp(&self, other: &Self) -> Ordering {
        let place = |wanted: &Phase| PERIOD.iter().position(|phase| phase.name == wanted.name);
        let key = |site: &Self| match site {
            Site::PeriodStart => (0, None, 0),
            Site::Before(phase) => (1, place(phase), 0),
            Site::After(phase) => (1, place(phase), 1),
            Site::PeriodEnd => (2, None, 0),
        };
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Site {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Site {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Site {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_site_is_found_by_its_name() {
        let names = Site::names();
        assert_eq!(names.len(), 2 * PERIOD.len() + 2);
        assert_eq!(
            (&*names[0], &*names[1]),
            ("period_start", "before_refinancing")
        );
        for (name, site) in names.iter().zip(Site::all()) {
            assert_eq!(Site::find(name), Some(site));
        }
        assert!(
            Site::all()
                .collect::<Vec<_>>()
                .is_sorted_by(|one, two| one < two)
        );
        assert_eq!(Site::find("pricing"), None);
        assert!(Site::find("before_pricing").unwrap().is_before("pricing"));
        assert!(!Site::find("after_pricing").unwrap().is_before("pricing"));
    }
}
