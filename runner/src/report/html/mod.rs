//! `report.html`: a page of one file that is read in a browser or on paper, without a network.
//!
//! It is made of the files of a result folder alone, by a template that may be replaced; the same
//! files make the same page. What is not in the folder is left out.

mod accounts;
mod cards;
mod chart;
mod effects;
mod facts;
mod folder;
mod forecasts;
mod heat;
mod sensitivity;
mod series;
mod sheet;
pub(super) mod shown;
mod states;

use std::path::Path;

use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};
use serde::Serialize;

use crate::failure::Failure;
use crate::words::{at_point, count, one_in, rounded, thousands};
use cards::{Card, MAIN};
use effects::Effects;
use folder::{Check, Manifest};
use heat::{Industries, Map};
use series::{AllSeries, Series};

/// The template of the page, which `--template` replaces.
pub const TEMPLATE: &str = include_str!("template.html");

/// Name of the page in a result folder.
pub const FILE: &str = "report.html";

/// Branches that are shown, the first ones; a sweep may have thousands.
const SHOWN: usize = 12;

/// What a template sees.
#[derive(Serialize)]
struct Page {
    manifest: serde_json::Value,
    /// What was run, in pairs of heads and words.
    facts: Vec<(&'static str, String)>,
    /// Whether runs of the first branch differ, so that there are bands.
    quantiles: bool,
    /// The bands of runs in words, the wider first.
    bands: Vec<String>,
    median: bool,
    /// Charts of the main series.
    main: Vec<Card>,
    /// Charts of all other series.
    others: Vec<Card>,
    levels: Table,
    branches: Vec<BranchPart>,
    multipliers: Vec<effects::Multiplier>,
    growth: Option<Map>,
    forecasts: Vec<forecasts::Forecasts>,
    stylised: Option<facts::Facts>,
    sensitivity: Option<sensitivity::Sensitivity>,
    checks: Vec<CheckLine>,
    accounts: Vec<accounts::Accounts>,
    last: String,
}

/// What the page tells of a branch.
#[derive(Serialize)]
struct BranchPart {
    name: String,
    /// Place in the list, which is its colour.
    place: usize,
    colour: usize,
    good: usize,
    fans: Vec<Card>,
    effects: Vec<Card>,
    others: Vec<Card>,
    table: Option<Table>,
    states: Vec<states::StatePart>,
    map: Option<Map>,
}

/// Figures of the main series at some dates.
#[derive(Serialize)]
struct Table {
    dates: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    name: String,
    unit: String,
    cells: Vec<[String; 2]>,
}

/// A check in words.
#[derive(Serialize)]
struct CheckLine {
    name: String,
    pass: bool,
    measured: String,
    limit: String,
    first: String,
}

/// The page of the result `folder`, made by `template`.
///
/// # Errors
/// If the folder holds no result, its files cannot be read, or the template is wrong.
pub fn page(folder: &Path, template: Option<&Template>) -> Result<String, Failure> {
    let manifest = Manifest::read(folder)?;
    let all = AllSeries::read(folder, &manifest)?;
    let effects = effects::read(folder, &manifest, &all)?;
    let states = states::read(folder, &manifest, &all)?;
    let industries = Industries::read(folder, &manifest)?;
    let page = Page {
        facts: facts(&manifest),
        quantiles: all.list.iter().any(Series::spreads),
        bands: all.bands(),
        median: all.list.iter().any(Series::has_median),
        main: main(&all)
            .map(|series| reference(&manifest, series))
            .collect(),
        others: rest(&all)
            .map(|series| reference(&manifest, series))
            .collect(),
        levels: levels(&manifest, &all),
        branches: (0..shown(&manifest))
            .map(|branch| {
                part(
                    &manifest,
                    &all,
                    (&effects, &states),
                    industries.as_ref(),
                    branch,
                )
            })
            .collect(),
        multipliers: effects::multipliers(folder, &manifest)?,
        growth: industries
            .as_ref()
            .and_then(|industries| industries.map(&manifest, 0)),
        forecasts: forecasts::read(folder, &manifest)?,
        stylised: facts::read(folder, &manifest)?,
        sensitivity: sensitivity::read(folder, &manifest, &all)?,
        checks: folder::checks(folder)?.iter().map(check).collect(),
        accounts: accounts::read(folder, &manifest, &all.currency, SHOWN)?,
        last: manifest.date(manifest.horizon as usize),
        manifest: manifest.told(),
    };
    render(&page, template)
}

/// A template of a page.
pub struct Template {
    /// Where it is from.
    pub name: String,
    /// The template.
    pub text: String,
}

fn render(page: &Page, template: Option<&Template>) -> Result<String, Failure> {
    let wrong = |error: minijinja::Error| {
        let line = error
            .line()
            .map_or(String::new(), |line| format!(":{line}"));
        let cause = error.detail().unwrap_or_default();
        let name = template.map_or("template.html", |template| template.name.as_str());
        Failure::Template(format!("{name}{line}: {}: {cause}", error.kind()))
    };
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    // Every name that ends so has its texts escaped.
    let name = FILE;
    let text = template.map_or(TEMPLATE, |template| &template.text);
    environment.add_template(name, text).map_err(wrong)?;
    let template = environment.get_template(name).map_err(wrong)?;
    let text = template.render(Serde(page)).map_err(wrong)?;
    Ok(text.trim_start().to_owned())
}

/// The main series that are recorded, or the first ones where none of these is.
fn main(all: &AllSeries) -> impl Iterator<Item = &Series> {
    let mut places: Vec<usize> = MAIN
        .iter()
        .filter_map(|(name, _)| all.place(name))
        .collect();
    if places.is_empty() {
        places = (0..all.list.len().min(MAIN.len())).collect();
    }
    places.into_iter().map(|place| &all.list[place])
}

fn rest(all: &AllSeries) -> impl Iterator<Item = &Series> {
    let main: Vec<&str> = main(all).map(|series| series.name.as_str()).collect();
    let rest = all.list.iter();
    rest.filter(move |series| !main.contains(&series.name.as_str()))
}

/// How many branches are shown.
fn shown(manifest: &Manifest) -> usize {
    manifest.branches.len().min(SHOWN)
}

fn reference(manifest: &Manifest, series: &Series) -> Card {
    cards::fan(manifest, series, 0, 1..shown(manifest))
}

fn part(
    manifest: &Manifest,
    all: &AllSeries,
    (effects, states): (&Effects, &[states::InState]),
    industries: Option<&Industries>,
    branch: usize,
) -> BranchPart {
    let effect = |series: &Series| {
        let place = all.place(&series.name)?;
        Some(effects.get(&(branch, place))?).map(|effect| (place, effect))
    };
    let card = |series: &Series| {
        effect(series)
            .map(|(place, effect)| cards::effect(manifest, &all.list[place], branch, effect))
    };
    BranchPart {
        name: manifest.branches[branch].name.clone(),
        place: branch,
        colour: branch.min(cards::COLOURS),
        good: all.good[branch],
        fans: if branch == 0 {
            Vec::new()
        } else {
            let fans = main(all).map(|series| cards::fan(manifest, series, branch, 0..1));
            fans.collect()
        },
        effects: main(all).filter_map(card).collect(),
        others: rest(all).filter_map(card).collect(),
        table: states::effects_table(manifest, all, effects, branch),
        states: states::parts(manifest, all, states, branch),
        map: industries
            .filter(|_| branch > 0)
            .and_then(|industries| industries.map(manifest, branch)),
    }
}

/// Means and bands of the reference.
fn levels(manifest: &Manifest, all: &AllSeries) -> Table {
    let cell = |series: &Series, quarter: usize| cards::level(series, 0, quarter);
    let unit = |series: &Series| Some(series.shown.unit.clone());
    table(manifest, all, 0, cell, unit).unwrap_or(Table {
        dates: Vec::new(),
        rows: Vec::new(),
    })
}

/// Figures of the main series at the ends of years, from the quarter `first` on.
fn table(
    manifest: &Manifest,
    all: &AllSeries,
    first: usize,
    cell: impl Fn(&Series, usize) -> Option<[String; 2]>,
    unit: impl Fn(&Series) -> Option<String>,
) -> Option<Table> {
    let quarters = ends(manifest, first);
    let rows = main(all).filter_map(|series| {
        let cells = quarters.iter().map(|&quarter| cell(series, quarter));
        Some(Row {
            name: cards::title(series),
            unit: unit(series)?,
            cells: cells
                .map(|cell| cell.unwrap_or_else(|| ["\u{2013}".into(), String::new()]))
                .collect(),
        })
    });
    let rows: Vec<Row> = rows.collect();
    (!rows.is_empty()).then(|| Table {
        dates: quarters
            .iter()
            .map(|&quarter| manifest.date(quarter))
            .collect(),
        rows,
    })
}

/// Last periods of years and of the run, at most six, or every period of a short run.
fn ends(manifest: &Manifest, first: usize) -> Vec<usize> {
    let horizon = manifest.horizon as usize;
    if horizon <= 5 {
        return (first..=horizon).collect();
    }
    let base = manifest.base();
    let ends = (first..=horizon).filter(|&t| t == horizon || base.plus(t as u32).ends_year());
    let ends: Vec<usize> = ends.collect();
    let step = ends.len().div_ceil(6).max(1);
    let last = ends.len().saturating_sub(1);
    let kept = ends
        .iter()
        .enumerate()
        .filter(|(place, _)| (last - place).is_multiple_of(step));
    kept.map(|(_, &quarter)| quarter).collect()
}

fn check(check: &Check) -> CheckLine {
    let told = |value| match &check.unit {
        Some(unit) => format!("{} {unit}", rounded(value)),
        None => rounded(value),
    };
    let first = check.first.as_ref().map_or(String::new(), |first| {
        let run = first
            .run
            .map_or("mean over runs".into(), |run| format!("run {run}"));
        let value = first
            .value
            .map_or(String::new(), |value| format!(": {}", told(value)));
        let point = at_point(first.point);
        format!("{}{point}, {run}, {}{value}", first.branch, first.date)
    });
    CheckLine {
        name: check.name.clone(),
        pass: check.pass,
        measured: check.measured.map_or("nothing".into(), told),
        limit: check.limit.clone(),
        first,
    }
}

/// What was run.
fn facts(manifest: &Manifest) -> Vec<(&'static str, String)> {
    let branches = manifest.branches.len() as u64;
    let at = manifest.sweep.as_ref().map_or(String::new(), |sweep| {
        let points = count(u64::from(sweep.points), "point");
        format!(" at each of {points} ({})", sweep.method)
    });
    let of = match branches {
        1 => String::new(),
        _ => format!(" of each of {branches} branches"),
    };
    let last = manifest.date(manifest.horizon as usize);
    let policy = match (manifest.steady_state, manifest.growth) {
        (true, _) => "; steady state".to_owned(),
        (false, true) => String::new(),
        (false, false) => "; without the growth extension".to_owned(),
    };
    let mut facts = vec![
        (
            "Economy",
            format!(
                "{} ({}){policy}",
                manifest.calibration.country, manifest.calibration.name
            ),
        ),
        (
            manifest.periods(),
            format!(
                "{}, {} to {last}",
                manifest.horizon,
                manifest.date(1.min(manifest.horizon as usize))
            ),
        ),
        (
            "Runs",
            format!(
                "{}{at}{of}, seed {}",
                count(u64::from(manifest.runs), "run"),
                manifest.seed
            ),
        ),
        (
            "Agents",
            format!(
                "{}: {} persons, {} firms",
                one_in(manifest.scale),
                thousands(manifest.persons),
                thousands(manifest.firms)
            ),
        ),
        (
            "Policy rate",
            format!(
                "{} rule, {} weights",
                manifest.policy_rule, manifest.policy_weights
            ),
        ),
    ];
    let failed = manifest.failures.len() as u64;
    if failed > 0 {
        let good = manifest.common().into_iter().filter(|good| *good);
        let (failed, good) = (count(failed, "run"), count(good.count() as u64, "run"));
        let words =
            format!("{failed}, left out of all figures; levels are of {good} good in all branches");
        facts.push(("Failed", words));
    }
    facts
}
