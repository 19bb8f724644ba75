"""What happens to the whole economy if ...? A macroeconomic agent-based model of the United Kingdom.

>>> import uk_econ_abm
>>> sim = uk_econ_abm.Simulation({"scale": 1 / 2000, "n_steps": 4})
>>> sim.run()
>>> sim.date
'2020Q4'

Units: a *million* is a million of national currency at current prices, *goods* are millions at prices of
the base quarter; flows and rates are per period, a quarter unless ``frequency`` is ``"month"``. Money
totals do not depend on the scale. `series()`, `parameters()` and `levers()` tell what everything is.
"""

from ._native import (
    __VERSION__ as __version__,
)
from ._native import (
    Result,
    ScenarioError,
    Simulation,
    SimulationError,
    Snapshot,
    levers,
    open,
    parameters,
    run_scenario,
    series,
)
from .simulator import Simulator

__all__ = [
    "Result",
    "ScenarioError",
    "Simulation",
    "SimulationError",
    "Simulator",
    "Snapshot",
    "__version__",
    "levers",
    "open",
    "parameters",
    "run_scenario",
    "series",
]
