//! Loans: what firms may borrow, and who comes first where the bank cannot lend so much.

/// What a firm may borrow by its demand and the collateral that it has left \[million\].
///
/// Source: SPEC 4.7.   `max(0, min(ΔL^d_i, ζ^LTV K^e_i - L^e_i))`
pub fn secured(demand: f64, collateral: f64) -> f64 {
    if demand > 0.0 {
        demand.min(collateral).max(0.0)
    } else {
        0.0
    }
}

/// Cuts secured `loans` down to the room that the bank's equity leaves \[million\], `E_k/ζ - Σ L^e`, which may be
/// negative: `applicants` (rows of firms) are served in the order given.
///
/// Source: SPEC 4.7.
pub fn ration(applicants: &[u32], lending_room: f64, loans: &mut [f64]) {
    let mut granted = 0.0;
    for &firm in applicants {
        let loan = &mut loans[firm as usize];
        *loan = loan.min(lending_room - granted).max(0.0);
        granted += *loan;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn granted(applicants: &[u32], lending_room: f64) -> [f64; 3] {
        let mut loans = [secured(10.0, 50.0), secured(30.0, 10.0), secured(5.0, -5.0)];
        ration(applicants, lending_room, &mut loans);
        loans
    }

    #[test]
    fn demand_collateral_and_bank_capital_bind() {
        assert_eq!(granted(&[0, 1, 2], 100.0), [10.0, 10.0, 0.0]);
        assert_eq!(granted(&[0, 1, 2], 12.0), [10.0, 2.0, 0.0]);
        assert_eq!(granted(&[1, 0, 2], 12.0), [2.0, 10.0, 0.0]);
        assert_eq!(secured(-1.0, 50.0), 0.0);
    }

    #[test]
    fn a_bank_without_capital_lends_nothing() {
        assert_eq!(granted(&[0, 1, 2], -3.0), [0.0; 3]);
    }
}
