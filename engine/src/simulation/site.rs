//! Sites: the places in a period where a hook may look and act.

use crate::period::PERIOD;

/// A place between two phases; sites are ordered as they come in the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Site {
    /// Before anything of the quarter; what is pulled here holds the whole quarter.
    PeriodStart,
    /// Right before or after the phase at a place of [`PERIOD`].
    Around(usize, Side),
    /// After the accounts were drawn up and the audit has passed.
    PeriodEnd,
}

/// A side of a phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Right before it.
    Before,
    /// Right after it.
    After,
}

impl Site {
    /// Every site, in the order of the period.
    pub fn all() -> impl Iterator<Item = Site> {
        let around = |place| [Side::Before, Side::After].map(|side| Site::Around(place, side));
        std::iter::once(Site::PeriodStart)
            .chain((0..PERIOD.len()).flat_map(around))
            .chain([Site::PeriodEnd])
    }

    /// The site called `name`.
    pub fn find(name: &str) -> Option<Site> {
        let around = |phase: &str, side| {
            let place = PERIOD.iter().position(|known| known.name == phase)?;
            Some(Site::Around(place, side))
        };
        match name.split_once('_')? {
            ("period", "start") => Some(Site::PeriodStart),
            ("before", phase) => around(phase, Side::Before),
            ("after", phase) => around(phase, Side::After),
            ("period", "end") => Some(Site::PeriodEnd),
            _ => None,
        }
    }

    /// Names of all sites, in the order of the period.
    pub fn names() -> Vec<String> {
        Site::all().map(|site| site.name()).collect()
    }

    /// Name in scenarios: `period_start`, `before_pricing`, `after_pricing`, `period_end`.
    pub fn name(&self) -> String {
        match *self {
            Site::PeriodStart => "period_start".into(),
            Site::Around(place, Side::Before) => format!("before_{}", PERIOD[place].name),
            Site::Around(place, Side::After) => format!("after_{}", PERIOD[place].name),
            Site::PeriodEnd => "period_end".into(),
        }
    }

    /// Whether this is the site right before the phase called `phase`.
    pub fn is_before(&self, phase: &str) -> bool {
        matches!(*self, Site::Around(place, Side::Before) if PERIOD[place].name == phase)
    }

    /// Whether this is the site right after the phase called `phase`.
    pub fn is_after(&self, phase: &str) -> bool {
        matches!(*self, Site::Around(place, Side::After) if PERIOD[place].name == phase)
    }
}

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
        for unknown in ["pricing", "before_pricings", "period_pricing"] {
            assert_eq!(Site::find(unknown), None);
        }
        assert!(Site::find("before_pricing").unwrap().is_before("pricing"));
        let after = Site::find("after_pricing").unwrap();
        assert!(after.is_after("pricing") && !after.is_before("pricing"));
    }
}
