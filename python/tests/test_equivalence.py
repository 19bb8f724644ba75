"""The engine against the reference model: the United Kingdom, ten quarters, every series.

Both run the deterministic variant from the same two dictionaries of parameters and initial
conditions, as the engine publishes them. `pytest -s` prints how far they are apart.
"""

from collections.abc import Iterator

import numpy as np
import pyarrow
import pytest
from reference_model import ReferenceModel

uk_econ_abm = pytest.importorskip("uk_econ_abm")

QUARTERS = 10
SAME = 1e-9  # relative

# The engine's names for series that the published files call after the euro area.
OTHER_NAMES = {
    "policy_rate": "euribor",
    "foreign_inflation": "gdp_deflator_growth_ea",
    "foreign_real_gdp": "real_gdp_ea",
}
# Columns that say what a row is of.
KEYS = {"period", "date", "industry", "name"}
# Only verbs of a scenario move it; the model has nothing of the kind, so it is zero.
NOT_OF_THE_MODEL = "capital_transfers"

# A balance is what is left of much larger flows or stocks, with their rounding, and may be close
# to zero: it is measured against GDP of the quarter. All else is measured by itself.
BALANCES = {
    "bank_reserves",
    "central_bank_equity",
    "firm_deposits",
    "foreign_position",
    "government_deficit",
    "inventories",
}

Deviations = dict[str, float]


@pytest.fixture(scope="module", params=["published model", "United Kingdom"])
def deviations(request: pytest.FixtureRequest) -> tuple[Deviations, Deviations]:
    """Largest deviation over all quarters of each national and of each industry series.

    In the published model, and with the policy rule and the growth extension of the United Kingdom.
    """
    united_kingdom = request.param == "United Kingdom"
    simulation = uk_econ_abm.Simulation(
        {
            "scale": 1 / 2000,
            "deterministic": True,
            "growth": united_kingdom,
            "policy_rule": "domestic" if united_kingdom else "foreign",
        }
    )
    parameters, initial = simulation.published()
    assert (parameters["productivity_trend"] > 0) == united_kingdom
    model = ReferenceModel(parameters, initial, domestic_policy_rule=united_kingdom)
    for _ in range(QUARTERS):
        simulation.step()
        model.step()

    ours = model.series()
    gdp = np.array(ours["nominal_gdp"])
    national = {}
    for name, theirs in national_series(simulation):
        assert len(theirs) == QUARTERS + 1
        if name == NOT_OF_THE_MODEL:
            assert not theirs.any()
            continue
        unit = gdp if name in BALANCES else 0.0
        national[name] = largest_deviation(np.array(ours[name]), theirs, unit)
    assert set(national) == set(ours)

    # What an industry holds, owes or earns is a balance of flows of the size of its output.
    ours = model.industry_series()
    industries = {
        name: largest_deviation(ours[name], theirs, ours["output"])
        for name, theirs in industry_series(simulation)
    }
    assert set(industries) == set(ours)
    return national, industries


def national_series(simulation: "uk_econ_abm.Simulation") -> Iterator[tuple[str, np.ndarray]]:
    """Each series of the engine under the name of the published files; entry 0 is t = 0."""
    table = pyarrow.table(simulation.get_series())
    for name in table.column_names:
        if name not in KEYS:
            yield OTHER_NAMES.get(name, name), numbers(table[name])


def industry_series(simulation: "uk_econ_abm.Simulation") -> Iterator[tuple[str, np.ndarray]]:
    """Each series of industries; one row per quarter, one column per industry."""
    table = pyarrow.table(simulation.get_industry_series())
    for name in table.column_names:
        if name not in KEYS:
            yield name, numbers(table[name]).reshape(QUARTERS + 1, -1)


def numbers(column: pyarrow.ChunkedArray) -> np.ndarray:
    """A column as numbers; what is missing is NaN."""
    return np.array([np.nan if value is None else value for value in column.to_pylist()])


def largest_deviation(ours: np.ndarray, theirs: np.ndarray, unit: np.ndarray | float) -> float:
    """Largest difference, relative to the value or to `unit`, whichever is larger."""
    assert (np.isnan(ours) == np.isnan(theirs)).all()
    size = np.maximum(np.abs(theirs), unit)
    return float(np.nanmax(np.abs(ours - theirs) / np.where(size == 0, 1.0, size)))


@pytest.mark.parametrize("kind", ["national", "industry"])
def test_every_series_is_the_same(deviations: tuple[Deviations, Deviations], kind: str) -> None:
    """No series is further apart than rounding."""
    apart = deviations[kind == "industry"]
    print(f"\n{kind} series{'':30}largest deviation over {QUARTERS} quarters")
    for name, deviation in sorted(apart.items(), key=lambda item: -item[1]):
        print(f"  {name:45} {deviation:.1e}")
    different = {name: deviation for name, deviation in apart.items() if not deviation < SAME}
    assert not different
