//! Loans are granted one applicant after the other.

/// What bounds lending besides demand.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Ceiling on a firm's loans relative to the expected value of its capital, `ζ^LTV`.
    pub loan_to_value: f64,
    /// Loans the bank's equity still allows \[million\], `E_k/ζ - Σ L^e`; may be negative.
    pub lending_room: f64,
}

impl Limits {
    /// What a firm is granted where the bank's equity allows it.   `max(0, min(ΔL^d_i, ζ^LTV K^e_i - L^e_i))`
    pub fn loan(&self, demand: f64, expected_capital_value: f64, expected_loans: f64) -> f64 {
        if demand > 0.0 {
            let collateral = self.loan_to_value * expected_capital_value - expected_loans;
            demand.min(collateral).max(0.0)
        } else {
            0.0
        }
    }
}

/// Grants loans to `applicants` (rows of firms), in the order given.
///
/// Source: SPEC 4.7.
pub fn grant(
    applicants: &[u32],
    loan_demand: &[f64],
    expected_capital_value: &[f64],
    expected_loans: &[f64],
    limits: Limits,
    new_loans: &mut [f64],
) {
    let mut granted = 0.0;
    for &firm in applicants {
        let firm = firm as usize;
        let loan = limits
            .loan(
                loan_demand[firm],
                expected_capital_value[firm],
                expected_loans[firm],
            )
            .min(limits.lending_room - granted)
            .max(0.0);
        new_loans[firm] = loan;
        granted += loan;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn granted(applicants: &[u32], lending_room: f64) -> Vec<f64> {
        let mut loans = vec![0.0; 3];
        let limits = Limits {
            loan_to_value: 0.5,
            lending_room,
        };
        grant(
            applicants,
            &[10.0, 30.0, 5.0],
            &[100.0, 100.0, 20.0],
            &[0.0, 40.0, 15.0],
            limits,
            &mut loans,
        );
        loans
    }

    #[test]
    fn demand_collateral_and_bank_capital_bind() {
        // Collateral leaves 50, 10 and -5.
        assert_eq!(granted(&[0, 1, 2], 100.0), [10.0, 10.0, 0.0]);
        assert_eq!(granted(&[0, 1, 2], 12.0), [10.0, 2.0, 0.0]);
        assert_eq!(granted(&[1, 0, 2], 12.0), [2.0, 10.0, 0.0]);
    }

    #[test]
    fn a_bank_without_capital_lends_nothing() {
        assert_eq!(granted(&[0, 1, 2], -3.0), [0.0; 3]);
    }
}
