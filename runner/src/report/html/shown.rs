//! How figures are shown: units that people use, and digits that count.

use engine::parameters::Frequency;

use crate::report::measures::yearly;

/// How a series is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// Unit that the reader sees.
    pub unit: String,
    /// Unit of differences.
    pub difference: String,
    how: How,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum How {
    /// Multiplied by a factor.
    Times(f64),
    /// A rate per period, shown as a yearly rate in per cent.
    Yearly(Frequency),
}

/// Where a figure in millions is better told in billions.
const MANY: f64 = 20_000.0;

impl Shown {
    /// A series in `unit` whose largest figure is `largest`, in an economy with `currency` and the
    /// base quarter `base`.
    pub fn new(unit: &str, largest: f64, currency: &str, base: &str) -> Self {
        let same = |unit: String, how| Shown {
            difference: unit.clone(),
            unit,
            how,
        };
        let frequency = match unit {
            "rate/month" => Frequency::Month,
            _ => Frequency::Quarter,
        };
        match unit {
            "rate/quarter" | "rate/month" => Shown {
                unit: "% a year".into(),
                difference: "percentage points, yearly rate".into(),
                how: How::Yearly(frequency),
            },
            "share" => Shown {
                unit: "%".into(),
                difference: "percentage points".into(),
                how: How::Times(100.0),
            },
            _ => {
                let words = unit
                    .replace("/quarter", " a quarter")
                    .replace("/month", " a month")
                    .replace("its own base prices", &format!("its prices of {base}"))
                    .replace("base prices", &format!("prices of {base}"))
                    .replace("base quarter", base)
                    .replace("base month", base);
                match words.strip_prefix("million") {
                    Some(rest) if largest >= MANY => {
                        same(format!("{currency} billion{rest}"), How::Times(1e-3))
                    }
                    Some(rest) => same(format!("{currency} million{rest}"), How::Times(1.0)),
                    None => same(words, How::Times(1.0)),
                }
            }
        }
    }

    /// Whether it is a rate that is shown as a yearly one.
    pub fn is_yearly(&self) -> bool {
        matches!(self.how, How::Yearly(_))
    }

    /// A figure as it is shown.
    pub fn value(&self, value: f64) -> f64 {
        match self.how {
            How::Times(factor) => factor * value,
            How::Yearly(frequency) => yearly(value, frequency),
        }
    }

    /// A difference from the figure `base` as it is shown.
    pub fn difference(&self, difference: f64, base: f64) -> f64 {
        match self.how {
            How::Times(factor) => factor * difference,
            How::Yearly(_) => self.value(base + difference) - self.value(base),
        }
    }
}

/// Digits behind the point of figures of which `largest` is the largest.
pub fn digits(largest: f64) -> usize {
    match largest.abs() {
        size if size >= 1000.0 => 0,
        size if size >= 100.0 => 1,
        size if size >= 0.1 || size == 0.0 => 2,
        size if size >= 0.01 => 3,
        size if size >= 0.001 => 4,
        _ => 6,
    }
}

/// A figure in about four digits that count, with a true minus.
pub fn figure(value: f64) -> String {
    with_digits(value, digits(value))
}

/// A figure with `digits` behind the point.
pub fn with_digits(value: f64, digits: usize) -> String {
    grouped(&format!("{value:.digits$}"))
}

/// The same with a plus before what is above zero.
pub fn signed(value: f64, digits: usize) -> String {
    let text = with_digits(value, digits);
    if value > 0.0 && text.contains(|c: char| ('1'..='9').contains(&c)) {
        format!("+{text}")
    } else {
        text
    }
}

/// A figure with its band, if that has a width, in words that `shown` makes of figures.
pub fn banded(mean: f64, band: Option<(f64, f64)>, shown: impl Fn(f64) -> String) -> [String; 2] {
    let band = band.map(|(low, high)| (shown(low), shown(high)));
    let band = band.filter(|(low, high)| low != high);
    let band = band.map(|(low, high)| format!("[{low}, {high}]"));
    [shown(mean), band.unwrap_or_default()]
}

/// A number as text, with narrow gaps between thousands and a true minus; no minus before zero.
pub fn grouped(text: &str) -> String {
    let nothing = !text.contains(|c: char| ('1'..='9').contains(&c));
    let (minus, text) = match text.strip_prefix('-') {
        Some(rest) if nothing => ("", rest),
        Some(rest) => ("\u{2212}", rest),
        None => ("", text),
    };
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut grouped = String::from(minus);
    for (place, digit) in whole.chars().enumerate() {
        let left = whole.len() - place;
        if place > 0 && left % 3 == 0 && whole.len() > 4 {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    grouped + rest
}

#[cfg(test)]
mod tests {
    use super::{Shown, figure, signed};

    #[test]
    fn figures_have_the_digits_that_count() {
        let shown: Vec<String> = [0.0, 1234.5, 123_456.7, -0.001_234, 0.5, -1e-9]
            .map(figure)
            .into();
        assert_eq!(
            shown,
            [
                "0.00",
                "1234",
                "123\u{202f}457",
                "\u{2212}0.0012",
                "0.50",
                "0.000000"
            ]
        );
        assert_eq!(signed(0.25, 2), "+0.25");
        assert_eq!(signed(0.0, 2), "0.00");
        assert_eq!(signed(0.001, 2), "0.00");
    }

    #[test]
    fn units_are_those_of_a_reader() {
        let gdp = Shown::new("million/quarter, base prices", 5e5, "GBP", "2019Q4");
        assert_eq!(gdp.unit, "GBP billion a quarter, prices of 2019Q4");
        assert_eq!(gdp.value(550_000.0), 550.0);
        let rate = Shown::new("rate/quarter", 0.01, "GBP", "2019Q4");
        assert!((rate.value(0.01) - 4.060_401).abs() < 1e-9);
        assert!((rate.difference(0.01, 0.0) - 4.060_401).abs() < 1e-9);
        let rate = Shown::new("rate/month", 0.01, "GBP", "2019-12");
        assert!((rate.value(0.01) - 12.682_503).abs() < 1e-6);
        let gdp = Shown::new("million/month", 5e5, "GBP", "2019-12");
        assert_eq!(gdp.unit, "GBP billion a month");
    }
}
