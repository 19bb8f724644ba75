//! What a calibration says of itself: country, dates, sources, decisions on gaps in the data.

use super::tables::{Quarter, Settings};

/// Country, dates and sources of a calibration.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct About {
    /// One line for lists.
    pub title: String,
    /// Country.
    pub country: String,
    /// Currency, as a three-letter code.
    pub currency: String,
    /// Unit of money.
    pub unit: String,
    /// Length of a period.
    pub frequency: String,
    /// Quarter of the opening state, t = 0.
    pub base_quarter: Quarter,
    /// First quarter of the histories and of the estimation sample.
    pub first_quarter: Quarter,
    /// Number of industries.
    pub industries: usize,
    /// Number of regions.
    pub regions: usize,
    /// Number of published figures.
    pub published_figures: usize,
    /// What the foreign economy is.
    pub foreign_partner: String,
    /// Text to print with results.
    pub attribution: String,
    /// One source per table.
    pub sources: Vec<Source>,
    /// Decisions where the data fall short.
    pub gaps: Vec<Gap>,
}

/// Where a table is from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// File of the table.
    pub file: String,
    /// Publisher.
    pub publisher: String,
    /// Name of the published table.
    pub table: String,
    /// Vintage or release.
    pub vintage: String,
    /// Licence.
    pub licence: String,
    /// What was done with it.
    pub note: String,
}

/// Something the data do not hold, and what is done about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gap {
    /// What is missing.
    pub gap: String,
    /// What is done.
    pub decision: String,
    /// Assumptions and figures that decide.
    pub keys: Vec<String>,
}

/// Reads dates, sources and gaps.
pub(super) fn read(settings: &mut Settings) -> About {
    let about = About {
        title: settings.text("title"),
        country: settings.text("country"),
        currency: settings.text("currency"),
        unit: settings.text("unit"),
        frequency: settings
            .choice("frequency", &[("quarterly", "quarterly")])
            .to_owned(),
        base_quarter: settings.parsed("base_quarter"),
        first_quarter: settings.parsed("first_quarter"),
        industries: settings.number("industries", 1.0, 65_535.0) as usize,
        regions: settings.number("regions", 1.0, 65_535.0) as usize,
        published_figures: settings.number("published_figures", 1.0, 65_535.0) as usize,
        foreign_partner: settings.text("foreign_partner"),
        attribution: settings.text("attribution"),
        sources: sources(settings),
        gaps: gaps(settings),
    };
    let quarters = about.base_quarter.since(about.first_quarter) + 1;
    if settings.problems.is_empty() && quarters < 8 {
        settings.refuse(
            "first_quarter",
            &format!("leaves {quarters} quarters up to the base quarter"),
            "start at least eight quarters before: autoregressions are estimated on them",
        );
    }
    about
}

fn sources(settings: &mut Settings) -> Vec<Source> {
    let names = [
        "input_output",
        "industries",
        "accounts",
        "quarterly",
        "foreign",
        "regions",
        "published",
    ];
    names.map(|name| source(settings, name)).into()
}

fn source(settings: &mut Settings, name: &str) -> Source {
    let mut text = |key: &str| settings.text(&format!("tables.{name}.{key}"));
    Source {
        file: format!("{name}.csv"),
        publisher: text("publisher"),
        table: text("table"),
        vintage: text("vintage"),
        licence: text("licence"),
        note: text("note"),
    }
}

fn gaps(settings: &mut Settings) -> Vec<Gap> {
    let count = settings.names_under("gaps").len();
    (0..count)
        .map(|position| Gap {
            gap: settings.text(&format!("gaps.{position}.gap")),
            decision: settings.text(&format!("gaps.{position}.decision")),
            keys: settings.list(&format!("gaps.{position}.keys")),
        })
        .collect()
}
