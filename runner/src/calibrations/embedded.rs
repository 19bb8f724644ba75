//! Calibrations that are part of the program, so that it works from any folder.

use super::Files;

/// Their names.
pub const NAMES: &[&str] = &["uk-2019"];

/// What stands in place of a folder.
pub const ORIGIN: &str = "part of the program";

macro_rules! folder {
    ($name:literal: $($file:literal)*) => {
        &[$(($file, include_str!(concat!("../../../scenarios/calibrations/", $name, "/", $file)))),*]
    };
}

const UK_2019: &[(&str, &str)] = folder!("uk-2019":
    "calibration.toml" "accounts.csv" "foreign.csv" "industries.csv" "input_output.csv"
    "published.csv" "quarterly.csv" "regions.csv");

/// The files of `name`.
pub fn files(name: &str) -> Option<Files> {
    let texts = match name {
        "uk-2019" => UK_2019,
        _ => return None,
    };
    Some(Files {
        name: name.to_owned(),
        origin: ORIGIN.to_owned(),
        texts: texts
            .iter()
            .map(|(file, text)| ((*file).to_owned(), (*text).to_owned()))
            .collect(),
    })
}
