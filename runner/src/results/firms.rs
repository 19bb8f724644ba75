//! `firms/`: the panel of firms, one Parquet file a run, in folders that name branch and run.

use std::fmt::Write;
use std::fs;

use crate::batch::{RunResult, Unit};
use crate::failure::Failure;
use crate::running::panel::Panel;
use crate::scenario::Record;
use crate::scenario::time::Period;

use super::folder::Folder;
use super::schema;
use super::table::{Key, Rows, Table};

/// What the files need to know of the scenario.
pub struct Files<'a> {
    /// The result folder.
    pub folder: &'a Folder,
    /// What is kept.
    pub record: &'a Record,
    /// Base quarter.
    pub base: Period,
    /// Codes of industries, in order.
    pub codes: &'a [String],
    /// Whether folders name the point of a sweep too.
    pub sweeps: bool,
    /// Facts of every file.
    pub facts: &'a [(String, String)],
}

impl Files<'_> {
    /// Writes the panel of a run of `branch`.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&self, run: &RunResult, branch: &str) -> Result<(), Failure> {
        let (Some(panel), Some(wanted)) = (&run.panel, &self.record.firms) else {
            return Ok(());
        };
        let below = format!("firms/{}", below(branch, run.unit, self.sweeps));
        let file = format!("{below}/firms.parquet");
        fs::create_dir_all(self.folder.path(&below)).map_err(|source| Failure::Unwritable {
            path: self.folder.target().join(&below),
            source,
        })?;
        let schema = schema::firms(&wanted.columns);
        let mut table = Table::create(self.folder, &file, schema, self.facts)?;
        table.write(self.rows(panel))?;
        table.finish()
    }

    fn rows(&self, panel: &Panel) -> Rows {
        let firms = panel.firms.len();
        let each = || {
            panel
                .quarters
                .iter()
                .flat_map(|&quarter| std::iter::repeat_n(quarter, firms))
        };
        let repeated = |texts: &dyn Fn(usize) -> String| -> Vec<String> {
            let rows = panel.quarters.iter().flat_map(|_| 0..firms);
            rows.map(texts).collect()
        };
        let columns = panel.values.first().map_or(0, Vec::len);
        let values = (0..columns).map(|column| {
            let quarters = panel.values.iter();
            quarters
                .flat_map(|quarter| quarter[column].iter().copied())
                .collect()
        });
        Rows {
            keys: vec![
                Key::Number(each().collect()),
                Key::Text(
                    each()
                        .map(|quarter| self.base.plus(quarter).to_string())
                        .collect(),
                ),
                Key::Number(
                    panel
                        .quarters
                        .iter()
                        .flat_map(|_| panel.firms.iter().copied())
                        .collect(),
                ),
                Key::Text(repeated(&|place| panel.numbers[place].clone())),
                Key::Text(repeated(&|place| {
                    self.codes[usize::from(panel.industries[place])].clone()
                })),
            ],
            values: values.collect(),
        }
    }
}

/// Folders that name a run of `branch`, and its point in a sweep.
pub fn below(branch: &str, unit: Unit, sweeps: bool) -> String {
    let point = if sweeps {
        format!("/point={}", unit.point)
    } else {
        String::new()
    };
    format!("branch={}{point}/run={}", encoded(branch), unit.run)
}

/// A name of a branch as part of a path, read back by programs that read such folders.
fn encoded(name: &str) -> String {
    name.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn any_name_of_a_branch_is_one_folder() {
        assert_eq!(encoded("baseline"), "baseline");
        assert_eq!(encoded("rate rise/x=1"), "rate%20rise%2Fx%3D1");
    }
}
