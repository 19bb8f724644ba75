//! The shipped calibration, read from its folder when the tests are compiled.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::calibration::Calibration;
use crate::parameters::Model;

/// The files in `scenarios/calibrations/uk-2019`.
pub(super) fn files() -> BTreeMap<String, String> {
    macro_rules! file {
        ($name:literal) => {
            (
                $name.to_owned(),
                include_str!(concat!(
                    "../../../../scenarios/calibrations/uk-2019/",
                    $name
                ))
                .to_owned(),
            )
        };
    }
    BTreeMap::from([
        file!("calibration.toml"),
        file!("input_output.csv"),
        file!("industries.csv"),
        file!("accounts.csv"),
        file!("quarterly.csv"),
        file!("foreign.csv"),
        file!("regions.csv"),
        file!("published.csv"),
    ])
}

/// The shipped calibration.
pub(super) fn uk() -> Calibration {
    Calibration::read(&files()).unwrap()
}

/// The shipped model at `scale`, for tests of whole runs.
pub(crate) fn uk_model(scale: f64) -> Arc<Model> {
    let (parameters, initial) = uk().model(scale).unwrap();
    Arc::new(Model::new(parameters, initial).unwrap())
}
