//! A column of a table over time, period by period.

use engine::parameters::Frequency;

use crate::scenario::time::{Date, Period};
use crate::words;

/// Headings of the column of dates; the first column where none is there.
const DATES: [&str; 5] = ["date", "quarter", "month", "period", "time"];

/// A value and its period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// The period.
    pub period: Period,
    /// Month of the year, where the date has one.
    pub month: Option<u32>,
    /// The value; nothing where the table has none.
    pub value: Option<f64>,
    /// Line of the file, from 1.
    pub line: usize,
}

/// Why a table cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Line of the file; 0 for the whole.
    pub line: usize,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

impl Unreadable {
    /// Something wrong with the whole file.
    pub fn whole(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Unreadable::at(0, message, remedy)
    }

    /// Something wrong with a line.
    pub fn at(line: usize, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Unreadable {
            line,
            message: message.into(),
            remedy: remedy.into(),
        }
    }
}

/// Rows of `column` in a text of comma-separated values (RFC 4180), whose first line are headings.
///
/// # Errors
/// The first thing that is wrong.
pub fn csv(text: &str, column: Option<&str>, frequency: Frequency) -> Result<Vec<Row>, Unreadable> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let headings = reader.headers().map_err(malformed)?.clone();
    let headings: Vec<&str> = headings.iter().collect();
    let places = places(&headings, column)?;
    let mut rows = Vec::new();
    let mut lines = Lines {
        text,
        read: 0,
        line: 1,
    };
    for record in reader.records() {
        let record = record.map_err(malformed)?;
        let byte = record.position().map_or(0, csv::Position::byte);
        let line = lines.at(byte as usize);
        let cell = |place: usize| record.get(place).unwrap_or_default();
        rows.push(row(cell(places.date), cell(places.value), line, frequency)?);
    }
    in_order(rows, frequency)
}

/// Counts the lines of a text; the reader's own count is one too low after `\r\n`.
struct Lines<'a> {
    text: &'a str,
    read: usize,
    line: usize,
}

impl Lines<'_> {
    /// Line of what stands at `byte` or after the ends of lines that stand there.
    fn at(&mut self, byte: usize) -> usize {
        let ends = self.text[byte..].bytes();
        let start = byte + ends.take_while(|end| b"\r\n".contains(end)).count();
        let passed = self.text[self.read..start].bytes();
        self.line += passed.filter(|end| *end == b'\n').count();
        self.read = start;
        self.line
    }
}

/// Places of the two columns.
pub struct Places {
    /// The column of dates.
    pub date: usize,
    /// The column of values.
    pub value: usize,
}

/// Which of `headings` are the dates and the values of `column`.
///
/// # Errors
/// If there is no such column, or none is named and there are several.
pub fn places(headings: &[&str], column: Option<&str>) -> Result<Places, Unreadable> {
    let is_date = |heading: &&str| DATES.contains(&heading.to_lowercase().as_str());
    let date = headings.iter().position(is_date).unwrap_or(0);
    let others = headings.iter().enumerate();
    let others: Vec<(usize, &str)> = others
        .filter(|(place, _)| *place != date)
        .map(|(place, heading)| (place, *heading))
        .collect();
    let names = others.iter().map(|(_, heading)| *heading);
    let value = match (column, &others[..]) {
        (_, []) => {
            let remedy = "give it a column of dates and one of values, separated by commas";
            return Err(Unreadable::at(1, "has only one column", remedy));
        }
        (None, [(place, _)]) => *place,
        (None, _) => {
            let message = format!("has the columns {}", words::list(names));
            return Err(Unreadable::at(
                1,
                message,
                "name one: m.series { file = ..., column = ... }",
            ));
        }
        (Some(column), _) => {
            let mut found = others.iter().filter(|(_, heading)| *heading == column);
            let (place, _) = found.next().ok_or_else(|| {
                let message = format!("has no column `{column}`");
                Unreadable::at(1, message, words::instead(column, names))
            })?;
            if let Some((again, _)) = found.next() {
                let (first, again) = (place + 1, again + 1);
                let message =
                    format!("has the column `{column}` twice, as column {first} and {again}");
                return Err(Unreadable::at(1, message, "rename one of them"));
            }
            *place
        }
    };
    Ok(Places { date, value })
}

/// A date and a value as they are written.
fn row(date: &str, value: &str, line: usize, frequency: Frequency) -> Result<Row, Unreadable> {
    let period = period(date, line, frequency)?;
    let value = match value {
        "" => None,
        text => match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Some(number),
            _ if ["na", "nan", "n/a", "null", "."].contains(&text.to_lowercase().as_str()) => None,
            _ => {
                let message = format!("`{text}` is no number");
                let remedy = "write numbers with a point, without separators of thousands";
                return Err(Unreadable::at(line, message, remedy));
            }
        },
    };
    Ok(Row {
        period,
        month: month(date),
        value,
        line,
    })
}

/// The period of a date.
///
/// # Errors
/// If it is none, or several.
pub fn period(date: &str, line: usize, frequency: Frequency) -> Result<Period, Unreadable> {
    // Statistical offices write `2019 Q4`.
    match Date::parse(&date.to_uppercase().replace(" Q", "Q"), frequency) {
        Some(date) if date.first == date.last => Ok(date.first),
        Some(_) => {
            let longer = if date.len() == 4 { "year" } else { "quarter" };
            let message = format!("`{date}` is a {longer}");
            let remedy = match frequency {
                Frequency::Quarter => "give one value a quarter, such as 2020Q3",
                Frequency::Month => "give one value a month, such as 2020-07",
            };
            Err(Unreadable::at(line, message, remedy))
        }
        None => {
            let message = format!("`{date}` is no date");
            Err(Unreadable::at(
                line,
                message,
                "write 2020Q3, 2020-07 or 2020-07-01",
            ))
        }
    }
}

/// The month of the year of a date such as `2020-07` or `2020-07-31`; nothing of others.
pub fn month(date: &str) -> Option<u32> {
    let month = date.split('-').nth(1)?;
    month.parse().ok().filter(|month| (1..=12).contains(month))
}

/// `rows`, if each is later than the one before.
///
/// # Errors
/// If one is not.
pub fn in_order(rows: Vec<Row>, frequency: Frequency) -> Result<Vec<Row>, Unreadable> {
    let name = frequency.name();
    for pair in rows.windows(2) {
        let (one, next) = (&pair[0], &pair[1]);
        if next.period == one.period {
            let months = one.month.zip(next.month);
            let (message, remedy) = match months {
                Some((first, second)) if first < second => (
                    format!(
                        "has several months of {}: the table is monthly",
                        next.period
                    ),
                    "average the months of a quarter (add them up if they are flows, take the \
                     last of a stock), and give one row a quarter"
                        .to_owned(),
                ),
                Some((first, second)) if first == second => (
                    format!(
                        "has several values of {}-{first:02}: it is no {name}ly table",
                        next.period.year()
                    ),
                    format!("average the days of a {name}, and give one row a {name}"),
                ),
                _ => (
                    format!("{} is there already, in line {}", next.period, one.line),
                    format!("give one value a {name}"),
                ),
            };
            return Err(Unreadable::at(next.line, message, remedy));
        }
        if next.period < one.period {
            let message = format!("{} comes after {}", next.period, one.period);
            return Err(Unreadable::at(next.line, message, "sort the file by date"));
        }
    }
    if rows.is_empty() {
        return Err(Unreadable::whole(
            "has no rows",
            format!("give it one row a {name}"),
        ));
    }
    Ok(rows)
}

fn malformed(error: csv::Error) -> Unreadable {
    let line = error
        .position()
        .map_or(0, |position| position.line() as usize);
    let message = match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => format!("has {len} columns where the first line has {expected_len}"),
        _ => "is no table of comma-separated values".into(),
    };
    Unreadable::at(line, message, "check the commas and the quotes")
}

#[cfg(test)]
mod tests {
    use engine::parameters::Frequency::{Month, Quarter};

    use super::csv;

    #[test]
    fn a_column_is_found_by_its_heading_and_dates_by_theirs() {
        let text = "\u{feff}id,date,\"exports, goods\",x\r\n1,2020Q1,10,1\r\n2,2020-04-01,,2\r\n";
        let rows = csv(text, Some("exports, goods"), Quarter).unwrap();
        let rows: Vec<_> = rows
            .iter()
            .map(|row| (row.period.to_string(), row.value, row.line))
            .collect();
        assert_eq!(
            rows,
            [
                ("2020Q1".to_owned(), Some(10.0), 2),
                ("2020Q2".to_owned(), None, 3)
            ]
        );
    }

    #[test]
    fn a_table_of_months_is_one_where_periods_are_months() {
        let text = "month,a\n2020-01,1\n2020-02-29,2\n";
        let rows = csv(text, None, Month).unwrap();
        let months: Vec<String> = rows.iter().map(|row| row.period.to_string()).collect();
        assert_eq!(months, ["2020-01", "2020-02"]);
        let refused = |text: &str| csv(text, None, Month).unwrap_err();
        let quarter = refused("date,a\n2020Q1,1\n");
        assert_eq!(quarter.message, "`2020Q1` is a quarter");
        assert_eq!(quarter.remedy, "give one value a month, such as 2020-07");
        let days = refused("date,a\n2020-01-01,1\n2020-01-02,1\n");
        assert_eq!(
            days.message,
            "has several values of 2020-01: it is no monthly table"
        );
    }

    #[test]
    fn what_is_no_series_is_refused_with_its_line() {
        let refused = |text: &str, column: Option<&str>| {
            let problem = csv(text, column, Quarter).unwrap_err();
            format!("{}: {}", problem.line, problem.message)
        };
        assert_eq!(
            refused("date,a,b\n2020Q1,1,2\n", None),
            "1: has the columns `a` and `b`"
        );
        assert_eq!(
            refused("date,a\n2020Q1,1\n", Some("b")),
            "1: has no column `b`"
        );
        assert_eq!(refused("date\n2020Q1\n", None), "1: has only one column");
        assert_eq!(refused("date,a\n", None), "0: has no rows");
        assert_eq!(
            refused("date,a\n2020Q1,1\n2020Q1,2\n", None),
            "3: 2020Q1 is there already, in line 2"
        );
        assert_eq!(
            refused("date,a\n2020Q2,1\n2020Q1,2\n", None),
            "3: 2020Q1 comes after 2020Q2"
        );
        assert_eq!(refused("date,a\n2020,1\n", None), "2: `2020` is a year");
        assert_eq!(refused("date,a\nsoon,1\n", None), "2: `soon` is no date");
        assert_eq!(
            refused("date,a\n2020Q1,1e999\n", None),
            "2: `1e999` is no number"
        );
        assert_eq!(
            refused("date,a\n2020Q1,1,5\n", None),
            "2: has 3 columns where the first line has 2"
        );
    }
}
