//! `series.svg`: four panels over time, mean line and 5 to 95 % band of every branch.

use super::Band;
use super::axis::{Axis, round_step};
use super::measures::{Path, Runs, Told, band, common_runs};
use super::svg::{Anchor, Drawing};
use crate::scenario::time::Period;

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 640.0;
const MARGIN: f64 = 24.0;
const HEAD: f64 = 64.0;
const FOOT: f64 = 26.0;
const GAP: (f64, f64) = (36.0, 34.0);
/// Room inside a panel for its title and its labels.
const INSIDE: (f64, f64, f64) = (46.0, 30.0, 24.0);

/// Height of a row of the legend, length of its line, and room for a letter.
const LEGEND_ROW: f64 = 20.0;
const SWATCH: f64 = 22.0;
const LETTER: f64 = 7.4;

/// Colours that people with any colour vision can tell apart (Okabe and Ito).
const COLOURS: [&str; 7] = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#333333",
];

const STYLE: &str = "\
text{font-family:'Source Sans 3','Helvetica Neue',Arial,'DejaVu Sans',sans-serif;fill:#333}\
.title{font-size:20px;font-weight:600;fill:#111}\
.note{font-size:12px;fill:#666}\
.legend{font-size:13px}\
.panel{font-size:14px;font-weight:600}\
.unit{font-size:12px;font-weight:400;fill:#666}\
.tick{font-size:12px;fill:#555}\
.grid{stroke:#e4e4e4;stroke-width:1}\
.axis{stroke:#888;stroke-width:1}\
.zero{stroke:#aaa;stroke-width:1}\
.mean{fill:none;stroke-width:2.2;stroke-linejoin:round;stroke-linecap:round}\
.band{fill-opacity:.18;stroke:none}";

struct Panel {
    title: &'static str,
    unit: &'static str,
    figure: fn(&Path, usize) -> Option<f64>,
}

const PANELS: [Panel; 4] = [
    Panel {
        title: "Real GDP",
        unit: "base quarter = 100",
        figure: Path::gdp_index,
    },
    Panel {
        title: "Inflation",
        unit: "GDP deflator, % a year on the quarter before",
        figure: Path::annualised_inflation,
    },
    Panel {
        title: "Unemployment",
        unit: "% of active persons",
        figure: Path::unemployment,
    },
    Panel {
        title: "Policy rate",
        unit: "% a year",
        figure: Path::policy_rate,
    },
];

/// What is drawn.
pub struct Plot<'a> {
    /// Title of the whole.
    pub title: &'a str,
    /// A line under the title.
    pub note: &'a str,
    /// A line at the foot.
    pub foot: &'a str,
    /// Base period.
    pub base: Period,
    /// Periods simulated.
    pub horizon: u32,
    /// Names of the branches and their runs.
    pub branches: &'a [(String, Runs)],
}

impl Plot<'_> {
    /// The file.
    pub fn svg(&self) -> String {
        let legend = self.legend();
        let rows = legend.last().map_or(0, |entry| entry.row + 1);
        let head = HEAD + rows as f64 * LEGEND_ROW;
        let mut drawing = Drawing::new(WIDTH, HEIGHT + rows as f64 * LEGEND_ROW);
        drawing.text((MARGIN, 34.0), Anchor::Start, "title", self.title);
        drawing.text((MARGIN, 54.0), Anchor::Start, "note", self.note);
        for (entry, (name, _)) in legend.iter().zip(self.branches) {
            let (x, y) = (entry.left, 78.0 + entry.row as f64 * LEGEND_ROW);
            drawing.path(&[(x, y - 4.5), (x + SWATCH, y - 4.5)], entry.colour);
            drawing.text((x + SWATCH + 7.0, y), Anchor::Start, "legend", name);
        }
        let width = (WIDTH - 2.0 * MARGIN - GAP.0) / 2.0;
        let height = (HEIGHT - HEAD - FOOT - MARGIN / 2.0 - GAP.1) / 2.0;
        for (index, panel) in PANELS.iter().enumerate() {
            let frame = Frame {
                left: MARGIN + (index % 2) as f64 * (width + GAP.0),
                top: head + 12.0 + (index / 2) as f64 * (height + GAP.1 / 2.0),
                width,
                height,
            };
            self.panel(&mut drawing, panel, frame);
        }
        let foot = HEIGHT + rows as f64 * LEGEND_ROW - 12.0;
        drawing.text((MARGIN, foot), Anchor::Start, "note", self.foot);
        drawing.finish(self.title, STYLE)
    }

    /// Where the names of the branches stand, in as many rows as they need; none for a single one.
    fn legend(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        if self.branches.len() < 2 {
            return entries;
        }
        let (mut left, mut row) = (MARGIN, 0);
        for (index, (name, _)) in self.branches.iter().enumerate() {
            let width = SWATCH + 7.0 + LETTER * name.chars().count() as f64 + 18.0;
            if left + width > WIDTH - MARGIN && left > MARGIN {
                (left, row) = (MARGIN, row + 1);
            }
            let colour = COLOURS[index % COLOURS.len()];
            entries.push(Entry { left, row, colour });
            left += width;
        }
        entries
    }

    fn panel(&self, drawing: &mut Drawing, panel: &Panel, frame: Frame) {
        let common = common_runs(self.branches);
        let bands: Vec<Vec<Option<Band>>> = self
            .branches
            .iter()
            .map(|(_, runs)| {
                let quarters = 0..=self.horizon as usize;
                quarters
                    .map(|quarter| {
                        band(runs, Told::Levels(&common), |path| {
                            (panel.figure)(path, quarter)
                        })
                    })
                    .collect()
            })
            .collect();
        let axis = axis_around(bands.iter().flatten().flatten());
        let unit = self.base.frequency().unit(panel.unit);
        drawing.heading((frame.left, frame.top + 14.0), panel.title, &unit);
        let area = frame.inside();
        self.grid(drawing, &area, &axis);
        let at = |(quarter, value)| (area.x(quarter, self.horizon), area.y(value, &axis));
        let line = |branch: &[Option<Band>], pick: fn(&Band) -> f64| -> Vec<(f64, f64)> {
            let known = branch.iter().enumerate();
            known
                .filter_map(|(quarter, band)| Some(at((quarter, pick(band.as_ref()?)))))
                .collect()
        };
        for (branch, colour) in bands.iter().zip(COLOURS.iter().cycle()) {
            let mut around = line(branch, |band| band.high);
            around.extend(line(branch, |band| band.low).into_iter().rev());
            drawing.area(&around, colour);
        }
        for (branch, colour) in bands.iter().zip(COLOURS.iter().cycle()) {
            drawing.path(&line(branch, |band| band.mean), colour);
        }
    }

    fn grid(&self, drawing: &mut Drawing, area: &Frame, axis: &Axis) {
        let right = area.left + area.width;
        let bottom = area.top + area.height;
        for value in axis.ticks() {
            let y = area.y(value, axis);
            let class = if value == 0.0 { "zero" } else { "grid" };
            drawing.line((area.left, y), (right, y), class);
            drawing.text(
                (area.left - 8.0, y + 4.0),
                Anchor::End,
                "tick",
                &axis.plain(value).replace('-', "\u{2212}"),
            );
        }
        drawing.line((area.left, bottom), (right, bottom), "axis");
        for (quarter, label) in self.dates() {
            let x = area.x(quarter, self.horizon);
            drawing.line((x, bottom), (x, bottom + 5.0), "axis");
            drawing.text((x, bottom + 18.0), Anchor::Middle, "tick", &label);
        }
    }

    /// Periods with a label: first periods of years, or some periods of a short run.
    fn dates(&self) -> Vec<(usize, String)> {
        let periods = 0..=self.horizon;
        let year = self.base.frequency().periods_per_year();
        if self.horizon < 2 * year {
            return periods
                .step_by(self.horizon as usize / 8 + 1)
                .map(|t| (t as usize, self.base.plus(t).to_string()))
                .collect();
        }
        let years = self.horizon / year;
        let step = [1, 2, 5, 10, 20, 50, 100, 200]
            .into_iter()
            .find(|step| years / step <= 8)
            .unwrap_or(500);
        periods
            .map(|t| (t as usize, self.base.plus(t)))
            .filter(|(_, date)| date.number() == 1 && date.year() % step as i32 == 0)
            .map(|(t, date)| (t, format!("{date}")))
            .collect()
    }
}

/// One name in the legend.
struct Entry {
    left: f64,
    row: usize,
    colour: &'static str,
}

#[derive(Clone, Copy)]
struct Frame {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

impl Frame {
    fn inside(&self) -> Frame {
        let (left, top, bottom) = INSIDE;
        Frame {
            left: self.left + left,
            top: self.top + top,
            width: self.width - left,
            height: self.height - top - bottom,
        }
    }

    fn x(&self, quarter: usize, horizon: u32) -> f64 {
        self.left + self.width * quarter as f64 / f64::from(horizon.max(1))
    }

    fn y(&self, value: f64, axis: &Axis) -> f64 {
        self.top + self.height * (axis.high - value) / (axis.high - axis.low)
    }
}

/// An axis that holds `bands`, with steps no finer than people care for.
fn axis_around<'a>(bands: impl Iterator<Item = &'a Band>) -> Axis {
    let mut low = f64::INFINITY;
    let mut high = f64::NEG_INFINITY;
    for band in bands.filter(|band| band.low.is_finite() && band.high.is_finite()) {
        low = low.min(band.low).min(band.mean);
        high = high.max(band.high).max(band.mean);
    }
    if low > high {
        (low, high) = (0.0, 1.0);
    }
    let room = (high - low).max(1e-3 * (low.abs() + high.abs())).max(0.2);
    let step = round_step(room / 4.0);
    Axis {
        low: (low / step).floor() * step,
        high: (high / step).ceil().max((low / step).floor() + 1.0) * step,
        step,
    }
}

#[cfg(test)]
mod tests {
    use super::axis_around;
    use crate::report::Band;

    #[test]
    fn ticks_are_round() {
        let band = Band {
            mean: 1.0,
            low: -0.4,
            high: 2.9,
        };
        assert_eq!(
            axis_around([band].iter()).ticks(),
            [-1.0, 0.0, 1.0, 2.0, 3.0]
        );
        let same = Band {
            mean: 5.0,
            low: 5.0,
            high: 5.0,
        };
        assert_eq!(axis_around([same].iter()).step, 0.05);
    }
}
