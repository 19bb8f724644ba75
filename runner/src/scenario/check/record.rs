//! `record`: series by name, and the panel of firms.

use engine::record;
use engine::tables::{Column, Firms};

use super::{Checker, VARS};
use crate::scenario::place::Located;
use crate::scenario::spec::{FirmsSpec, RecordSpec};
use crate::scenario::{FirmPanel, Record, time};
use crate::words;

/// Columns of firms that are words, which the panel holds already, or addresses.
const NO_FIGURES: [&str; 2] = ["company_number", "industry"];
/// Most firms in a sample.
const MOST_FIRMS: f64 = 1e9;

impl Checker<'_> {
    pub(super) fn record(&mut self, record: &RecordSpec) -> Record {
        let series = record.series.as_deref();
        let industries = record.industries.as_deref();
        Record {
            series: self.columns(series, record::Record::COLUMNS, "series"),
            industries: self.columns(
                industries,
                record::IndustryRecord::COLUMNS,
                "industry series",
            ),
            firms: record.firms.as_ref().map(|firms| self.firms(firms)),
        }
    }

    fn columns(
        &mut self,
        asked: Option<&[Located<String>]>,
        all: &[Column],
        what: &str,
    ) -> Vec<usize> {
        let Some(asked) = asked else {
            return (0..all.len()).collect();
        };
        let mut places: Vec<usize> = asked
            .iter()
            .filter_map(|name| self.column(name, all, what))
            .collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    /// Place of the column called `name`.
    pub(super) fn column(
        &mut self,
        name: &Located<String>,
        all: &[Column],
        what: &str,
    ) -> Option<usize> {
        let place = all.iter().position(|column| column.name == name.value);
        if place.is_none() {
            let known = all.iter().map(|column| column.name);
            let remedy = words::nearest_or(&name.value, known, VARS);
            let message = format!("there is no {what} `{}`", name.value);
            self.refuse(&name.place, message, remedy);
        }
        place
    }

    fn firms(&mut self, firms: &FirmsSpec) -> FirmPanel {
        let columns = match &firms.columns {
            Some(columns) if columns.is_empty() => {
                let place = firms.place.clone();
                self.refuse(
                    &place,
                    "`record.firms` keeps no columns",
                    "name some, or leave it out",
                );
                Vec::new()
            }
            columns => self.columns(columns.as_deref(), Firms::COLUMNS, "column of firms"),
        };
        let figures = |place: &usize| !NO_FIGURES.contains(&Firms::COLUMNS[*place].name);
        let every = match &firms.every {
            None => 1,
            Some(every) => {
                time::periods(&every.value, self.frequency).unwrap_or_else(|(message, remedy)| {
                    self.refuse(&every.place, format!("every = {message}"), remedy);
                    1
                })
            }
        };
        let sample = self.whole_number("sample", firms.sample.as_ref(), 1.0, MOST_FIRMS);
        FirmPanel {
            columns: columns.into_iter().filter(figures).collect(),
            every,
            sample: sample.map(|sample| sample as u32),
        }
    }
}
