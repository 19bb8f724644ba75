//! A small chart over time as SVG; its colours are those of the page.

use std::fmt::Write;

use crate::report::axis::{Axis, dates};
use crate::report::svg::escaped;
use crate::scenario::time::Period;

/// Two units are a pixel of a card of common width, so that whole numbers are fine enough.
const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 380.0;
const TOP: f64 = 16.0;
const BOTTOM: f64 = 48.0;
const RIGHT: f64 = 24.0;
/// Width of a character of a label.
const LETTER: f64 = 14.0;

/// Figures by quarter, where there are any.
pub type Line = Vec<Option<f64>>;

/// What is drawn, from back to front.
#[derive(Default)]
pub struct Chart {
    /// What it shows, for those who cannot see it.
    pub words: String,
    /// Areas between two lines, each with its class.
    pub areas: Vec<(Line, Line, String)>,
    /// Lines, each with its class.
    pub lines: Vec<(Line, String)>,
    /// Whether zero must be on the axis.
    pub zero: bool,
    /// What the axis must reach.
    pub reach: Option<(f64, f64)>,
}

impl Chart {
    /// The chart of `horizon` quarters after `base`.
    pub fn svg(&self, base: Period, horizon: usize) -> String {
        self.along(horizon, &dates(base, horizon))
    }

    /// The chart of figures from place 0 to `last`, with labels below some of the places.
    pub fn along(&self, last: usize, below: &[(usize, String)]) -> String {
        let axis = self.axis();
        let labels: Vec<(f64, String)> = axis
            .ticks()
            .into_iter()
            .map(|tick| (tick, axis.label(tick)))
            .collect();
        let widest = labels.iter().map(|(_, label)| label.chars().count()).max();
        let left = 20.0 + LETTER * widest.unwrap_or(0) as f64;
        let frame = Frame {
            left,
            across: (WIDTH - left - RIGHT) / last.max(1) as f64,
            up: (HEIGHT - TOP - BOTTOM) / (axis.high - axis.low),
            high: axis.high,
        };
        let mut svg = format!(
            "<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\"><title>{}</title>",
            escaped(&self.words)
        );
        grid(&mut svg, &frame, &labels);
        along(&mut svg, &frame, last, below);
        for (low, high, class) in &self.areas {
            let d = frame.area(low, high);
            let _ = write!(svg, "<path class=\"{class}\" d=\"{d}\"/>");
        }
        for (line, class) in &self.lines {
            let d = frame.line(line);
            let _ = write!(svg, "<path class=\"{class}\" d=\"{d}\"/>");
        }
        svg + "</svg>"
    }

    fn axis(&self) -> Axis {
        let areas = self.areas.iter().flat_map(|(low, high, _)| [low, high]);
        let lines = areas.chain(self.lines.iter().map(|(line, _)| line));
        let zero = self.zero.then_some(0.0);
        let reach = self.reach.into_iter().flat_map(|(low, high)| [low, high]);
        let figures = lines.flatten().flatten().copied().chain(zero).chain(reach);
        let (low, high) = figures.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        Axis::around(low, high)
    }
}

/// Where figures are on the drawing.
struct Frame {
    left: f64,
    across: f64,
    up: f64,
    high: f64,
}

impl Frame {
    fn x(&self, quarter: usize) -> f64 {
        self.left + self.across * quarter as f64
    }

    fn y(&self, value: f64) -> f64 {
        TOP + self.up * (self.high - value)
    }

    fn line(&self, line: &Line) -> String {
        let mut path = String::new();
        let mut pen = None;
        for (quarter, value) in line.iter().enumerate() {
            match value {
                Some(value) => step(&mut path, &mut pen, (self.x(quarter), self.y(*value))),
                None => pen = None,
            }
        }
        path
    }

    fn area(&self, low: &Line, high: &Line) -> String {
        let pairs = || low.iter().zip(high).enumerate();
        let known = |(quarter, (low, high)): (usize, (&Option<f64>, &Option<f64>))| {
            Some((quarter, (*low)?, (*high)?))
        };
        let mut path = String::new();
        let mut pen = None;
        for (quarter, _, high) in pairs().filter_map(known) {
            step(&mut path, &mut pen, (self.x(quarter), self.y(high)));
        }
        for (quarter, low, _) in pairs().rev().filter_map(known) {
            step(&mut path, &mut pen, (self.x(quarter), self.y(low)));
        }
        if !path.is_empty() {
            path.push('z');
        }
        path
    }
}

/// Goes to a point, in whole units and relative to where the pen is, which is shorter.
fn step(path: &mut String, pen: &mut Option<(i32, i32)>, (x, y): (f64, f64)) {
    let to = (x.round() as i32, y.round() as i32);
    let (letter, x, y) = match pen {
        Some(from) => ('l', to.0 - from.0, to.1 - from.1),
        None => ('M', to.0, to.1),
    };
    let gap = if y < 0 { "" } else { " " };
    let _ = write!(path, "{letter}{x}{gap}{y}");
    *pen = Some(to);
}

fn grid(svg: &mut String, frame: &Frame, labels: &[(f64, String)]) {
    let right = WIDTH - RIGHT;
    for (value, label) in labels {
        let y = frame.y(*value);
        let class = if *value == 0.0 { "z" } else { "g" };
        let _ = write!(
            svg,
            "<path class=\"{class}\" d=\"M{:.0} {y:.0}H{right}\"/>\
             <text x=\"{:.0}\" y=\"{:.0}\" class=\"e\">{label}</text>",
            frame.left,
            frame.left - 12.0,
            y + 7.6,
        );
    }
}

fn along(svg: &mut String, frame: &Frame, last: usize, labels: &[(usize, String)]) {
    let bottom = HEIGHT - BOTTOM;
    let _ = write!(
        svg,
        "<path class=\"a\" d=\"M{:.0} {bottom}H{}",
        frame.left,
        WIDTH - RIGHT
    );
    if last <= 24 {
        for quarter in 0..=last {
            let long = labels.iter().any(|(labelled, _)| *labelled == quarter);
            let length = if long { 10 } else { 6 };
            let _ = write!(svg, "M{:.0} {bottom}v{length}", frame.x(quarter));
        }
    } else {
        for (quarter, _) in labels {
            let _ = write!(svg, "M{:.0} {bottom}v10", frame.x(*quarter));
        }
    }
    svg.push_str("\"/>");
    for (quarter, label) in labels {
        let half = LETTER * label.chars().count() as f64 / 2.0;
        let x = frame.x(*quarter).min(WIDTH - half - 1.0);
        let _ = write!(
            svg,
            "<text x=\"{x:.0}\" y=\"{:.0}\">{label}</text>",
            bottom + 34.0
        );
    }
}

#[cfg(test)]
mod tests {
    use super::Chart;
    use crate::scenario::time::Period;

    #[test]
    fn a_chart_has_areas_lines_and_dates() {
        let line = |values: [f64; 3]| values.map(Some).to_vec();
        let chart = Chart {
            words: "a < b".into(),
            areas: vec![(line([0.0; 3]), line([1.0, 2.0, 3.0]), "b1".into())],
            lines: vec![(vec![Some(0.5), None, Some(1.0)], "m".into())],
            zero: true,
            reach: None,
        };
        let svg = chart.svg(Period::parse("2019Q4").unwrap(), 2);
        assert!(svg.contains("<title>a &lt; b</title>"));
        assert!(svg.contains(">2020Q1</text>"));
        // A gap in a line is a gap.
        let line = svg.split("class=\"m\" d=\"").nth(1).unwrap();
        assert_eq!(line.split('"').next().unwrap().matches('M').count(), 2);
    }
}
