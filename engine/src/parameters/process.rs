//! Autoregressions of order one, by the quarter and by the month.

/// An autoregression of order one in logs: `log x_t = ar log x_{t-1} + constant + std z`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Process {
    /// Slope.
    pub ar: f64,
    /// Constant.
    pub constant: f64,
    /// Standard deviation of the innovation.
    pub std: f64,
}

/// `log 3`: months are thirds of a quarter.
const LOG_OF_MONTHS: f64 = 1.098_612_288_668_109_8;

/// Halvings after which an interval of length 1 has no number inside.
const HALVINGS: u32 = 60;

impl Process {
    /// The process of a monthly flow whose quarterly rate, three times the flow, has in three
    /// months the mean and the variance that this process has in a quarter.
    ///
    /// `a_m = a^(1/3)`, `c_m = c/(1 + a_m + a_m²) - (1 - a_m) log 3`,
    /// `s_m = s/√(1 + a_m² + a_m⁴)`.
    #[must_use]
    pub fn of_monthly_flow(self) -> Self {
        let quarterly = self.without_swings();
        let ar = libm::cbrt(quarterly.ar);
        let square = ar * ar;
        Process {
            ar,
            constant: quarterly.constant / (1.0 + ar + square) - (1.0 - ar) * LOG_OF_MONTHS,
            std: quarterly.std / (1.0 + square + square * square).sqrt(),
        }
    }

    /// The process of a monthly log rate such that sums of three months have the mean, the variance
    /// and the first autocorrelation of this quarterly log rate.
    ///
    /// `a = a_m (1 + a_m + a_m²)²/(3 + 4 a_m + 2 a_m²)`, `c_m = c (1 - a_m)/(3 (1 - a))`,
    /// `s_m² = s² (1 - a_m²)/((1 - a²)(3 + 4 a_m + 2 a_m²))`.
    #[must_use]
    pub fn of_monthly_rate(self) -> Self {
        let quarterly = self.without_swings();
        let ar = monthly_slope(quarterly.ar);
        let left = if quarterly.ar < 1.0 - 1e-9 {
            (1.0 - ar) / (1.0 - quarterly.ar)
        } else {
            // Where both slopes are 1.
            9.0 / 19.0
        };
        let of_sum = 3.0 + 4.0 * ar + 2.0 * ar * ar;
        let variance = left * (1.0 + ar) / ((1.0 + quarterly.ar.min(1.0)) * of_sum);
        Process {
            ar,
            constant: quarterly.constant * left / 3.0,
            std: quarterly.std * variance.sqrt(),
        }
    }

    /// White noise with the same mean and variance where the slope is negative: no monthly
    /// autoregression has one at every third month, and none that has it in sums of three is more
    /// than noise about its mean.
    fn without_swings(self) -> Self {
        if self.ar >= 0.0 {
            return self;
        }
        let left = 1.0 - self.ar * self.ar;
        Process {
            ar: 0.0,
            constant: self.constant / (1.0 - self.ar),
            // Swings that grow have no variance.
            std: self.std / if left > 0.0 { left.sqrt() } else { 1.0 },
        }
    }
}

/// Slope of a monthly autoregression whose sums of three months have the first autocorrelation
/// `quarterly`, from 0 to 1.
fn monthly_slope(quarterly: f64) -> f64 {
    let of_sums = |a: f64| {
        let sum = 1.0 + a + a * a;
        a * sum * sum / (3.0 + 4.0 * a + 2.0 * a * a)
    };
    if quarterly >= 1.0 {
        return 1.0;
    }
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if of_sums(middle) < quarterly {
            low = middle;
        } else {
            high = middle;
        }
    }
    if quarterly <= 0.0 { 0.0 } else { high }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-12, "{found} for {expected}");
    }

    #[test]
    fn three_months_of_a_flow_are_a_quarter() {
        let quarterly = Process {
            ar: 0.729,
            constant: 0.542,
            std: 0.2,
        };
        let monthly = quarterly.of_monthly_flow();
        close(monthly.ar, 0.9);
        // From log x in the base quarter, log x/3 in the base month, without innovations.
        let mut month = 1.7 - libm::log(3.0);
        for _ in 0..3 {
            month = monthly.ar * month + monthly.constant;
        }
        close(month + libm::log(3.0), 0.729 * 1.7 + 0.542);
        // s² (1 + 0.81 + 0.6561) of a month.
        close(monthly.std * monthly.std * 2.4661, 0.04);
    }

    #[test]
    fn a_flow_that_stays_or_wanders_does_so_by_the_month() {
        let constant = Process {
            ar: 1.0,
            constant: 0.0,
            std: 0.0,
        };
        assert_eq!(constant.of_monthly_flow(), constant);
        assert_eq!(constant.of_monthly_rate(), constant);
        let walk = Process {
            ar: 1.0,
            constant: 0.006,
            std: 0.03,
        };
        let monthly = walk.of_monthly_flow();
        assert_eq!(monthly.ar, 1.0);
        close(monthly.constant, 0.002);
        close(monthly.std, 0.03 / 3.0_f64.sqrt());
        let growth = Process { ar: 0.0, ..walk }.of_monthly_rate();
        close(growth.constant, 0.002);
        close(growth.std, 0.03 / 3.0_f64.sqrt());
    }

    #[test]
    fn sums_of_three_months_of_a_rate_are_those_of_a_quarter() {
        let quarterly = Process {
            ar: 0.4,
            constant: 0.003,
            std: 0.005,
        };
        let a = quarterly.of_monthly_rate().ar;
        let monthly = quarterly.of_monthly_rate();
        // Autocovariance k months apart over the variance of a month is a^k.
        let at = |k: i32| a.powi(k.abs());
        let of_sums = |apart: i32| -> f64 {
            let months = (0..3).flat_map(|i| (0..3).map(move |j| (i, j)));
            months.map(|(i, j)| at(3 * apart + j - i)).sum()
        };
        close(of_sums(1) / of_sums(0), 0.4);
        let of_month = monthly.std * monthly.std / (1.0 - a * a);
        close(of_month * of_sums(0), 0.005 * 0.005 / (1.0 - 0.16));
        close(3.0 * monthly.constant / (1.0 - a), 0.003 / 0.6);
    }

    #[test]
    fn a_negative_slope_is_noise_with_the_same_mean_and_variance() {
        let quarterly = Process {
            ar: -0.6,
            constant: 0.008,
            std: 0.004,
        };
        let monthly = quarterly.of_monthly_rate();
        assert_eq!(monthly.ar, 0.0);
        close(3.0 * monthly.constant, 0.005);
        close(3.0 * monthly.std * monthly.std, 0.005 * 0.005);
        let flow = quarterly.of_monthly_flow();
        close(flow.constant + libm::log(3.0), 0.005);
        let swinging = Process {
            ar: -1.5,
            ..quarterly
        };
        assert!(swinging.of_monthly_rate().std.is_finite());
    }

    #[test]
    fn a_slope_of_one_is_the_limit_of_those_below() {
        let of = |ar: f64| {
            let quarterly = Process {
                ar,
                constant: 0.01,
                std: 0.01,
            };
            quarterly.of_monthly_rate()
        };
        let (near, at, above) = (of(1.0 - 1e-6), of(1.0), of(1.2));
        assert!((near.constant - at.constant).abs() < 1e-7);
        assert!((near.std - at.std).abs() < 1e-7);
        assert_eq!(at, above);
    }
}
