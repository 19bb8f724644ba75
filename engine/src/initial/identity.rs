//! Registration numbers and regions of firms: attributes that no equation uses.

use crate::random::{self, Draws};
use crate::tables::{CompanyNumber, Firms};

/// Numbers of eight digits there are.
const NUMBERS: u64 = 100_000_000;
/// A step without common factor with [`NUMBERS`]: its multiples visit every number once.
const STEP: u64 = 61_803_399;

/// Fills company number, region, strategy and alive.
pub fn fill(firms: &mut Firms, regions: &[(String, f64)], draws: Draws) {
    let count = firms.industry.len();
    firms.company_number = (0..count as u64).map(company_number).collect();
    let mut stream = draws.stream(0, "regions", 0);
    firms.region = (0..count)
        .map(|_| region(regions, random::uniform(&mut stream)))
        .collect();
    firms.strategy = vec![0; count];
    firms.alive = vec![true; count];
}

fn company_number(row: u64) -> CompanyNumber {
    let mut rest = (row + 1) * STEP % NUMBERS;
    let mut digits = [b'0'; 8];
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    CompanyNumber(digits)
}

/// The region whose share of the unit interval holds `draw`.
fn region(regions: &[(String, f64)], draw: f64) -> u8 {
    let mut upper = 0.0;
    for (index, (_, share)) in regions.iter().enumerate() {
        upper += share;
        if draw < upper {
            return index as u8;
        }
    }
    regions.len().saturating_sub(1) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn company_numbers_have_eight_digits_and_differ() {
        let numbers: Vec<CompanyNumber> = (0..50_000).map(company_number).collect();
        assert!(
            numbers
                .iter()
                .all(|n| n.to_string().len() == 8 && n.0.iter().all(u8::is_ascii_digit))
        );
        let distinct: std::collections::BTreeSet<_> = numbers.iter().collect();
        assert_eq!(distinct.len(), numbers.len());
    }

    #[test]
    fn regions_follow_their_shares() {
        let regions = [("North".into(), 0.25), ("South".into(), 0.75)];
        assert_eq!(
            (
                region(&regions, 0.2),
                region(&regions, 0.3),
                region(&regions, 1.0)
            ),
            (0, 1, 1)
        );
        assert_eq!(region(&[], 0.5), 0);
    }
}
