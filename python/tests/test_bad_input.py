"""What is refused, in what words."""

from __future__ import annotations

import json
import pickle
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import SMALL

import uk_econ_abm


@pytest.mark.parametrize(
    ("config", "told"),
    [
        ({"n_firms": 0}, "n_firms: it is 0; give a whole number from 1"),
        ({"n_firms": "many"}, 'n_firms: it is "many", which is no whole number'),
        ({"n_firm": 5}, "n_firm: there is no such setting; did you mean `n_firms`"),
        ({"n_steps": -5}, "n_steps: it is -5; give a whole number from 1"),
        ({"random_seed": 1.5}, "random_seed: it is 1.5, which is no whole number"),
        ({"scale": 7}, "scale: scale is 7, which is not above 0 and at most 1"),
        ({"matching": "exakt"}, 'matching: there is no matching "exakt"; did you mean `exact`'),
        ({"parameters": {"tax_incom": 0.2}}, "parameters.tax_incom: "),
        ({"parameters": {"tax_income": 9}}, "parameters.tax_income: "),
        ({"parameters": [1]}, "parameters: it is of the type list; give a number"),
        ({"n_firms": 7_000_000}, "n_firms: firms is 7 000 000, and at a scale of 1 there are"),
        ({"calibration": "atlantis"}, 'calibration: there is no calibration "atlantis"'),
        ({"scale": float("nan")}, "scale: it is NaN; give a finite number"),
        ({"parameters": {"psi": float("inf")}}, "parameters.psi: it is inf; give a finite number"),
        ({"random_seed": 10**400}, "random_seed: it is of the type int; give a number"),
        (
            {"random_seed": 2**62},
            "random_seed: it is 4611686018427387904; give a whole number from 0",
        ),
        ({"n_firms": None}, "n_firms: it is of the type NoneType; give a number"),
        ({3: 4}, "config: the key 3 is no text; name a setting"),
        ({"n_firms": "\ud800"}, "n_firms: it is no text in UTF-8; give a word"),
        ({"calibration": "./nowhere"}, "/nowhere holds no calibration.toml"),
        ({"threads": 0}, "threads: it is 0; give a whole number from 1"),
        ("[1, 2]", "config: it is no JSON object; give an object such as"),
        ("{'n_firms': 5}", "config: it is no JSON: "),
        ("", "config: it is no JSON: "),
    ],
)
def test_a_config_is_refused_by_key(config: Any, told: str) -> None:
    with pytest.raises(uk_econ_abm.ScenarioError) as refused:
        uk_econ_abm.Simulation(config)
    assert told in str(refused.value)
    assert isinstance(refused.value, ValueError)


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(ValueError) as refused:
        uk_econ_abm.Simulation({"n_firm": 1, "n_steps": 0, "scale": "x"})
    assert len(str(refused.value).splitlines()) == 3


def test_what_is_neither_a_dict_nor_a_text_is_refused() -> None:
    with pytest.raises(TypeError, match="config: a list is neither a dict nor JSON"):
        uk_econ_abm.Simulation([1])  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="n_firms: it is of the type set; give a number"):
        uk_econ_abm.Simulation({"n_firms": {1}})


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds to a limit of addresses")
def test_a_country_beyond_the_memory_is_refused() -> None:
    import resource

    limits = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (6 << 30, limits[1]))
    try:
        with pytest.raises(
            MemoryError, match="one run of .* persons on one thread needs about .* MiB of address"
        ):
            uk_econ_abm.Simulation({"scale": 1, "n_steps": 4000})
    finally:
        resource.setrlimit(resource.RLIMIT_AS, limits)


@pytest.mark.parametrize(
    ("n", "kind"),
    [
        (-1, ValueError),
        (2**40, ValueError),
        (2**70, ValueError),
        (1.5, TypeError),
        ("3", TypeError),
    ],
)
def test_numbers_of_periods_are_whole(
    sim: uk_econ_abm.Simulation, n: Any, kind: type[Exception]
) -> None:
    with pytest.raises(kind, match="n: .*; give a whole number from 0"):
        sim.run(n)
    assert sim.period == 0


def test_names_are_nearly_guessed(sim: uk_econ_abm.Simulation) -> None:
    with pytest.raises(ValueError, match="tax_incom: there is no such parameter; did you mean"):
        sim.set("tax_incom", 0.2)
    with pytest.raises(ValueError, match="tax_income: "):
        sim.set("tax_income", float("nan"))
    with pytest.raises(
        ValueError,
        match=r"^tax_income: 20 is outside -1 to 1 \(rate\); give a value within the range$",
    ):
        sim.set("tax_income", 20)
    with pytest.raises(ValueError, match="columns: there are none; name one"):
        sim.get_firm_data([])
    with pytest.raises(ValueError, match="policy_rat: there is no such lever; did you mean"):
        sim.pull("policy_rat", pp=1)
    with pytest.raises(ValueError, match="policy_rate: it cannot be changed by `pounds`; give"):
        sim.pull("policy_rate", pounds=1)
    with pytest.raises(TypeError, match="pull\\(\\) takes one size"):
        sim.pull("policy_rate")
    with pytest.raises(ValueError, match="policy_rate: it has one value"):
        sim.pull("policy_rate", pp=1, industries=["C20"])
    with pytest.raises(ValueError, match="there is no industry or product `Q99`"):
        sim.pull("labour_productivity", pct=1, industries=["Q99"])
    with pytest.raises(KeyError, match="there is no column `prize`; did you mean `price`"):
        sim.get_firm_data(["prize"])
    with pytest.raises(KeyError, match="there is no series `real_gdb`; did you mean `real_gdp`"):
        sim.get_values(["real_gdb"])


def test_a_value_that_no_lever_can_have_stops_the_run_and_a_snapshot_saves_it(
    sim: uk_econ_abm.Simulation,
) -> None:
    sim.step()
    safe = sim.snapshot()
    sim.pull("policy_rate", pp=9000)
    with pytest.raises(uk_econ_abm.SimulationError, match="in period 2: .*policy_rate would be"):
        sim.step()
    for act in (sim.step, sim.snapshot, sim.get_firm_data, lambda: pickle.dumps(sim)):
        with pytest.raises(uk_econ_abm.SimulationError, match="stopped in period 2|has failed"):
            act()
    with pytest.raises(ValueError, match="restore a snapshot first"):
        sim.set("tax_income", 0.2)
    with pytest.raises(ValueError, match="restore a snapshot first"):
        sim.pull("policy_rate", pp=1)
    assert "failed" in repr(sim)
    assert sim.get_series().num_rows == 2
    sim.restore(safe)
    sim.step()
    assert sim.period == 2


def test_the_lua_error_of_a_hook_reaches_python(tmp_path: Path) -> None:
    path = tmp_path / "hook.lua"
    path.write_text(
        'local m = require "macro"\n'
        "local function deep(e) return nil + e.date end\n"
        'return m.scenario { title = "x", economy = { scale = 1/5000 }, horizon = "4q",\n'
        '  branches = { { name = "b", on = { period_start = function(e)\n'
        "    if e.date == '2020Q2' then deep(e) end end } } } }\n"
    )
    sim = uk_econ_abm.Simulation.from_scenario(path)
    sim.step()
    with pytest.raises(uk_econ_abm.SimulationError) as failed:
        sim.step()
    assert "hook.lua:2" in str(failed.value)
    assert "on.period_start" in str(failed.value)


def test_scenarios_that_are_wrong_say_where(tmp_path: Path) -> None:
    path = tmp_path / "wrong.lua"
    path.write_text('local m = require "macro"\nreturn m.scenario { titel = "x" }\n')
    path.with_name("x.lua").write_text('return require "macro".scenario { title = "x" }\n')
    for act in (uk_econ_abm.Simulation.from_scenario, uk_econ_abm.run_scenario):
        with pytest.raises(uk_econ_abm.ScenarioError, match="wrong.lua:2:.*did you mean `title`"):
            act(path)
    with pytest.raises(uk_econ_abm.ScenarioError, match="^parameters: .*`parameters\\(\\)` lists"):
        uk_econ_abm.Simulation.from_scenario(path.with_name("x.lua"), parameters={"zzzzzzz": 1.0})
    with pytest.raises(uk_econ_abm.ScenarioError, match="nowhere.lua"):
        uk_econ_abm.run_scenario(tmp_path / "nowhere.lua")


def test_branches_and_runs_that_do_not_exist_are_refused(scenario: Path) -> None:
    with pytest.raises(ValueError, match='branch: there is no branch "tigher"; did you mean'):
        uk_econ_abm.Simulation.from_scenario(scenario, branch="tigher")
    with pytest.raises(ValueError, match="run: 3 is no run of the scenario; give 0 to 2"):
        uk_econ_abm.Simulation.from_scenario(scenario, run=3)


def test_numbers_of_arguments_are_whole(scenario: Path) -> None:
    for act in (
        lambda: uk_econ_abm.Simulation.from_scenario(scenario, run=-1),
        lambda: uk_econ_abm.run_scenario(scenario, runs=-1),
        lambda: uk_econ_abm.run_scenario(scenario, seed=2**64),
        lambda: uk_econ_abm.run_scenario(scenario, threads=0),
    ):
        with pytest.raises(
            uk_econ_abm.ScenarioError, match=r"^(run|runs|seed|threads): it is .*; give"
        ):
            act()
    with pytest.raises(TypeError, match="progress: 3 cannot be called; give a function"):
        uk_econ_abm.run_scenario(scenario, progress=3)  # type: ignore[arg-type]


def test_a_sweep_has_no_run_to_step_through(tmp_path: Path) -> None:
    path = tmp_path / "sweep.lua"
    path.write_text(
        'local m = require "macro"\n'
        "return m.scenario { economy = { scale = 1/5000 },\n"
        "  sweep = m.grid { price_weight = { 0.3, 0.7 } } }\n"
    )
    with pytest.raises(uk_econ_abm.ScenarioError, match="sweep: .*give the values of a point"):
        uk_econ_abm.Simulation.from_scenario(path)


def test_a_snapshot_of_another_simulation_is_refused(sim: uk_econ_abm.Simulation) -> None:
    other = uk_econ_abm.Simulation({**SMALL, "random_seed": 1})
    with pytest.raises(ValueError, match="the snapshot is of another simulation"):
        sim.restore(other.snapshot())


def test_bytes_that_are_no_simulation_are_refused(sim: uk_econ_abm.Simulation) -> None:
    reduced: Any = sim.__reduce__()
    unpack, (packed, steps) = reduced
    for wrong in (b"", b"hello", packed[:100], packed[:-1], b"0" * 64 + packed[64:]):
        with pytest.raises(ValueError, match="no simulation that was packed|another version"):
            unpack(wrong, steps)


def test_folders_without_a_result_are_refused(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="holds no result"):
        uk_econ_abm.open(tmp_path)
    with pytest.raises(OSError, match="is not there"):
        uk_econ_abm.open(tmp_path / "nowhere")


def test_a_simulator_says_what_it_takes() -> None:
    with pytest.raises(ValueError, match="outputs: there is no series `gdp`"):
        uk_econ_abm.Simulator(SMALL, ["tax_income"], ["gdp"])
    with pytest.raises(ValueError, match="parameters: there is no parameter `tax_incom`; did you"):
        uk_econ_abm.Simulator(SMALL, ["tax_incom"])
    with pytest.raises(TypeError, match="parameters: it is 'tax_income'; give a list"):
        uk_econ_abm.Simulator(SMALL, "tax_income")
    with pytest.raises(ValueError, match="parameters: a name stands there twice"):
        uk_econ_abm.Simulator(SMALL, ["tax_income", "tax_income"])
    model = uk_econ_abm.Simulator(SMALL, ["tax_income"])
    with pytest.raises(ValueError, match="theta: it has the shape"):
        model([0.2, 0.3], 4, 1)
    with pytest.raises(ValueError, match="parameters.tax_income: "):
        model([9.0], 4, 1)
    assert json.dumps(model.config)
