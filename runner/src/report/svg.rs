//! A small SVG writer: shapes and text, rounded to a tenth of a pixel.

use std::fmt::Write;

/// An SVG drawing that grows.
pub struct Drawing {
    width: f64,
    height: f64,
    body: String,
}

/// Where a text stands relative to its point.
#[derive(Clone, Copy)]
pub enum Anchor {
    /// The point is its beginning.
    Start,
    /// The point is its middle.
    Middle,
    /// The point is its end.
    End,
}

impl Drawing {
    /// An empty white drawing.
    pub fn new(width: f64, height: f64) -> Self {
        Drawing {
            width,
            height,
            body: String::new(),
        }
    }

    /// A straight line.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), class: &str) {
        let _ = writeln!(
            self.body,
            "<line class=\"{class}\" x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\"/>",
            from.0, from.1, to.0, to.1
        );
    }

    /// A line through points.
    pub fn path(&mut self, points: &[(f64, f64)], colour: &str) {
        let _ = writeln!(
            self.body,
            "<polyline class=\"mean\" stroke=\"{colour}\" points=\"{}\"/>",
            list(points)
        );
    }

    /// A filled area around points.
    pub fn area(&mut self, points: &[(f64, f64)], colour: &str) {
        let _ = writeln!(
            self.body,
            "<polygon class=\"band\" fill=\"{colour}\" points=\"{}\"/>",
            list(points)
        );
    }

    /// Text.
    pub fn text(&mut self, at: (f64, f64), anchor: Anchor, class: &str, words: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let words = escaped(words);
        let _ = writeln!(
            self.body,
            "<text class=\"{class}\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\">{words}</text>",
            at.0, at.1
        );
    }

    /// A heading with a smaller note behind it.
    pub fn heading(&mut self, at: (f64, f64), words: &str, note: &str) {
        let (words, note) = (escaped(words), escaped(note));
        let _ = writeln!(
            self.body,
            "<text class=\"panel\" x=\"{:.1}\" y=\"{:.1}\">{words}<tspan class=\"unit\" dx=\"10\">{note}</tspan></text>",
            at.0, at.1
        );
    }

    /// The whole file; `style` is its CSS.
    pub fn finish(self, title: &str, style: &str) -> String {
        let Drawing {
            width,
            height,
            body,
        } = self;
        let title = escaped(title);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n\
             <title>{title}</title>\n<style>{style}</style>\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n{body}</svg>\n"
        )
    }
}

/// Text as it stands in SVG and HTML.
pub fn escaped(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn list(points: &[(f64, f64)]) -> String {
    points
        .iter()
        .map(|(x, y)| format!("{x:.1},{y:.1}"))
        .collect::<Vec<_>>()
        .join(" ")
}
