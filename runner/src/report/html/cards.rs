//! Cards of the page: a chart with its title, its unit and its last or furthest figure in words.

use serde::Serialize;

use super::chart::{Chart, Line};
use super::effects::Effect;
use super::folder::Manifest;
use super::series::Series;
use super::shown::{banded, digits, signed, with_digits};

/// Series that come first, with short names.
pub const MAIN: [(&str, &str); 9] = [
    ("real_gdp", "Real GDP"),
    ("inflation", "Inflation, GDP deflator"),
    ("unemployment_rate", "Unemployment rate"),
    ("policy_rate", "Policy rate"),
    ("real_household_consumption", "Household consumption, real"),
    ("real_fixed_capitalformation", "Fixed investment, real"),
    ("real_exports", "Exports, real"),
    ("real_imports", "Imports, real"),
    ("government_debt", "Government debt"),
];

/// Colours of branches there are; further ones share the last.
pub const COLOURS: usize = 8;

/// A chart and the words around it.
#[derive(Serialize)]
pub struct Card {
    /// Name of the series.
    pub name: String,
    /// What is shown.
    pub title: String,
    /// In what unit.
    pub unit: String,
    /// The drawing; nothing where there is nothing to draw.
    pub svg: Option<String>,
    /// A figure in words.
    pub note: String,
    /// Whether what was observed is drawn too.
    pub observed: bool,
}

/// Title of a series.
pub fn title(series: &Series) -> String {
    let main = MAIN.iter().find(|(name, _)| *name == series.name);
    main.map_or_else(|| series.label.clone(), |(_, title)| (*title).to_owned())
}

/// Class of the line of a branch.
pub fn colour(branch: usize) -> String {
    format!("m c{}", branch.min(COLOURS))
}

/// The fan of `branch`, with the means of `others`; the mean of the branch lies on top.
pub fn fan(
    manifest: &Manifest,
    series: &Series,
    branch: usize,
    others: impl Iterator<Item = usize>,
) -> Card {
    let mut chart = Chart::default();
    let bands = series.bands(branch);
    for (place, (_, low, high)) in bands.iter().enumerate() {
        let class = format!("b{place} f{}", branch.min(COLOURS));
        chart.areas.push(((*low).clone(), (*high).clone(), class));
    }
    for other in others {
        chart
            .lines
            .push((series.means[other].clone(), colour(other)));
    }
    if let Some(median) = series.quantiles[branch].get(&500) {
        let class = format!("{} d", colour(branch));
        chart.lines.push((median.clone(), class));
    }
    chart
        .lines
        .push((series.means[branch].clone(), colour(branch)));
    let observed = !series.observed.is_empty();
    if observed {
        chart.lines.push((series.observed.clone(), "y n".into()));
    }
    let last = manifest.horizon as usize;
    let note = level(series, branch, last).map_or_else(
        || "no run came to its end".to_owned(),
        |words| format!("{}: {}", manifest.date(last), words.join(" ")),
    );
    Card {
        observed,
        ..card(manifest, series, chart, series.shown.unit.clone(), note)
    }
}

/// The mean of a series in a quarter, and its widest band.
pub fn level(series: &Series, branch: usize, quarter: usize) -> Option<[String; 2]> {
    let mean = series.means[branch][quarter]?;
    let band = series
        .bands(branch)
        .first()
        .and_then(|(_, low, high)| Some((low[quarter]?, high[quarter]?)));
    let digits = digits(mean);
    Some(banded(mean, band, |value| with_digits(value, digits)))
}

/// The effect of a branch on a series.
pub fn effect(manifest: &Manifest, series: &Series, branch: usize, effect: &Effect) -> Card {
    let unit = effect.unit(series);
    if effect.is_nothing() {
        return Card {
            name: series.name.clone(),
            title: title(series),
            unit,
            svg: None,
            note: "no difference in any run".into(),
            observed: false,
        };
    }
    let mut chart = Chart {
        zero: true,
        ..Chart::default()
    };
    let bands = [&effect.run_band, &effect.mean_band];
    for (place, (low, high)) in bands.into_iter().enumerate() {
        let class = format!("b{place} f{}", branch.min(COLOURS));
        chart.areas.push((low.clone(), high.clone(), class));
    }
    chart.lines.push((effect.mean.clone(), colour(branch)));
    let note = effect.peak().map_or(String::new(), |peak| {
        format!(
            "furthest in {}: {}",
            manifest.date(peak),
            cell(effect, peak).join(" ")
        )
    });
    card(manifest, series, chart, unit, note)
}

/// The mean of an effect in a quarter, and its band.
pub fn cell(effect: &Effect, quarter: usize) -> [String; 2] {
    let at = |line: &Line| line.get(quarter).copied().flatten();
    let Some(mean) = at(&effect.mean) else {
        return ["\u{2013}".into(), String::new()];
    };
    let band = at(&effect.mean_band.0).zip(at(&effect.mean_band.1));
    let digits = digits(effect.largest());
    banded(mean, band, |value| signed(value, digits))
}

fn card(
    manifest: &Manifest,
    series: &Series,
    mut chart: Chart,
    unit: String,
    note: String,
) -> Card {
    let title = title(series);
    chart.words = format!("{title}, {unit}. {note}");
    Card {
        name: series.name.clone(),
        svg: Some(chart.svg(manifest.base(), manifest.horizon as usize)),
        title,
        unit,
        note,
        observed: false,
    }
}
