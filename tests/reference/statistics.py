"""Prints the golden figures of the statistics crate as JSON, from implementations that are not ours.

    pip install statsmodels scipy SALib numpy pandas
    python tests/reference/statistics.py > tests/golden/statistics.json

Series are those of statsmodels' macrodata (United States, 1959Q1 to 2009Q3). Where the crate draws at random,
the generator (xoshiro256++, seeded by splitmix64) is written out here once more.
"""

import json
import math
import sys
from importlib.metadata import version

# This file's folder would hide the standard library's module of the same name.
sys.path.pop(0)

import numpy as np
import pandas as pd
import statsmodels.api as sm
from SALib.analyze import morris as salib_morris
from SALib.analyze import sobol as salib_sobol
from SALib.sample import sobol as salib_sample
from SALib.test_functions import Ishigami
from scipy import stats
from statsmodels.tools.eval_measures import meanabs, rmse
from statsmodels.tsa.ar_model import AutoReg
from statsmodels.tsa.api import VAR
from statsmodels.tsa.filters.hp_filter import hpfilter
from statsmodels.tsa.stattools import acf, ccf

WORD = (1 << 64) - 1


class Draws:
    """xoshiro256++ of Blackman and Vigna, its state filled by splitmix64."""

    def __init__(self, seed):
        self.state = []
        for _ in range(4):
            seed = (seed + 0x9E3779B97F4A7C15) & WORD
            z = seed
            z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & WORD
            z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & WORD
            self.state.append(z ^ (z >> 31))

    def word(self):
        def left(x, k):
            return ((x << k) | (x >> (64 - k))) & WORD

        s = self.state
        out = (left((s[0] + s[3]) & WORD, 23) + s[0]) & WORD
        t = (s[1] << 17) & WORD
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = left(s[3], 45)
        return out

    def uniform(self):
        return (self.word() >> 11) / 2.0**53

    def below(self, count):
        return (self.word() * count) >> 64

    def permutation(self, count):
        order = list(range(count))
        for last in range(count - 1, 0, -1):
            other = self.below(last + 1)
            order[last], order[other] = order[other], order[last]
        return order


def plain(value):
    """Numbers and lists that JSON knows."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, np.ndarray, pd.Series)):
        return [plain(item) for item in value]
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    return float(value) if not isinstance(value, str) else value


def macro():
    data = sm.datasets.macrodata.load_pandas().data
    return {name: data[name].to_numpy()[-100:] for name in ("realgdp", "realcons", "realinv", "unemp")}


def quantiles(x):
    levels = [0.0, 0.05, 0.1, 0.25, 0.5, 0.9, 0.975, 1.0]
    return {
        "levels": levels,
        "values": np.quantile(x, levels),
        "mean": np.mean(x),
        "variance": np.var(x, ddof=1),
        "standard_deviation": np.std(x, ddof=1),
    }


def distribution():
    normal = [0.0, 0.3, -1.2, 2.5, 6.0, 9.5]
    chi = [0.1, 1.0, 5.0, 30.0, 200.0]
    student = [(0.4, 1), (2.0, 3), (-2.5, 10), (1.9, 59), (6.0, 198), (0.01, 7), (40.0, 4), (1.0, 2.5)]
    return {
        "normal": [[z, 2 * stats.norm.sf(abs(z))] for z in normal],
        "chi_squared_2": [[x, stats.chi2.sf(x, 2)] for x in chi],
        "student": [[t, v, 2 * stats.t.sf(abs(t), v)] for t, v in student],
    }


def bootstrap(x, y):
    x, y = x[:12], y[:12]

    def resampled(statistic, seed, count):
        draws = Draws(seed)
        out = []
        for _ in range(count):
            drawn = [draws.below(len(x)) for _ in x]
            out.append(statistic(x[drawn], y[drawn]))
        return out

    def ratio(a, b):
        return np.mean(b) / np.mean(a)

    many = stats.bootstrap(
        (x,), np.mean, method="percentile", n_resamples=20000, confidence_level=0.9, rng=np.random.default_rng(1)
    ).confidence_interval
    return {
        "left": x,
        "right": y,
        "seed": 17,
        "resamples": 300,
        "coverage": 0.8,
        "mean": np.quantile(resampled(lambda a, b: np.mean(a), 17, 300), [0.1, 0.9]),
        "ratio": np.quantile(resampled(ratio, 17, 300), [0.1, 0.9]),
        "scipy_mean_90": [many.low, many.high],
    }


def autoregressions(levels):
    """A presample of four differences for every number of lags, and forecasts twelve quarters ahead."""
    differences = np.diff(levels)
    out = []
    for lags in (1, 2, 3):
        fit = AutoReg(differences, lags, trend="c", hold_back=4).fit()
        ahead = fit.predict(len(differences), len(differences) + 11, dynamic=False)
        out.append(
            {
                "lags": lags,
                "coefficients": fit.params,
                "residual_variance": np.sum(fit.resid**2) / (len(differences) - 4 - lags - 1),
                "levels": levels[-1] + np.cumsum(ahead),
            }
        )
    return out


def vector_autoregressions(levels):
    differences = np.diff(levels, axis=0)
    out = []
    for lags in (1, 2, 3):
        fit = VAR(differences[4 - lags :]).fit(lags, trend="c")
        ahead = fit.forecast(differences[-lags:], 12)
        out.append(
            {
                "lags": lags,
                "intercepts": fit.params[0],
                "coefficients": fit.coefs,
                "residual_variances": np.diag(fit.sigma_u),
                "levels": (levels[-1] + np.cumsum(ahead, axis=0)).T,
            }
        )
    return out


def vector_autoregression_exogenous(levels):
    """The third series, dated as the others, explains the first two; its last four values are the future."""
    differences = np.diff(levels, axis=0)
    inside, outside = differences[:-4, :2], differences[:, 2:]
    fit = VAR(inside[2:], exog=outside[2:-4]).fit(2, trend="c")
    ahead = fit.forecast(inside[-2:], 4, exog_future=outside[-4:])
    return {"coefficients": fit.params, "forecast": ahead.T}


def evaluation(levels):
    """Forecasts of AR(1) against the last change, from growing samples."""
    differences = np.diff(levels)
    first, second, actual, forecast = [], [], [], []
    for end in range(40, len(differences) - 3):
        known = differences[:end]
        model = AutoReg(known, 1, trend="c").fit().predict(end, end + 3)
        target = np.sum(differences[end : end + 4])
        actual.append(target)
        forecast.append(np.sum(model))
        first.append(forecast[-1] - target)
        second.append(4 * known[-1] - target)
    first, second, actual, forecast = map(np.array, (first, second, actual, forecast))

    losses = first**2 - second**2
    count = len(losses)
    tests = []
    for horizon in (1, 2, 4):
        lags = {"maxlags": horizon - 1, "kernel": "uniform", "use_correction": False}
        fit = sm.OLS(losses, np.ones(count)).fit(cov_type="HAC", cov_kwds=lags)
        statistic = fit.params[0] / fit.bse[0]
        statistic *= math.sqrt((count + 1 - 2 * horizon + horizon * (horizon - 1) / count) / count)
        tests.append(
            {
                "horizon": horizon,
                "statistic": statistic,
                "p_value": 2 * stats.norm.sf(abs(statistic)),
                "p_value_student": 2 * stats.t.sf(abs(statistic), count - 1),
            }
        )

    fit = sm.OLS(actual, sm.add_constant(forecast)).fit()
    wald = fit.wald_test((np.eye(2), np.array([0.0, 1.0])), use_f=False, scalar=True)
    return {
        "first": first,
        "second": second,
        "actual": actual,
        "forecast": forecast,
        "bias": np.mean(first),
        "root_mean_squared_error": rmse(forecast, actual),
        "mean_absolute_error": meanabs(forecast, actual),
        "diebold_mariano": tests,
        "diebold_mariano_as_t_test": stats.ttest_1samp(losses, 0.0).statistic,
        "mincer_zarnowitz": {
            "parameters": fit.params,
            "errors": fit.bse,
            "wald": wald.statistic,
            "p_value": wald.pvalue,
        },
    }


def filters(x):
    cycle, trend = hpfilter(x, lamb=1600)
    regressors = np.column_stack([x[3 - lag : len(x) - 8 - lag] for lag in range(4)])
    hamilton = sm.OLS(x[11:], sm.add_constant(regressors)).fit()
    return {"hodrick_prescott_trend": trend, "hodrick_prescott_cycle": cycle, "hamilton_cycle": hamilton.resid}


def correlation(x, y):
    """Both series as growth rates; the cross-correlations from eight quarters earlier to as many later."""
    later = ccf(x, y, adjusted=False)[:9]
    earlier = ccf(y, x, adjusted=False)[1:9]
    return {
        "autocorrelations": acf(x, nlags=8, adjusted=False),
        "cross_correlations": list(earlier[::-1]) + list(later),
        "relative_standard_deviation": np.std(x, ddof=1) / np.std(y, ddof=1),
    }


def tails():
    draws = Draws(5)
    sizes = [round((1 - draws.uniform()) ** (-1 / 1.1), 6) for _ in range(400)]
    rates = []
    for _ in range(301):
        u = draws.uniform() - 0.5
        rates.append(round(0.01 - 0.04 * math.copysign(math.log1p(-2 * abs(u)), u), 8))
    tail = sorted(sizes)[-40:]
    threshold = sorted(sizes)[-41]
    exponent = stats.pareto.fit(tail, floc=0, fscale=threshold)[0]
    location, scale = stats.laplace.fit(rates)
    centre, deviation = stats.norm.fit(rates)
    return {
        "sizes": sizes,
        "hill": {"count": 40, "exponent": exponent, "threshold": threshold, "error": exponent / math.sqrt(40)},
        "rates": rates,
        "laplace": [location, scale, np.sum(stats.laplace.logpdf(rates, location, scale))],
        "normal": [centre, deviation, np.sum(stats.norm.logpdf(rates, centre, deviation))],
    }


def line(x, y):
    fit = sm.OLS(y, sm.add_constant(x)).fit()
    return {
        "parameters": fit.params,
        "errors": fit.bse,
        "slope_p_value": fit.pvalues[1],
        "r_squared": fit.rsquared,
        "residual_deviation": math.sqrt(fit.mse_resid),
    }


def problem(factors):
    return {"num_vars": factors, "names": [f"x{i}" for i in range(factors)], "bounds": [[0.0, 1.0]] * factors}


def latin_hypercube(points, factors, seed):
    draws = Draws(seed)
    columns = []
    for _ in range(factors):
        order = draws.permutation(points)
        columns.append([(cell + draws.uniform()) / points for cell in order])
    return np.array(columns).T


def morris(trajectories, factors, levels, seed):
    draws = Draws(seed)
    points = []
    for _ in range(trajectories):
        starts = [draws.below(levels) for _ in range(factors)]
        point = [start / (levels - 1) for start in starts]
        points.append(list(point))
        for factor in draws.permutation(factors):
            half = levels // 2
            start = starts[factor]
            point[factor] = (start + half if start < half else start - half) / (levels - 1)
            points.append(list(point))
    return np.array(points)


def designs():
    sequence = stats.qmc.Sobol(100, scramble=False).random(128)
    saltelli = salib_sample.sample(problem(4), 8, calc_second_order=False, scramble=False, skip_values=8)
    return {
        "sobol_last": sequence[127],
        "sobol_point_77": sequence[77],
        "saltelli": saltelli,
        "latin_hypercube": latin_hypercube(7, 3, 11),
        "morris": morris(4, 3, 6, 12),
    }


def sensitivity():
    cube = salib_sample.sample(problem(3), 256, calc_second_order=False, scramble=False, skip_values=256)
    outcomes = Ishigami.evaluate(math.pi * (2 * cube - 1))
    indices = salib_sobol.analyze(problem(3), outcomes, calc_second_order=False, num_resamples=2, seed=1)
    trajectories = morris(30, 3, 4, 13)
    moved = Ishigami.evaluate(math.pi * (2 * trajectories - 1))
    effects = salib_morris.analyze(problem(3), trajectories, moved, num_levels=4, num_resamples=2, seed=1)
    return {
        "first": indices["S1"],
        "total": indices["ST"],
        "morris_mu": np.array(effects["mu"]),
        "morris_mu_star": np.array(effects["mu_star"]),
        "morris_sigma": np.array(effects["sigma"]),
    }


def main():
    series = macro()
    logs = np.log(np.column_stack([series["realgdp"], series["realcons"], series["realinv"]]))
    growth = np.diff(logs, axis=0)
    modules = ("numpy", "scipy", "statsmodels", "SALib")
    figures = {
        "origin": {
            "script": "tests/reference/statistics.py",
            "series": "statsmodels macrodata, the last 100 quarters to 2009Q3",
            "versions": {module: version(module) for module in modules},
        },
        "series": series,
        "log_levels": logs.T,
        "quantile": quantiles(series["unemp"]),
        "distribution": distribution(),
        "bootstrap": bootstrap(series["realgdp"], series["realcons"]),
        "autoregression": autoregressions(logs[:, 0]),
        "vector_autoregression": vector_autoregressions(logs),
        "vector_autoregression_exogenous": vector_autoregression_exogenous(logs),
        "evaluation": evaluation(logs[:, 0]),
        "filters": filters(logs[:, 0]),
        "correlation": correlation(growth[:, 2], growth[:, 0]),
        "tails": tails(),
        "okun": line(growth[:, 0], np.diff(series["unemp"])),
        "designs": designs(),
        "sensitivity": sensitivity(),
    }
    parts = (f"{json.dumps(name)}: {json.dumps(plain(part))}" for name, part in figures.items())
    print("{\n" + ",\n".join(parts) + "\n}")


if __name__ == "__main__":
    main()
