"""One run, period by period: the five lines of the README, and what they promise."""

from __future__ import annotations

import _thread
import contextlib
import copy
import json
import multiprocessing
import os
import pickle
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest
from conftest import SMALL

import uk_econ_abm

Asked = TypeVar("Asked")

AT_WORK = "at work in another thread"
NATIONAL = ["real_gdp", "gdp_deflator", "unemployment_rate", "policy_rate", "government_debt"]


def values(sim: uk_econ_abm.Simulation) -> list[list[float]]:
    return sim.get_values(NATIONAL)


def test_the_five_lines() -> None:
    with pytest.warns(UserWarning, match=r"the nearest, 1 in \d \d+, has \d+ firms") as warned:
        sim = uk_econ_abm.Simulation(
            json.dumps({"n_firms": 1000, "n_households": 5000, "n_steps": 12, "random_seed": 42})
        )
    assert warned[0].filename == __file__
    assert repr(sim).endswith("households (1 in 5 443), 2019Q4 after 0 periods>")
    sim.run(12)
    sim.step()
    assert sim.period == 13
    macro = sim.get_macro_state()
    assert macro["period"] == 13
    assert macro["date"] == sim.date == "2023Q1"
    assert macro["gdp"] == macro["real_gdp"] > 0
    assert macro["unemployment"] == macro["unemployment_rate"]
    assert -0.1 < macro["inflation"] < 0.1
    assert set(macro) >= {column["name"] for column in uk_econ_abm.series()}


def test_numbers_of_agents_that_belong_together_are_not_warned_of(
    sim: uk_econ_abm.Simulation,
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        again = uk_econ_abm.Simulation({"n_households": sim.n_households})
    assert abs(again.n_households / sim.n_households - 1) < 0.01


def test_a_dict_and_its_json_are_the_same() -> None:
    one, other = uk_econ_abm.Simulation(SMALL), uk_econ_abm.Simulation(json.dumps(SMALL))
    one.run(2)
    other.run(2)
    assert values(one) == values(other)


def test_numbers_do_not_depend_on_threads_and_do_on_the_seed() -> None:
    one, two = ({**SMALL, "threads": threads} for threads in (1, 3))
    seeded = {**SMALL, "random_seed": 8}
    found = []
    for config in (one, two, seeded):
        sim = uk_econ_abm.Simulation(config)
        sim.run(3)
        found.append(values(sim))
    assert found[0] == found[1] != found[2]


def test_run_goes_up_to_the_steps_asked_for() -> None:
    sim = uk_econ_abm.Simulation({**SMALL, "n_steps": 3})
    sim.step()
    sim.run()
    assert sim.period == sim.n_steps == 3
    sim.run(0)
    assert sim.period == 3


def test_a_snapshot_is_come_back_to(sim: uk_econ_abm.Simulation) -> None:
    sim.run(2)
    snapshot = sim.snapshot()
    assert snapshot.period == 2
    sim.run(2)
    first = values(sim)
    sim.restore(snapshot)
    assert sim.period == 2
    sim.run(2)
    assert values(sim) == first


def test_a_counterfactual_differs_only_by_what_is_done(sim: uk_econ_abm.Simulation) -> None:
    sim.step()
    before = sim.snapshot()
    sim.run(3)
    baseline = values(sim)
    sim.restore(before)
    sim.pull("policy_rate", pp=1.0)
    sim.step()
    raised = sim.get_values(["policy_rate"])[0]
    yearly = [((1 + rate) ** 4 - 1) * 100 for rate in (baseline[3][2], raised[2])]
    assert yearly[1] - yearly[0] == pytest.approx(1.0, abs=1e-9)
    sim.run(2)
    assert values(sim) != baseline


def test_a_pull_springs_back(sim: uk_econ_abm.Simulation) -> None:
    sim.pull("tax_income", pp=5)
    sim.step()
    assert sim.get("tax_income") == uk_econ_abm.Simulation(SMALL).get("tax_income")


def test_a_lever_picks_industries(sim: uk_econ_abm.Simulation) -> None:
    names = [lever["name"] for lever in uk_econ_abm.levers()]
    assert "labour_productivity" in names
    sim.pull("labour_productivity", pct=-10, industries=["C"])
    sim.step()
    plain = uk_econ_abm.Simulation(SMALL)
    plain.step()
    assert sim.get_values(["real_gdp"]) != plain.get_values(["real_gdp"])


def test_a_parameter_is_set_for_the_rest_of_the_run(sim: uk_econ_abm.Simulation) -> None:
    sim.run(2)
    held = sim.snapshot()
    sim.set("tax_income", 0.5)
    assert sim.get("tax_income") == 0.5
    sim.run(2)
    taxed = values(sim)
    sim.restore(held)
    assert sim.get("tax_income") != 0.5
    sim.run(2)
    assert values(sim) != taxed


def test_a_simulation_is_pickled_with_all_that_is_to_come(scenario: Path) -> None:
    sim = uk_econ_abm.Simulation.from_scenario(scenario, branch="tighter", run=1)
    sim.step()
    sim.set("tax_income", 0.3)
    sim.pull("tax_corporate", pp=2)
    again = pickle.loads(pickle.dumps(sim))
    assert (again.period, again.branch, again.n_steps) == (1, "tighter", 6)
    assert again.get("tax_income") == 0.3
    sim.run(3)
    again.run(3)
    assert values(sim) == values(again)
    assert values(copy.deepcopy(sim)) == values(sim)


def test_a_scenario_gives_the_numbers_of_its_batch(scenario: Path, tmp_path: Path) -> None:
    result = uk_econ_abm.run_scenario(scenario, output=tmp_path / "out")
    table = result.series().to_pydict()
    sim = uk_econ_abm.Simulation.from_scenario(scenario, branch="tighter", run=2)
    sim.run()
    rows = [
        row
        for row in range(len(table["run"]))
        if table["run"][row] == 2 and table["branch"][row] == "tighter"
    ]
    assert sim.get_values(["real_gdp"])[0] == [table["real_gdp"][row] for row in rows]
    with pytest.raises(ValueError, match="the scenario ends after 6 periods"):
        sim.step()


def test_several_simulations_run_in_threads() -> None:
    alone = uk_econ_abm.Simulation(SMALL)
    alone.run(3)

    def run(_: int) -> list[list[float]]:
        sim = uk_econ_abm.Simulation({**SMALL, "threads": 1})
        sim.run(3)
        return values(sim)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(run, range(4))) == [values(alone)] * 4


def while_it_runs(sim: uk_econ_abm.Simulation, ask: Callable[[], Asked]) -> Asked:
    """What `ask` finds in another thread while `sim` is at work in this one, which it then stops."""
    over = threading.Event()

    def other() -> Asked:
        while AT_WORK not in repr(sim):
            assert not over.is_set(), "no other thread got to see that it is at work"
            time.sleep(0.001)
        try:
            return ask()
        finally:
            _thread.interrupt_main()

    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(other)
        with pytest.raises(KeyboardInterrupt):
            sim.run(20_000)
            over.set()
            asked.result()
        return asked.result()


def test_other_threads_go_on_while_the_engine_runs(sim: uk_econ_abm.Simulation) -> None:
    def ticks() -> int:
        return sum(1 for _ in range(20) if threading.Event().wait(0.001) is False)

    assert while_it_runs(sim, ticks) == 20
    assert sim.period < 20_000


def test_two_threads_are_not_let_into_one_simulation(sim: uk_econ_abm.Simulation) -> None:
    asks: list[Callable[[], object]] = [
        sim.step,
        lambda: sim.run(1),
        sim.get_series,
        sim.get_firm_data,
        sim.snapshot,
        lambda: sim.set("tax_income", 0.3),
        lambda: sim.period,
        lambda: pickle.dumps(sim),
    ]

    def refused() -> list[str]:
        said = []
        for ask in asks:
            with pytest.raises(RuntimeError, match=f"{AT_WORK}; wait for it") as error:
                ask()
            said.append(str(error.value))
            assert sim.n_steps == 12
        return said

    assert len(while_it_runs(sim, refused)) == len(asks)
    before = sim.period
    sim.step()
    assert sim.period == before + 1


def test_a_run_goes_on_however_often_another_thread_looks(sim: uk_econ_abm.Simulation) -> None:
    looks: list[Callable[[], object]] = [
        sim.get_series,
        sim.get_industry_series,
        sim.get_firm_data,
        sim.get_macro_state,
        sim.published,
        lambda: sim.household_kinds,
    ]
    over = threading.Event()

    def look() -> None:
        while not over.is_set():
            for ask in looks:
                with contextlib.suppress(RuntimeError):
                    ask()

    with ThreadPoolExecutor(2) as pool:
        found = [pool.submit(look) for _ in range(2)]
        try:
            for _ in range(40):
                sim.run(1)
        finally:
            over.set()
        for each in found:
            each.result()
    assert sim.period == 40


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
def test_a_child_of_the_process_simulates_too(sim: uk_econ_abm.Simulation) -> None:
    sim.step()
    child = os.fork()
    if child == 0:
        sim.step()
        os._exit(0 if sim.period == 2 else 1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert sim.period == 1


def begun_and_run(packed: bytes) -> list[list[float]]:
    pickle.loads(packed).step()
    sim = uk_econ_abm.Simulation(SMALL)
    sim.run(2)
    return values(pickle.loads(pickle.dumps(sim)))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_children_begin_simulations_of_their_own(sim: uk_econ_abm.Simulation) -> None:
    sim.run(2)
    context = multiprocessing.get_context("fork")
    with context.Pool(2) as pool:
        found = pool.map_async(begun_and_run, [pickle.dumps(sim)] * 2).get(timeout=60)
    assert found == [values(sim)] * 2


def test_numbers_of_other_libraries_are_numbers(sim: uk_econ_abm.Simulation) -> None:
    numpy = pytest.importorskip("numpy")
    config = {"scale": numpy.float64(1 / 5000), "random_seed": numpy.int64(7)}
    again = uk_econ_abm.Simulation({**config, "parameters": {"tax_income": numpy.float32(0.25)}})
    again.set("tax_income", sim.get("tax_income"))
    again.run(numpy.int64(2))
    sim.run(2)
    assert values(again) == values(sim)


def test_units_are_by_the_month_where_periods_are(sim: uk_econ_abm.Simulation) -> None:
    monthly = uk_econ_abm.Simulation({**SMALL, "frequency": "month"})
    for table, column in [
        (monthly.get_series(), "policy_rate"),
        (monthly.get_firm_data(), "profit"),
    ]:
        unit = table.schema.field(column).metadata[b"unit"]
        assert unit.endswith(b"/month")
    assert sim.get_series().schema.field("policy_rate").metadata[b"unit"] == b"rate/quarter"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_interruption_stops_between_periods() -> None:
    code = (
        "import os, signal, threading, time, uk_econ_abm\n"
        f"sim = uk_econ_abm.Simulation({SMALL!r})\n"
        "def interrupt():\n"
        f"    while {AT_WORK!r} not in repr(sim):\n"
        "        time.sleep(0.01)\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "threading.Thread(target=interrupt, daemon=True).start()\n"
        "try:\n"
        "    sim.run(100000)\n"
        "except KeyboardInterrupt:\n"
        "    before = sim.period\n"
        "    sim.step()\n"
        "    untouched = signal.getsignal(signal.SIGINT) is signal.default_int_handler\n"
        "    print(untouched and before < 100000 and sim.period == before + 1)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "True", done.stderr
