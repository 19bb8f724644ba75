"""How fast it is: Python beside the program, tables of many firms, and the model in NumPy.

python python/benches/speed.py --runner target/release/runner [--large]
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import uk_econ_abm

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from reference_model import ReferenceModel

SCENARIO = """local m = require "macro"
return m.scenario {{ economy = {{ scale = {scale} }}, horizon = "{periods}q", runs = 1, seed = 42,
  record = {{ series = {{ "real_gdp" }}, industries = {{}} }} }}
"""


def best(times: int, act: Callable[[], object]) -> float:
    """Median of so many calls [s]."""
    seconds = []
    for _ in range(times):
        begin = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - begin)
    return statistics.median(seconds)


def beside_the_program(runner: Path, periods: int = 12, scale: float = 1 / 100) -> None:
    """A run from Python and from the command line: both with the opening, the difference of two
    horizons so that neither the start of the program nor its report counts."""

    def python(n: int) -> None:
        uk_econ_abm.Simulation({"scale": scale, "random_seed": 42}).run(n)

    def program(n: int) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "x.lua"
            path.write_text(SCENARIO.format(scale=scale, periods=n))
            command = [str(runner), str(path), "--quiet", "-o", folder]
            subprocess.run(command, check=True, capture_output=True)

    def a_run(act: Callable[[int], None]) -> Callable[[], float]:
        # In turns, so that what else the machine does meets both.
        return lambda: best(1, lambda: act(periods + 1)) - best(1, lambda: act(1))

    pairs = [(a_run(python)(), a_run(program)()) for _ in range(5)]
    ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(
        f"run({periods}) at 1/{1 / scale:.0f}: Python {ours:.3f} s, program {theirs:.3f} s", end=""
    )
    print(f", {ours / theirs - 1:+.1%}")


def tables_of_many_firms(config: dict[str, object]) -> None:
    """What get_firm_data takes."""
    sim = uk_econ_abm.Simulation(config)
    sim.get_firm_data()  # loads pyarrow
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = best(100, sim.get_firm_data)
    table = sim.get_firm_data()
    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(f"get_firm_data of {sim.n_firms:,} firms: {seconds * 1e3:.3f} ms, ", end="")
    print(f"{table.nbytes >> 20} MiB shared, {more} KiB more in use")


def beside_numpy(scale: float = 1 / 2000, periods: int = 4) -> None:
    """The engine and the reference model, without draws."""
    config = {"scale": scale, "growth": False, "deterministic": True, "policy_rule": "foreign"}
    sim = uk_econ_abm.Simulation({**config, "threads": 1})
    reference = ReferenceModel(*sim.published())
    ours = best(periods, sim.step)
    theirs = best(periods, reference.step)
    print(
        f"a quarter at 1/{1 / scale:.0f}, deterministic, one thread: engine {ours * 1e3:.1f} ms",
        end="",
    )
    print(f", NumPy {theirs * 1e3:.0f} ms, {theirs / ours:.0f} times as long")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runner", type=Path, required=True)
    parser.add_argument("--large", action="store_true", help="five million firms, about 6 GB")
    arguments = parser.parse_args()
    beside_numpy()
    beside_the_program(arguments.runner)
    if arguments.large:
        tables_of_many_firms({"scale": 0.85, "businesses": "all", "frequency": "month"})
    else:
        tables_of_many_firms({"scale": 1 / 100})
