//! `network.parquet`: how central every industry is in the production network of the base quarter.

use engine::network::{CENTRALITIES, Network};
use engine::parameters::Model;

use super::folder::Folder;
use super::schema;
use super::table::{Key, Rows, Table};
use crate::failure::Failure;

/// Name of the file.
const FILE: &str = "network.parquet";

/// Writes one row per industry: code, section, name, and one column per measure, empty where
/// the network gives it no finite values.
///
/// # Errors
/// If it cannot be written.
pub fn write(folder: &Folder, model: &Model, facts: &[(String, String)]) -> Result<(), Failure> {
    let industries = &model.parameters().industries;
    let network = Network::new(model.parameters(), model.initial());
    let mut table = Table::create(folder, FILE, schema::network(), facts)?;
    table.write(Rows {
        keys: vec![
            Key::Text(industries.iter().map(|i| i.code.clone()).collect()),
            Key::Text(industries.iter().map(|i| i.section.clone()).collect()),
            Key::Text(industries.iter().map(|i| i.name.clone()).collect()),
        ],
        values: CENTRALITIES
            .iter()
            .map(|measure| {
                (measure.of)(&network).unwrap_or_else(|| vec![f64::NAN; industries.len()])
            })
            .collect(),
    })?;
    table.finish()
}
