//! Quarters, years and spans.

use std::fmt;

/// A quarter of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter(i32);

impl Quarter {
    /// Quarter `quarter` (1 to 4) of `year`.
    pub fn new(year: i32, quarter: i32) -> Self {
        Quarter(year * 4 + quarter - 1)
    }

    /// Reads `2019Q4`.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, quarter) = text.split_once('Q')?;
        let quarter: i32 = quarter
            .parse()
            .ok()
            .filter(|quarter| (1..=4).contains(quarter))?;
        Some(Quarter::new(
            year.parse()
                .ok()
                .filter(|year| (1000..=9999).contains(year))?,
            quarter,
        ))
    }

    /// The quarter `quarters` later.
    #[must_use]
    pub fn plus(self, quarters: u32) -> Self {
        Quarter(self.0 + quarters as i32)
    }

    /// Its year.
    pub fn year(self) -> i32 {
        self.0.div_euclid(4)
    }

    /// Its number within the year, 1 to 4.
    pub fn number(self) -> i32 {
        self.0.rem_euclid(4) + 1
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}Q{}", self.year(), self.number())
    }
}

/// Longest horizon \[quarters\].
pub const LONGEST: u32 = 4000;

/// Quarters in a span such as `12q` or `3y`.
///
/// # Errors
/// What is wrong and what to do, in words.
pub fn quarters(text: &str) -> Result<u32, (String, String)> {
    let split = text.len() - text.chars().next_back().map_or(0, char::len_utf8);
    let (digits, unit) = text.split_at(split);
    let example = "write \"12q\" for quarters or \"3y\" for years".to_owned();
    let malformed = || (format!("\"{text}\" is no span of time"), example.clone());
    let number: u32 = digits.parse().map_err(|_| malformed())?;
    let quarters = match unit {
        "q" => number,
        "y" => number.saturating_mul(4),
        "m" => {
            let remedy = format!(
                "a period is a quarter; write \"{}q\"",
                number.div_ceil(3).max(1)
            );
            return Err((format!("\"{text}\" is in months"), remedy));
        }
        _ => return Err(malformed()),
    };
    match quarters {
        0 => Err((
            format!("\"{text}\" is no time at all"),
            "simulate at least \"1q\"".into(),
        )),
        1..=LONGEST => Ok(quarters),
        _ => Err((
            format!("\"{text}\" is longer than a thousand years"),
            "choose a shorter one".into(),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::{Quarter, quarters};

    #[test]
    fn quarters_count_on() {
        let quarter = Quarter::parse("2019Q4").unwrap();
        assert_eq!(quarter.plus(1).to_string(), "2020Q1");
        assert_eq!(quarter.plus(9).to_string(), "2022Q1");
        assert_eq!((quarter.year(), quarter.number()), (2019, 4));
        assert_eq!(Quarter::parse("2019Q5"), None);
    }

    #[test]
    fn spans_are_read_and_bad_ones_are_not() {
        assert_eq!(quarters("12q"), Ok(12));
        assert_eq!(quarters("3y"), Ok(12));
        for bad in [
            "", "q", "0q", "12", "-3q", "1.5y", "40m", "12 q", "9999999y", "12é",
        ] {
            assert!(quarters(bad).is_err(), "{bad}");
        }
        assert!(quarters("40m").unwrap_err().1.contains("14q"));
    }
}
