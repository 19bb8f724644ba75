"""The compiled part: docstrings say what everything is; see `uk_econ_abm`."""

from collections.abc import Callable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any, Literal, TypedDict, final, type_check_only

import pyarrow as pa

__all__ = [
    "__VERSION__",
    "Result",
    "ScenarioError",
    "Simulation",
    "SimulationError",
    "Snapshot",
    "levers",
    "open",
    "parameters",
    "run_scenario",
    "series",
]
__VERSION__: str

class ScenarioError(ValueError):
    """A scenario, a config or its data that cannot be used; says what to do, line by line."""

class SimulationError(RuntimeError):
    """A simulation that cannot go on; says in which period and why."""

@type_check_only
class ParameterFacts(TypedDict):
    name: str
    unit: str
    symbol: str
    low: float
    high: float
    meaning: str

@type_check_only
class LeverFacts(TypedDict):
    name: str
    unit: str
    sizes: list[Literal["pp", "pct", "level", "add"]]
    meaning: str

@type_check_only
class SeriesFacts(TypedDict):
    name: str
    unit: str
    symbol: str
    meaning: str

def parameters() -> list[ParameterFacts]:
    """Parameters of the model: name, unit, symbol, range and meaning."""

def levers() -> list[LeverFacts]:
    """Levers that `Simulation.pull` pulls: name, unit, sizes that have a meaning, and meaning."""

def series() -> list[SeriesFacts]:
    """National series: name, unit, symbol and meaning."""

@final
class Snapshot:
    """A state of a simulation; costs nothing until the simulation goes on."""

    @property
    def period(self) -> int:
        """Periods simulated."""

@final
class Simulation:
    """One run of the model, period by period.

    config: a dict or a JSON object; every key may be left out.

    - ``n_firms``, ``n_households``: how many there are about; the nearest scale at which both can be had
      is chosen, and a warning says so where it is off by more than one per cent. More firms than are
      registered are all businesses, registered or not.
    - ``scale``: model agents per real one instead, above 0 and at most 1; 1/1000 by default.
    - ``n_steps``: periods that `run` goes up to; 12 by default.
    - ``random_seed``: seed of all draws.
    - ``frequency``: ``"quarter"`` or ``"month"``.
    - ``parameters``: values of parameters by name, see `parameters()`.
    - ``calibration``, ``businesses``, ``matching``, ``policy_rule``, ``growth``, ``steady_state``: as
      ``economy`` in a scenario.
    - ``threads``: threads to use; numbers do not depend on it.
    - ``deterministic``: every draw is replaced by a rule, for tests.

    Raises ScenarioError, a ValueError, that names every key that is wrong and what to do, and MemoryError
    where the machine cannot hold it.
    """

    def __new__(cls, config: str | Mapping[str, Any] | None = None) -> Simulation: ...
    @classmethod
    def from_scenario(
        cls,
        path: str | PathLike[str],
        *,
        branch: str | None = None,
        run: int | None = None,
        seed: int | None = None,
        scale: float | None = None,
        parameters: Mapping[str, float] | None = None,
        threads: int | None = None,
    ) -> Simulation:
        """One run of a branch of a scenario file, the first branch if none is named.

        Its numbers are those of the run in a batch with checkpoints: functions of the scenario find
        nothing of earlier periods but what they put into ``e.memory``.
        """
    def run(self, n: int | None = None) -> None:
        """Simulates ``n`` periods; up to ``n_steps`` if nothing. Ctrl-C stops between two periods.

        Meanwhile another thread that looks at the simulation, or runs it, gets a RuntimeError."""
    def step(self) -> None:
        """Simulates one period."""
    def get_macro_state(self) -> dict[str, Any]:
        """The national accounts of the last period: ``period``, ``date``, every series by name, and
        ``gdp`` (``real_gdp``) and ``unemployment`` (``unemployment_rate``) under their short names.
        ``inflation`` is the growth of the GDP deflator per period. `series()` has units."""
    def get_series(self) -> pa.RecordBatch:
        """National series, one row per period, the base period first."""
    def get_values(self, names: Sequence[str]) -> list[list[float]]:
        """Values of national series from the base period on, one list for each name."""
    def get_industry_data(self) -> pa.RecordBatch:
        """Series by industry in the last period, one row per industry."""
    def get_industry_series(self) -> pa.RecordBatch:
        """Series by industry, one row per period and industry."""
    def get_firm_data(self, columns: Sequence[str] | None = None) -> pa.RecordBatch:
        """One row per firm, in the memory of the engine; all columns if none are named. It does not change
        while it, or what was made of it without a copy, is alive: a step copies the state first.

        ``industry`` is a place in `industry_names`."""
    def get_household_data(self, columns: Sequence[str] | None = None) -> pa.RecordBatch:
        """One row per household, in the memory of the engine, in the order of `household_kinds`."""
    def get_worker_data(self) -> pa.RecordBatch:
        """One row per worker, the first rows of the households: ``employer``, a row of the firms or null
        (a copy), and ``wage``, the last wage."""
    @property
    def household_kinds(self) -> dict[Literal["worker", "inactive", "investor", "banker"], slice]:
        """Rows of the households of each kind."""
    def get(self, parameter: str) -> float:
        """A parameter as it is in this run."""
    def set(self, parameter: str, value: float) -> None:
        """Sets a parameter for the rest of the run."""
    def pull(
        self,
        lever: str,
        *,
        industries: Sequence[str] | None = None,
        products: Sequence[str] | None = None,
        **size: float,
    ) -> None:
        """Pulls a lever in the next period, at the end of which it springs back.

        size: one of ``pp`` (percentage points; of the yearly rate where the value is a rate per period),
        ``pct`` (per cent), ``level`` and ``add`` (in the unit of the lever). Pulls of one lever add up.
        industries, products: codes of those that are picked, such as ``["C20"]``; all if nothing."""
    def snapshot(self) -> Snapshot:
        """The state as it is now."""
    def restore(self, snapshot: Snapshot) -> None:
        """Goes back to a snapshot of this simulation; also after a failed period."""
    def published(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Parameters and initial conditions in the format of the published model."""
    @property
    def printed(self) -> list[tuple[int, str]]:
        """What functions of the scenario printed: period and line."""
    @property
    def period(self) -> int:
        """Periods simulated."""
    @property
    def date(self) -> str:
        """The last simulated period, such as ``2020Q1`` or ``2020-01``."""
    @property
    def n_steps(self) -> int:
        """Periods that `run` goes up to."""
    @property
    def scale(self) -> float:
        """Model agents per real one."""
    @property
    def n_firms(self) -> int:
        """Firms."""
    @property
    def n_households(self) -> int:
        """Households, one for each person."""
    @property
    def random_seed(self) -> int:
        """Seed of all draws."""
    @property
    def branch(self) -> str:
        """The branch."""
    @property
    def industry_names(self) -> list[tuple[str, str]]:
        """Code and name of each industry, in order."""
    def _address(self, table: str, column: str) -> int: ...

@final
class Result:
    """The result of a batch, as the program writes it."""

    @property
    def folder(self) -> Path:
        """The folder."""
    @property
    def manifest(self) -> dict[str, Any]:
        """What made it: program, hashes, settings, runs that failed, warnings."""
    @property
    def checks(self) -> list[dict[str, Any]]:
        """How the checks of the scenario went; empty without any."""
    @property
    def report(self) -> Path:
        """The report, one page of HTML."""
    def series(self) -> pa.Table:
        """National series: one row per branch, run and period."""
    def industries(self) -> pa.Table:
        """Series by industry: one row per branch, run, period and industry."""
    def quantiles(self) -> pa.Table:
        """Quantiles of series over runs."""
    def effects(self) -> pa.Table:
        """Effects of branches: paired differences from the first branch, with bands."""
    def forecasts(self) -> pa.Table:
        """Forecasts beside what came."""
    def multipliers(self) -> pa.Table:
        """Fiscal multipliers of branches."""
    def firms(
        self, branch: str | None = None, run: int | None = None, point: int | None = None
    ) -> pa.Table:
        """The panel of firms of one run, where the scenario records one."""
    def table(self, name: str) -> pa.Table:
        """Any table by the name of its file, such as ``"network"``."""
    def path(self, name: str) -> Path:
        """The file of a table by its name, such as ``"series"``, for polars.scan_parquet and the like."""

def open(folder: str | PathLike[str]) -> Result:
    """Opens the result of a batch."""

def run_scenario(
    path: str | PathLike[str],
    *,
    runs: int | None = None,
    seed: int | None = None,
    scale: float | None = None,
    parameters: Mapping[str, float] | None = None,
    branches: Sequence[str] | None = None,
    output: str | PathLike[str] | None = None,
    threads: int | None = None,
    progress: Callable[[dict[str, Any]], object] | None = None,
    afresh: bool = False,
) -> Result:
    """Runs every run of every branch of a scenario, as the program ``runner`` does.

    afresh: throw away what an earlier call left that was stopped.
    output: folder in which the folder of the result is made, "out" by default.
    progress: called with events such as ``{"event": "progress", "done": 3, "of": 20}``.

    Ctrl-C stops; runs that are done are kept, and the same call goes on with them. A result that is
    whole is made anew; `open` reads it. Runs and checks that failed do not raise: ``manifest`` and
    ``checks`` of the result tell of them.
    """
