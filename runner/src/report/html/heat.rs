//! The heat map of industries: what a branch changes, or how a single branch grows.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use arrow_array::Array;
use arrow_schema::DataType;
use serde::Serialize;

use super::folder::Manifest;
use super::sheet::{Sheet, figures, texts, whole};
use super::shown::{digits, signed};
use crate::failure::Failure;
use crate::report::svg::escaped;

/// Width of the whole and of the names in it, height of a row and of the dates \[px\].
const WIDTH: f64 = 800.0;
const LABEL: f64 = 280.0;
const ROW: f64 = 13.0;
const TOP: f64 = 22.0;
/// Letters of a name that fit.
const LETTERS: usize = 40;
/// Classes of colour on either side of nothing.
const SIDES: i32 = 5;
/// Columns at most; of longer runs every n-th quarter is shown.
const COLUMNS: usize = 20;

/// Sums over good runs, by branch, industry and quarter.
pub struct Industries {
    codes: Vec<String>,
    names: BTreeMap<String, String>,
    sums: Vec<Vec<Vec<(f64, usize)>>>,
    /// What is mapped.
    pub label: String,
}

/// A map and the words around it.
#[derive(Serialize)]
pub struct Map {
    svg: String,
    /// From the lowest to the highest.
    colours: Vec<Colour>,
    label: String,
    /// The industries that change most.
    most: String,
}

/// A colour and the figure it stands for.
#[derive(Serialize)]
struct Colour {
    class: i32,
    label: String,
}

impl Industries {
    /// Reads output by industry of the result `folder`; nothing if it has none.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn read(folder: &Path, manifest: &Manifest) -> Result<Option<Self>, Failure> {
        let keys = [
            ("branch", DataType::Utf8),
            ("period", DataType::UInt32),
            ("industry", DataType::Utf8),
        ];
        let hash = &manifest.scenario_hash;
        let Some(sheet) = Sheet::open(folder, "industries.parquet", hash, &keys)? else {
            return Ok(None);
        };
        let wanted = ["output", "real_sector_gva", "sales"];
        let field = |name: &&&str| sheet.schema().field_with_name(name).ok();
        let Some(field) = wanted.iter().find_map(|name| field(&name)) else {
            return Ok(None);
        };
        let label = field.metadata().get("label").cloned().unwrap_or_default();
        let name = field.name();
        let quarters = manifest.horizon as usize + 1;
        let mut industries = Industries {
            codes: Vec::new(),
            names: names(folder, hash)?,
            sums: vec![Vec::new(); manifest.branches.len()],
            label: label.trim_end_matches('.').to_owned(),
        };
        sheet.read(&["branch", "period", "industry", name], |batch| {
            let (Some(branch), Some(period), Some(code), Some(value)) = (
                texts(batch, "branch"),
                whole(batch, "period"),
                texts(batch, "industry"),
                figures(batch, name),
            ) else {
                return;
            };
            let (mut place, mut near) = (0, 0);
            for row in 0..batch.num_rows() {
                place = industries.place(place + 1, code.value(row));
                let (Some(branch), quarter) = (
                    manifest.branch_near(&mut near, branch.value(row)),
                    period.value(row) as usize,
                ) else {
                    continue;
                };
                let rows = &mut industries.sums[branch];
                if rows.len() <= place {
                    rows.resize(place + 1, vec![(0.0, 0); quarters]);
                }
                if let Some(sum) = rows[place].get_mut(quarter).filter(|_| value.is_valid(row)) {
                    sum.0 += value.value(row);
                    sum.1 += 1;
                }
            }
        })?;
        Ok(Some(industries))
    }

    /// Place of an industry, which is mostly `near`.
    fn place(&mut self, near: usize, code: &str) -> usize {
        if self.codes.get(near).is_some_and(|known| known == code) {
            return near;
        }
        let known = self.codes.iter().position(|known| known == code);
        known.unwrap_or_else(|| {
            self.codes.push(code.to_owned());
            self.codes.len() - 1
        })
    }

    fn mean(&self, branch: usize, industry: usize, quarter: usize) -> Option<f64> {
        let (sum, count) = *self.sums[branch].get(industry)?.get(quarter)?;
        (count > 0).then(|| sum / count as f64)
    }

    /// The map of a branch: difference of the mean from that of the first branch \[%\], or, of the
    /// first, growth since the base quarter \[%\].
    pub fn map(&self, manifest: &Manifest, branch: usize) -> Option<Map> {
        let horizon = manifest.horizon as usize;
        let step = horizon.div_ceil(COLUMNS).max(1);
        let quarters: Vec<usize> = (1..=horizon)
            .filter(|t| (horizon - t).is_multiple_of(step))
            .collect();
        let change = |industry: usize, quarter: usize| {
            let own = self.mean(branch, industry, quarter)?;
            let other = match branch {
                0 => self.mean(0, industry, 0)?,
                _ => self.mean(0, industry, quarter)?,
            };
            let change = 100.0 * (own / other - 1.0);
            change
                .is_finite()
                .then_some(if change.abs() < 1e-9 { 0.0 } else { change })
        };
        let rows: Vec<Vec<Option<f64>>> = (0..self.codes.len())
            .map(|industry| quarters.iter().map(|&t| change(industry, t)).collect())
            .collect();
        let step = colour_step(&rows)?;
        let label = match branch {
            0 => format!("growth since {}, mean over runs, %", manifest.base_quarter),
            _ => format!(
                "difference from {}, mean over runs, %",
                manifest.branches[0].name
            ),
        };
        let colours = (-SIDES..=SIDES).map(|class| Colour {
            class: class + SIDES,
            label: match class {
                _ if class == -SIDES => format!("\u{2264} {}", bound(class, step)),
                SIDES => format!("\u{2265} {}", bound(class, step)),
                _ => bound(class, step),
            },
        });
        Some(Map {
            svg: self.svg(manifest, &quarters, &rows, step),
            colours: colours.collect(),
            label: format!("{}: {label}", self.label),
            most: self.most(&rows),
        })
    }

    fn name(&self, industry: usize) -> String {
        let code = &self.codes[industry];
        match self.names.get(code) {
            Some(name) => format!("{code} {name}"),
            None => code.clone(),
        }
    }

    /// The industries whose last figure is highest and lowest.
    fn most(&self, rows: &[Vec<Option<f64>>]) -> String {
        let last = |row: &Vec<Option<f64>>| row.last().copied().flatten();
        let known = rows.iter().enumerate();
        let mut known: Vec<(usize, f64)> = known
            .filter_map(|(industry, row)| Some((industry, last(row)?)))
            .collect();
        known.sort_by(|one, other| one.1.total_cmp(&other.1));
        let told = |(industry, value): &(usize, f64)| {
            format!(
                "{} {}",
                self.name(*industry),
                signed(*value, digits(*value))
            )
        };
        let lowest: Vec<String> = known.iter().take(3).map(told).collect();
        let highest: Vec<String> = known.iter().rev().take(3).map(told).collect();
        format!(
            "At the end lowest: {}; highest: {}.",
            lowest.join(", "),
            highest.join(", ")
        )
    }

    fn svg(
        &self,
        manifest: &Manifest,
        quarters: &[usize],
        rows: &[Vec<Option<f64>>],
        step: f64,
    ) -> String {
        let height = TOP + ROW * rows.len() as f64 + 2.0;
        let across = (WIDTH - LABEL) / quarters.len().max(1) as f64;
        let mut svg = format!(
            "<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\"><title>{}</title>",
            escaped(&self.label)
        );
        let every = (56.0 / across).ceil() as usize;
        for (column, &quarter) in quarters.iter().enumerate() {
            if (quarters.len() - 1 - column).is_multiple_of(every) {
                let x = (LABEL + across * (column as f64 + 0.5)).min(WIDTH - 24.0);
                let _ = write!(
                    svg,
                    "<text x=\"{x:.1}\" y=\"14\">{}</text>",
                    manifest.date(quarter)
                );
            }
        }
        let mut cells: BTreeMap<i32, String> = BTreeMap::new();
        for (industry, row) in rows.iter().enumerate() {
            let y = TOP + ROW * industry as f64;
            let name = short(&self.name(industry));
            let _ = write!(
                svg,
                "<text class=\"e\" x=\"{}\" y=\"{}\">{}</text>",
                LABEL - 6.0,
                y + 10.0,
                escaped(&name)
            );
            for (column, value) in row.iter().enumerate() {
                let Some(value) = value else { continue };
                let class = ((value / step).round() as i32).clamp(-SIDES, SIDES);
                let x = LABEL + across * column as f64;
                let width = across - 1.0;
                let _ = write!(
                    cells.entry(class).or_default(),
                    "M{x:.1} {y}h{width:.1}v12h-{width:.1}z"
                );
            }
        }
        for (class, path) in cells {
            let class = class + SIDES;
            let _ = write!(svg, "<path class=\"k{class}\" d=\"{path}\"/>");
        }
        svg + "</svg>"
    }
}

/// A name that fits.
fn short(name: &str) -> String {
    if name.chars().count() <= LETTERS {
        return name.to_owned();
    }
    let kept: String = name.chars().take(LETTERS - 1).collect();
    format!("{}\u{2026}", kept.trim_end_matches([' ', ',']))
}

/// The figure in the middle of a class.
fn bound(class: i32, step: f64) -> String {
    let text = signed(f64::from(class) * step, digits(step));
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// Width of a class of colour, a round number, so that few cells are beyond the last; nothing where
/// nothing changes.
fn colour_step(rows: &[Vec<Option<f64>>]) -> Option<f64> {
    let mut sizes: Vec<f64> = rows
        .iter()
        .flatten()
        .flatten()
        .map(|value| value.abs())
        .collect();
    sizes.sort_by(f64::total_cmp);
    let most = *sizes.get(sizes.len().checked_sub(1)? * 97 / 100)?;
    let most = if most > 0.0 { most } else { *sizes.last()? };
    if most <= 0.0 {
        return None;
    }
    let mut power = 1.0;
    while power * f64::from(SIDES) > most {
        power /= 10.0;
    }
    while power * f64::from(SIDES) * 10.0 <= most {
        power *= 10.0;
    }
    let steps = [1.0, 2.0, 4.0, 5.0, 10.0].into_iter();
    steps
        .map(|step| step * power)
        .find(|step| step * f64::from(SIDES) >= most)
}

/// Names of industries from `network.parquet`, if it is there.
fn names(folder: &Path, hash: &str) -> Result<BTreeMap<String, String>, Failure> {
    let keys = [("industry", DataType::Utf8), ("name", DataType::Utf8)];
    let mut names = BTreeMap::new();
    if let Some(sheet) = Sheet::open(folder, "network.parquet", hash, &keys)? {
        sheet.read(&["industry", "name"], |batch| {
            let columns = (texts(batch, "industry"), texts(batch, "name"));
            if let (Some(codes), Some(words)) = columns {
                let pairs = codes.iter().zip(words.iter());
                names.extend(
                    pairs.filter_map(|(code, name)| Some((code?.to_owned(), name?.to_owned()))),
                );
            }
        })?;
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::colour_step;

    #[test]
    fn colours_are_round_numbers_apart() {
        let rows = |most: f64| vec![vec![Some(0.0), Some(most), None, Some(-most)]];
        assert_eq!(colour_step(&rows(4.0)), Some(1.0));
        assert_eq!(colour_step(&rows(0.007)), Some(0.002));
        assert_eq!(colour_step(&rows(0.0)), None);
        assert_eq!(colour_step(&[]), None);
    }
}
