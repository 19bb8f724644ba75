//! Linear least squares by the QR decomposition of Householder.

use nalgebra::DMatrix;

use crate::Unavailable;
use crate::unavailable::{at_least, finite};

/// What a regression of several dependent variables on the same regressors gives.
pub(crate) struct Fit {
    /// One row per regressor, one column per dependent variable.
    pub coefficients: DMatrix<f64>,
    /// One row per observation, one column per dependent variable.
    pub residuals: DMatrix<f64>,
    /// `(X'X)^-1`.
    pub unscaled_covariance: DMatrix<f64>,
}

impl Fit {
    /// The sum of squared residuals of dependent variable `column`.
    pub fn squared_residuals(&self, column: usize) -> f64 {
        self.residuals.column(column).iter().map(|e| e * e).sum()
    }

    /// The variance of the residuals of `column`, `e'e / (n - k)`; none without degrees of freedom.
    pub fn residual_variance(&self, column: usize) -> Option<f64> {
        let freedom = self.residuals.nrows() - self.coefficients.nrows();
        (freedom > 0).then(|| self.squared_residuals(column) / freedom as f64)
    }
}

/// The coefficients that minimise the squares of `dependent - regressors * coefficients`; each column
/// of the two is a variable, each row an observation.
pub(crate) fn fit(regressors: &DMatrix<f64>, dependent: &DMatrix<f64>) -> Result<Fit, Unavailable> {
    // What is left of a regressor once the others have explained it, relative to its length.
    const DEPENDENT: f64 = 1e-11;
    at_least(regressors.ncols(), regressors.nrows())?;
    finite(regressors.as_slice())?;
    finite(dependent.as_slice())?;
    let decomposition = regressors.clone().qr();
    let upper = decomposition.r();
    for (place, column) in regressors.column_iter().enumerate() {
        let length = column.iter().map(|x| x * x).sum::<f64>().sqrt();
        if upper[(place, place)].abs() <= DEPENDENT * length {
            return Err(Unavailable::Collinear);
        }
    }
    let rotated = decomposition.q().transpose() * dependent;
    let coefficients = upper
        .solve_upper_triangular(&rotated)
        .ok_or(Unavailable::Collinear)?;
    let identity = DMatrix::identity(upper.nrows(), upper.nrows());
    let inverse = upper
        .solve_upper_triangular(&identity)
        .ok_or(Unavailable::Collinear)?;
    Ok(Fit {
        residuals: dependent - regressors * &coefficients,
        unscaled_covariance: &inverse * inverse.transpose(),
        coefficients,
    })
}

/// A matrix with a column of ones before the given columns.
pub(crate) fn with_intercept(columns: &[&[f64]]) -> DMatrix<f64> {
    let rows = columns.first().map_or(0, |column| column.len());
    DMatrix::from_fn(rows, columns.len() + 1, |row, column| {
        if column == 0 {
            1.0
        } else {
            columns[column - 1][row]
        }
    })
}

/// A matrix of one column.
pub(crate) fn column(values: &[f64]) -> DMatrix<f64> {
    DMatrix::from_column_slice(values.len(), 1, values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_through_three_points_by_hand() {
        // Points (0, 1), (1, 3), (2, 4): slope 3/2, intercept 7/6, residuals -1/6, 1/3, -1/6.
        let x = with_intercept(&[&[0.0, 1.0, 2.0]]);
        let fit = fit(&x, &column(&[1.0, 3.0, 4.0])).unwrap();
        assert!((fit.coefficients[(0, 0)] - 7.0 / 6.0).abs() < 1e-14);
        assert!((fit.coefficients[(1, 0)] - 1.5).abs() < 1e-14);
        assert!((fit.residuals[(1, 0)] - 1.0 / 3.0).abs() < 1e-14);
        // X'X = [3 3; 3 5], its inverse [5/6 -1/2; -1/2 1/2].
        assert!((fit.unscaled_covariance[(0, 0)] - 5.0 / 6.0).abs() < 1e-14);
        assert!((fit.unscaled_covariance[(0, 1)] + 0.5).abs() < 1e-14);
        assert!((fit.residual_variance(0).unwrap() - 1.0 / 6.0).abs() < 1e-14);
    }

    #[test]
    fn dependent_regressors_and_missing_values_are_refused() {
        let x = with_intercept(&[&[2.0, 2.0, 2.0]]);
        let y = column(&[1.0, 2.0, 3.0]);
        assert_eq!(fit(&x, &y).err(), Some(Unavailable::Collinear));
        let x = with_intercept(&[&[1.0, f64::NAN, 2.0]]);
        assert_eq!(fit(&x, &y).err(), Some(Unavailable::NotFinite { place: 4 }));
        let x = with_intercept(&[&[1.0]]);
        assert!(fit(&x, &column(&[1.0])).is_err());
    }
}
