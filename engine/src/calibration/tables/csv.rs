//! Comma-separated tables by column name, with every problem told by file and line.

use std::collections::BTreeMap;

use super::nearest::remedy;
use crate::parameters::Problem;

/// A table whose columns are those that were asked for.
pub struct CsvTable {
    file: &'static str,
    columns: Vec<String>,
    rows: Vec<(u64, Vec<String>)>,
}

/// What a number may be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Any finite number.
    Any,
    /// Anything but zero, which would be a figure that is missing.
    NotZero,
    /// Zero or more.
    NotNegative,
    /// More than zero.
    Positive,
}

impl CsvTable {
    /// Reads `file`; `None` if it is missing or its columns are not `columns`, in any order.
    pub fn read(
        files: &BTreeMap<String, String>,
        file: &'static str,
        columns: &[&str],
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        let Some(text) = files.get(file) else {
            problems.push(Problem::new(file, "is missing", "add the file"));
            return None;
        };
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let found: Vec<String> = match reader.headers() {
            Ok(header) => header.iter().map(str::to_owned).collect(),
            Err(error) => {
                problems.push(unreadable(file, text, &error));
                return None;
            }
        };
        let before = problems.len();
        for column in columns {
            if !found.iter().any(|name| name == column) {
                let message = format!("has no column `{column}`");
                problems.push(Problem::new(file, message, "add it to the first line"));
            }
        }
        for (position, name) in found.iter().enumerate() {
            let message = if found[..position].contains(name) {
                format!("has the column `{name}` twice")
            } else if !columns.contains(&name.as_str()) {
                format!("has an unknown column `{name}`")
            } else {
                continue;
            };
            let remedy = remedy(name, columns.iter().copied());
            problems.push(Problem::new(file, message, remedy));
        }
        let mut rows = Vec::new();
        let mut lines = Lines::of(text);
        for record in reader.records() {
            match record {
                Ok(record) => {
                    let line = lines.at(record.position());
                    rows.push((line, record.iter().map(str::to_owned).collect()));
                }
                Err(error) => problems.push(unreadable(file, text, &error)),
            }
        }
        if rows.is_empty() {
            problems.push(Problem::new(file, "has no rows", "restore the table"));
        }
        (problems.len() == before).then_some(CsvTable {
            file,
            columns: found,
            rows,
        })
    }

    /// The rows, from the first to the last.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row {
            table: self,
            line: *line,
            cells,
        })
    }
}

/// Numbers of lines by position, asked for in order. The reader's own numbers are one too low
/// where lines end in CR and LF: it takes the LF for the beginning of the next row.
struct Lines<'a> {
    text: &'a [u8],
    position: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        Lines {
            text: text.as_bytes(),
            position: 0,
            line: 1,
        }
    }

    fn at(&mut self, position: Option<&csv::Position>) -> u64 {
        let start = position.map_or(0, |position| position.byte() as usize);
        while let Some(&byte) = self.text.get(self.position)
            && (self.position < start || matches!(byte, b'\r' | b'\n'))
        {
            self.line += u64::from(byte == b'\n');
            self.position += 1;
        }
        self.line
    }
}

fn unreadable(file: &str, text: &str, error: &csv::Error) -> Problem {
    let line = Lines::of(text).at(error.position());
    Problem::new(
        format!("{file}:{line}"),
        format!("cannot be read ({error})"),
        "give every row as many cells as the first line",
    )
}

/// One row of a table.
pub struct Row<'a> {
    table: &'a CsvTable,
    line: u64,
    cells: &'a [String],
}

impl Row<'_> {
    /// File and line.
    pub fn place(&self) -> String {
        format!("{}:{}", self.table.file, self.line)
    }

    /// The cell in `column`, without surrounding blanks.
    pub fn text(&self, column: &str) -> &str {
        let position = self.table.columns.iter().position(|name| name == column);
        position.map_or("", |position| self.cells[position].trim())
    }

    /// The number in `column`; NaN, with a problem told, if there is none of that sign.
    pub fn number(&self, column: &str, sign: Sign, problems: &mut Vec<Problem>) -> f64 {
        let text = self.text(column);
        let wrong = match text.parse::<f64>() {
            Ok(value) if !value.is_finite() => "is not a finite number",
            Ok(value) if value < 0.0 && !matches!(sign, Sign::Any | Sign::NotZero) => "is negative",
            Ok(value) if value == 0.0 && matches!(sign, Sign::Positive | Sign::NotZero) => {
                "is zero"
            }
            Ok(value) => return value,
            Err(_) => "is not a number",
        };
        problems.push(Problem::new(
            self.place(),
            format!("`{text}` in column `{column}` {wrong}"),
            "correct the cell",
        ));
        f64::NAN
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<CsvTable>, Vec<Problem>) {
        let files = BTreeMap::from([("t.csv".to_owned(), text.to_owned())]);
        let mut problems = Vec::new();
        let table = CsvTable::read(&files, "t.csv", &["code", "value"], &mut problems);
        (table, problems)
    }

    #[test]
    fn numbers_are_found_by_column_name() {
        let (table, mut problems) = read("value,code\n1.5,A\n-2,B\n");
        let table = table.unwrap();
        let row = table.rows().nth(1).unwrap();
        assert_eq!(row.text("code"), "B");
        assert_eq!(row.number("value", Sign::Any, &mut problems), -2.0);
        assert!(problems.is_empty());
    }

    #[test]
    fn problems_carry_file_and_line() {
        let (table, mut problems) = read("code,value\nA,1\nB,x\nC,-1\nD,NaN\n");
        for row in table.unwrap().rows() {
            row.number("value", Sign::NotNegative, &mut problems);
        }
        let found: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), 3);
        assert!(found[0].starts_with("t.csv:3: `x` in column `value` is not a number"));
        assert!(found[1].starts_with("t.csv:4: `-1` in column `value` is negative"));
        assert!(found[2].starts_with("t.csv:5: `NaN` in column `value` is not a finite"));
    }

    #[test]
    fn columns_must_be_those_asked_for() {
        let (table, problems) = read("code,valu\nA,1\n");
        assert!(table.is_none());
        assert_eq!(problems.len(), 2);
        assert!(problems[1].remedy.contains("`value`"));
    }

    #[test]
    fn lines_are_counted_whatever_ends_them() {
        for end in ["\n", "\r\n"] {
            let text = ["code,value", "A,1", "", "B,x", "C"].join(end);
            let (_, problems) = read(&text);
            assert_eq!(problems[0].key, "t.csv:5", "{end:?}");
            let (table, mut problems) = read(text.strip_suffix("C").unwrap());
            for row in table.unwrap().rows() {
                row.number("value", Sign::Any, &mut problems);
            }
            assert_eq!(problems[0].key, "t.csv:4", "{end:?}");
        }
    }

    #[test]
    fn short_rows_and_empty_tables_are_told() {
        assert!(read("code,value\nA,1\nB\n").1[0].key == "t.csv:3");
        assert!(read("code,value\n").1[0].message == "has no rows");
    }
}
