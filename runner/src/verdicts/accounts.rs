//! The accounts of a quarter, as far as the record shows them.

use engine::record::Record;

/// Largest difference between GDP by production, income and expenditure, as a share of GDP.
pub fn residual(row: &[f64]) -> f64 {
    let value = |name: &str| {
        let place = Record::COLUMNS
            .iter()
            .position(|column| column.name == name);
        place.map_or(f64::NAN, |place| row[place])
    };
    let spent = |kind: &str| {
        let of = |what: &str| value(&format!("{kind}_{what}"));
        of("household_consumption")
            + of("government_consumption")
            + of("capitalformation")
            + of("exports")
            - of("imports")
    };
    let income =
        value("compensation_employees") + value("operating_surplus") + value("taxes_production");
    let off = [
        (value("nominal_gva") - income) / value("nominal_gdp"),
        (value("nominal_gdp") - spent("nominal")) / value("nominal_gdp"),
        (value("real_gdp") - spent("real")) / value("real_gdp"),
    ];
    off.into_iter().fold(0.0, |worst: f64, share| {
        if share.is_nan() || worst.is_nan() {
            f64::NAN
        } else {
            worst.max(share.abs())
        }
    })
}
