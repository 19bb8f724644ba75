//! T-5: five deterministic quarters of Austria 2010Q1 against the values printed in the specification.

use engine::parameters::{Profile, Switches};

use super::data::{self, Comparison};

#[test]
fn five_deterministic_quarters_of_austria() {
    let Some(folder) = data::folder() else { return };
    let mut simulation = data::austria(&folder, Switches::of(Profile::MatlabDet), 1);
    let golden = include_str!("../golden/austria_2010Q1_deterministic.csv");
    let rows: Vec<Vec<&str>> = golden
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .map(|line| line.split(',').collect())
        .collect();
    assert_eq!(rows.len(), 31);
    let mut comparison = Comparison::default();
    for quarter in 0..5 {
        simulation.step().unwrap();
        let (national, industries) = (
            simulation.record().clone(),
            simulation.industry_record().clone(),
        );
        for row in &rows {
            let found = match (row[0], row[1]) {
                ("nominal_sector_gva", industry) => {
                    industries.nominal_sector_gva[industry.parse::<usize>().unwrap() - 1]
                }
                ("real_sector_gva", industry) => {
                    industries.real_sector_gva[industry.parse::<usize>().unwrap() - 1]
                }
                (name, _) => data::value(&national, name),
            };
            let key = format!("{} {} t={}", row[0], row[1], quarter + 1);
            comparison.close(
                &key,
                &[found],
                &[row[2 + quarter].parse().unwrap()],
                1e-9,
                1e-9,
            );
        }
    }
    comparison.finish("T-5, printed values of quarters 1 to 5");
}
