//! Sites: the places in a period where a hook may look and act.

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

impl PartialEq for Site {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Site::Before(one), Site::Before(two)) | (Site::After(one), Site::After(two)) => {
                one.name == two.name
            }
            (Site::PeriodStart, Site::PeriodStart) | (Site::PeriodEnd, Site::PeriodEnd) => true,
            _ => false,
        }
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
        assert_eq!(Site::find("pricing"), None);
        assert!(Site::find("before_pricing").unwrap().is_before("pricing"));
        assert!(!Site::find("after_pricing").unwrap().is_before("pricing"));
    }
}
