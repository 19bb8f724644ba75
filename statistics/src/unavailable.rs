//! Why a figure does not exist.

/// The reason why an estimator gives no figure.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Unavailable {
    /// There are fewer observations than the estimator needs.
    #[error("{needed} values are needed, {given} are given")]
    TooFew {
        /// The smallest number that would do.
        needed: usize,
        /// The number given.
        given: usize,
    },
    /// Two series that belong together differ in length.
    #[error("{left} values stand against {right}")]
    Lengths {
        /// Length of the first.
        left: usize,
        /// Length of the second.
        right: usize,
    },
    /// A regressor is a combination of the others, so that coefficients are not determined.
    #[error("the explanatory variables are linearly dependent")]
    Collinear,
    /// A variance that the figure is divided by is zero.
    #[error("the values do not vary")]
    Constant,
    /// A value is infinite or not a number.
    #[error("value {place} is not a finite number")]
    NotFinite {
        /// Its place, counted from 0.
        place: usize,
    },
    /// A setting of the estimator lies outside the range in which it is defined.
    #[error("{what} is {value}, which is outside {range}")]
    Outside {
        /// The setting.
        what: &'static str,
        /// Its value.
        value: f64,
        /// Where it should lie.
        range: &'static str,
    },
}

/// Refuses a series that holds an infinite value or one that is not a number.
pub(crate) fn finite(values: &[f64]) -> Result<(), Unavailable> {
    match values.iter().position(|value| !value.is_finite()) {
        Some(place) => Err(Unavailable::NotFinite { place }),
        None => Ok(()),
    }
}

/// Refuses two series of different length.
pub(crate) fn same_length(left: &[f64], right: &[f64]) -> Result<(), Unavailable> {
    if left.len() == right.len() {
        Ok(())
    } else {
        Err(Unavailable::Lengths {
            left: left.len(),
            right: right.len(),
        })
    }
}

/// Refuses fewer than `needed` observations.
pub(crate) fn at_least(needed: usize, given: usize) -> Result<(), Unavailable> {
    if given >= needed {
        Ok(())
    } else {
        Err(Unavailable::TooFew { needed, given })
    }
}
