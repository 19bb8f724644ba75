//! Quarters, dates and spans.

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
        let (year, number) = text.split_once('Q')?;
        let number = whole(number, 1, 1).filter(|number| *number <= 4)?;
        Some(Quarter::new(whole(year, 4, 1000)?, number))
    }

    /// The quarter `quarters` later.
    #[must_use]
    pub fn plus(self, quarters: u32) -> Self {
        Quarter(self.0 + quarters as i32)
    }

    /// Quarters from `earlier` to this one; negative if it is before.
    pub fn since(self, earlier: Quarter) -> i32 {
        self.0 - earlier.0
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

/// Quarters that a date covers: one, or the four of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// First quarter.
    pub first: Quarter,
    /// Last quarter.
    pub last: Quarter,
}

impl Date {
    /// Reads `2020Q3`, `2020-Q3`, `2020-07`, `2020-07-31` or `2020`.
    pub fn parse(text: &str) -> Option<Self> {
        let quarter = Quarter::parse(&text.replacen("-Q", "Q", 1));
        if let Some(quarter) = quarter {
            return Some(Date::of(quarter));
        }
        let mut parts = text.split('-');
        let year = whole(parts.next()?, 4, 1000)?;
        let Some(month) = parts.next() else {
            return Some(Date {
                first: Quarter::new(year, 1),
                last: Quarter::new(year, 4),
            });
        };
        let month = whole(month, 2, 1).filter(|month| *month <= 12)?;
        if let Some(day) = parts.next() {
            whole(day, 2, 1).filter(|day| *day <= 31)?;
        }
        parts
            .next()
            .is_none()
            .then(|| Date::of(Quarter::new(year, (month - 1) / 3 + 1)))
    }

    fn of(quarter: Quarter) -> Self {
        Date {
            first: quarter,
            last: quarter,
        }
    }
}

/// A number of `digits` digits, at least `low`.
fn whole(text: &str, digits: usize, low: i32) -> Option<i32> {
    let plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = plain.then(|| text.parse().ok()).flatten()?;
    (number >= low).then_some(number)
}

/// Longest horizon \[quarters\].
pub const LONGEST: u32 = 4000;

/// Quarters in a span such as `12q`, `18m` or `3y`.
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
        "m" if number.is_multiple_of(3) => number / 3,
        "m" => {
            let remedy = format!(
                "a period is a quarter; write \"{}q\"",
                number.div_ceil(3).max(1)
            );
            return Err((format!("\"{text}\" is no whole number of quarters"), remedy));
        }
        _ => return Err(malformed()),
    };
    match quarters {
        0 => Err((
            format!("\"{text}\" is no time at all"),
            "it is at least \"1q\"".into(),
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
    use super::{Date, Quarter, quarters};

    #[test]
    fn quarters_count_on() {
        let quarter = Quarter::parse("2019Q4").unwrap();
        assert_eq!(quarter.plus(1).to_string(), "2020Q1");
        assert_eq!(quarter.plus(9).to_string(), "2022Q1");
        assert_eq!((quarter.year(), quarter.number()), (2019, 4));
        assert_eq!(Quarter::parse("2019Q5"), None);
        assert_eq!(quarter.plus(3).since(quarter), 3);
    }

    #[test]
    fn dates_are_quarters() {
        let date = |text: &str| {
            Date::parse(text).map(|date| (date.first.to_string(), date.last.to_string()))
        };
        let both = |first: &str, last: &str| Some((first.to_owned(), last.to_owned()));
        assert_eq!(date("2020Q3"), both("2020Q3", "2020Q3"));
        assert_eq!(date("2020-Q3"), both("2020Q3", "2020Q3"));
        assert_eq!(date("2020-07"), both("2020Q3", "2020Q3"));
        assert_eq!(date("2020-12-31"), both("2020Q4", "2020Q4"));
        assert_eq!(date("2020"), both("2020Q1", "2020Q4"));
        for bad in [
            "",
            "20",
            "2020Q0",
            "2020q1",
            "2020-13",
            "2020-1",
            "2020-00",
            "2020-07-01-02",
            "Q1",
            "2020-07-32",
            "+202",
            "2020Q+1",
            "２０２０",
        ] {
            assert_eq!(date(bad), None, "{bad}");
        }
    }

    #[test]
    fn spans_are_read_and_bad_ones_are_not() {
        assert_eq!(quarters("12q"), Ok(12));
        assert_eq!(quarters("3y"), Ok(12));
        assert_eq!(quarters("18m"), Ok(6));
        for bad in [
            "", "q", "0q", "12", "-3q", "1.5y", "40m", "12 q", "9999999y", "12é",
        ] {
            assert!(quarters(bad).is_err(), "{bad}");
        }
        assert!(quarters("40m").unwrap_err().1.contains("14q"));
    }
}
