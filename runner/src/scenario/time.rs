//! Periods of the calendar, dates and spans.

use std::fmt;

use engine::parameters::Frequency;

/// A period of the calendar: a quarter or a month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    frequency: Frequency,
    /// Periods since the year 0.
    count: i32,
}

impl Period {
    /// Period `number`, from 1, of `year`.
    pub fn new(frequency: Frequency, year: i32, number: i32) -> Self {
        Period {
            frequency,
            count: year * frequency.periods_per_year() as i32 + number - 1,
        }
    }

    /// Reads `2019Q4` or `2019-12`.
    pub fn parse(text: &str) -> Option<Self> {
        let (frequency, year, number) = if let Some((year, number)) = text.split_once('Q') {
            (Frequency::Quarter, year, whole(number, 1, 1)?)
        } else {
            let (year, number) = text.split_once('-')?;
            (Frequency::Month, year, whole(number, 2, 1)?)
        };
        let year = whole(year, 4, 1000)?;
        (number <= frequency.periods_per_year() as i32)
            .then(|| Period::new(frequency, year, number))
    }

    /// The period `periods` later.
    #[must_use]
    pub fn plus(self, periods: u32) -> Self {
        Period {
            count: self.count + periods as i32,
            ..self
        }
    }

    /// Periods from `earlier` to this one; negative if it is before.
    pub fn since(self, earlier: Period) -> i32 {
        self.count - earlier.count
    }

    /// Its length.
    pub fn frequency(self) -> Frequency {
        self.frequency
    }

    /// Its year.
    pub fn year(self) -> i32 {
        self.count
            .div_euclid(self.frequency.periods_per_year() as i32)
    }

    /// Its number within the year, from 1.
    pub fn number(self) -> i32 {
        self.count
            .rem_euclid(self.frequency.periods_per_year() as i32)
            + 1
    }

    /// Whether the year ends with it.
    pub fn ends_year(self) -> bool {
        self.number() == self.frequency.periods_per_year() as i32
    }

    /// The periods of `frequency` in it, or the one that it is in.
    pub fn in_periods_of(self, frequency: Frequency) -> Date {
        let own = self.frequency.periods_per_quarter() as i32;
        let wanted = frequency.periods_per_quarter() as i32;
        let period = |count: i32| Period { frequency, count };
        Date {
            first: period((self.count * wanted).div_euclid(own)),
            last: period(((self.count + 1) * wanted - 1).div_euclid(own)),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.frequency {
            Frequency::Quarter => write!(f, "{}Q{}", self.year(), self.number()),
            Frequency::Month => write!(f, "{}-{:02}", self.year(), self.number()),
        }
    }
}

/// Periods that a date covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// First period.
    pub first: Period,
    /// Last period.
    pub last: Period,
}

impl Date {
    /// Reads `2020Q3`, `2020-Q3`, `2020-07`, `2020-07-31` or `2020` as periods of `frequency`.
    pub fn parse(text: &str, frequency: Frequency) -> Option<Self> {
        let quarter = text.replacen("-Q", "Q", 1);
        if let Some(period) = Period::parse(&quarter) {
            return Some(period.in_periods_of(frequency));
        }
        if let Some((month, day)) = text.rsplit_once('-') {
            whole(day, 2, 1).filter(|day| *day <= 31)?;
            let month = Period::parse(month).filter(|it| it.frequency == Frequency::Month)?;
            return Some(month.in_periods_of(frequency));
        }
        let year = whole(text, 4, 1000)?;
        Some(Date {
            first: Period::new(frequency, year, 1),
            last: Period::new(frequency, year, frequency.periods_per_year() as i32),
        })
    }
}

/// A number of `digits` digits, at least `low`.
fn whole(text: &str, digits: usize, low: i32) -> Option<i32> {
    let plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = plain.then(|| text.parse().ok()).flatten()?;
    (number >= low).then_some(number)
}

/// Longest horizon \[years\].
const LONGEST_YEARS: u32 = 1000;

/// Longest horizon \[quarters\].
pub const LONGEST: u32 = 4 * LONGEST_YEARS;

/// Letter of a span in periods of `frequency`.
pub fn letter(frequency: Frequency) -> char {
    match frequency {
        Frequency::Quarter => 'q',
        Frequency::Month => 'm',
    }
}

/// Periods of `frequency` in a span such as `12q`, `18m` or `3y`.
///
/// # Errors
/// What is wrong and what to do, in words.
pub fn periods(text: &str, frequency: Frequency) -> Result<u32, (String, String)> {
    let split = text.len() - text.chars().next_back().map_or(0, char::len_utf8);
    let (digits, unit) = text.split_at(split);
    let example = match frequency {
        Frequency::Quarter => "write \"12q\" for quarters or \"3y\" for years",
        Frequency::Month => "write \"36m\" for months, \"12q\" for quarters or \"3y\" for years",
    };
    let malformed = || (format!("\"{text}\" is no span of time"), example.to_owned());
    let number: u32 = digits.parse().map_err(|_| malformed())?;
    let in_quarter = frequency.periods_per_quarter();
    let periods = match unit {
        "q" => number.saturating_mul(in_quarter),
        "y" => number.saturating_mul(4 * in_quarter),
        "m" if in_quarter == 3 || number.is_multiple_of(3) => number / (3 / in_quarter),
        "m" => {
            let remedy = format!(
                "a period is a quarter; write \"{}q\", or economy = {{ frequency = \"month\" }}",
                number.div_ceil(3).max(1)
            );
            return Err((format!("\"{text}\" is no whole number of quarters"), remedy));
        }
        _ => return Err(malformed()),
    };
    match periods {
        0 => Err((
            format!("\"{text}\" is no time at all"),
            format!("it is at least \"1{}\"", letter(frequency)),
        )),
        _ if periods > LONGEST_YEARS * 4 * in_quarter => Err((
            format!("\"{text}\" is longer than a thousand years"),
            "choose a shorter one".into(),
        )),
        _ => Ok(periods),
    }
}

#[cfg(test)]
mod tests {
    use engine::parameters::Frequency::{Month, Quarter};

    use super::{Date, Period, periods};

    #[test]
    fn periods_count_on() {
        let quarter = Period::parse("2019Q4").unwrap();
        assert_eq!(quarter.plus(1).to_string(), "2020Q1");
        assert_eq!(quarter.plus(9).to_string(), "2022Q1");
        assert_eq!((quarter.year(), quarter.number()), (2019, 4));
        assert_eq!(Period::parse("2019Q5"), None);
        assert_eq!(quarter.plus(3).since(quarter), 3);
        let month = Period::parse("2019-12").unwrap();
        assert_eq!(month, quarter.in_periods_of(Month).last);
        assert_eq!(month.plus(1).to_string(), "2020-01");
        assert_eq!(month.plus(14).to_string(), "2021-02");
        assert!(month.ends_year() && quarter.ends_year() && !month.plus(11).ends_year());
        assert_eq!(Period::parse("2019-13"), None);
    }

    #[test]
    fn dates_are_quarters() {
        let date = |text: &str| {
            Date::parse(text, Quarter).map(|date| (date.first.to_string(), date.last.to_string()))
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
            "2020Q3-01",
            "２０２０",
        ] {
            assert_eq!(date(bad), None, "{bad}");
        }
    }

    #[test]
    fn dates_are_months() {
        let date = |text: &str| {
            let date = Date::parse(text, Month).unwrap();
            (date.first.to_string(), date.last.to_string())
        };
        let both = |first: &str, last: &str| (first.to_owned(), last.to_owned());
        assert_eq!(date("2020Q3"), both("2020-07", "2020-09"));
        assert_eq!(date("2020-07"), both("2020-07", "2020-07"));
        assert_eq!(date("2020-12-31"), both("2020-12", "2020-12"));
        assert_eq!(date("2020"), both("2020-01", "2020-12"));
    }

    #[test]
    fn spans_are_read_and_bad_ones_are_not() {
        let quarters = |text| periods(text, Quarter);
        assert_eq!(quarters("12q"), Ok(12));
        assert_eq!(quarters("3y"), Ok(12));
        assert_eq!(quarters("18m"), Ok(6));
        for bad in [
            "",
            "q",
            "0q",
            "12",
            "-3q",
            "1.5y",
            "40m",
            "12 q",
            "9999999y",
            "12é",
            "4000000000m",
        ] {
            assert!(quarters(bad).is_err(), "{bad}");
        }
        assert!(quarters("40m").unwrap_err().1.contains("14q"));
        assert_eq!(periods("40m", Month), Ok(40));
        assert_eq!(periods("12q", Month), Ok(36));
        assert_eq!(periods("10y", Month), Ok(120));
        for bad in ["0m", "12", "4000000000m", "1001y"] {
            assert!(periods(bad, Month).is_err(), "{bad}");
        }
    }
}
