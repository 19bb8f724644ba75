"""Batches from Python, and their results."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import SMALL

import uk_econ_abm


@pytest.fixture
def result(scenario: Path, tmp_path: Path) -> uk_econ_abm.Result:
    return uk_econ_abm.run_scenario(scenario, output=tmp_path / "out")


def test_a_batch_is_run_and_read(result: uk_econ_abm.Result) -> None:
    pl = pytest.importorskip("polars")
    series = pl.from_arrow(result.series())
    assert series.height == 2 * 3 * 7
    assert result.series().schema.field("real_gdp").metadata[b"unit"].startswith(b"million")
    effects = pl.from_arrow(result.effects())
    assert effects["branch"].unique().to_list() == ["tighter"]
    assert pl.from_arrow(result.quantiles())["n"].unique().to_list() == [3]
    assert pl.scan_parquet(result.path("industries")).select(pl.len()).collect().item() > 0
    firms = pl.from_arrow(result.firms("tighter", run=1))
    assert {"firm", "output", "price"} <= set(firms.columns)
    assert pl.from_arrow(result.firms()).height == firms.height
    assert result.report.is_file()
    assert result.manifest["runs"] == 3
    assert result.checks == []
    assert pl.from_arrow(result.table("network")).height > 50
    again = uk_econ_abm.open(result.folder)
    assert pl.from_arrow(again.series()).equals(series)


def test_what_a_result_does_not_have_is_told(result: uk_econ_abm.Result) -> None:
    with pytest.raises(FileNotFoundError, match="no branch is fiscal policy"):
        result.multipliers()
    with pytest.raises(FileNotFoundError, match="there is no such run"):
        result.firms(run=9)
    with pytest.raises(FileNotFoundError, match="did you mean `series`"):
        result.table("serie")


def test_progress_is_told_and_tqdm_can_show_it(scenario: Path, tmp_path: Path) -> None:
    tqdm = pytest.importorskip("tqdm").tqdm
    events: list[dict[str, Any]] = []
    with tqdm(total=6, disable=None) as bar:

        def progress(event: dict[str, Any]) -> None:
            events.append(event)
            if event["event"] == "progress":
                bar.update(event["done"] - bar.n)

        uk_econ_abm.run_scenario(scenario, output=tmp_path / "out", progress=progress)
    assert [events[0]["event"], events[-1]["event"]] == ["start", "end"]
    assert events[0]["branches"] == ["baseline", "tighter"]


def test_an_error_of_the_callback_stops_the_batch(scenario: Path, tmp_path: Path) -> None:
    def progress(event: dict[str, Any]) -> None:
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        uk_econ_abm.run_scenario(scenario, output=tmp_path / "out", progress=progress, runs=400)


def test_settings_replace_those_of_the_scenario(scenario: Path, tmp_path: Path) -> None:
    result = uk_econ_abm.run_scenario(
        scenario,
        output=tmp_path / "out",
        runs=1,
        seed=3,
        scale=1 / 8000,
        parameters={"tax_income": 0.3},
        branches=["baseline"],
        threads=1,
    )
    manifest = result.manifest
    assert (manifest["runs"], manifest["seed"], manifest["scale"]) == (1, 3, 1 / 8000)
    assert [branch["name"] for branch in manifest["branches"]] == ["baseline"]


def test_the_same_scenario_gives_the_same_bytes(scenario: Path, tmp_path: Path) -> None:
    one = uk_econ_abm.run_scenario(scenario, output=tmp_path / "one", threads=1)
    two = uk_econ_abm.run_scenario(scenario, output=tmp_path / "two", threads=2)
    assert one.path("series").read_bytes() == two.path("series").read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_interruption_keeps_what_is_done(scenario: Path, tmp_path: Path) -> None:
    code = (
        "import os, signal, sys, threading, uk_econ_abm\n"
        "done = threading.Event()\n"
        "def interrupt():\n"
        "    done.wait()\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "def told(event):\n"
        "    if event.get('done', 0) > 0:\n"
        "        done.set()\n"
        "threading.Thread(target=interrupt, daemon=True).start()\n"
        "try:\n"
        "    uk_econ_abm.run_scenario(sys.argv[1], output=sys.argv[2], runs=2000, progress=told)\n"
        "except KeyboardInterrupt:\n"
        "    print('stopped', signal.getsignal(signal.SIGINT) is signal.default_int_handler)\n"
    )
    out = tmp_path / "out"
    done = subprocess.run(
        [sys.executable, "-c", code, str(scenario), str(out)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip() == "stopped True", done.stderr
    (left,) = out.iterdir()
    assert left.name.endswith(".unfinished")
    assert (left / "journal").stat().st_size > 0


def test_the_same_call_goes_on_where_one_was_stopped(scenario: Path, tmp_path: Path) -> None:
    def stop(event: dict[str, Any]) -> None:
        if event["event"] == "progress" and event["done"] > 0:
            raise KeyboardInterrupt

    def run(folder: str, progress: Any = None) -> uk_econ_abm.Result:
        output = tmp_path / folder
        return uk_econ_abm.run_scenario(scenario, output=output, runs=300, progress=progress)

    with pytest.raises(KeyboardInterrupt):
        run("stopped", stop)
    starts: list[dict[str, Any]] = []
    gone_on = run("stopped", starts.append)
    assert starts[0]["done"] > 0
    assert gone_on.path("series").read_bytes() == run("whole").path("series").read_bytes()


def test_a_simulator_is_a_function_of_parameters() -> None:
    numpy = pytest.importorskip("numpy")
    model = uk_econ_abm.Simulator(
        SMALL, ["propensity_to_consume", "tax_income"], ["real_gdp", "inflation"]
    )
    found = model([0.8, 0.2], 5, 11)
    assert found.shape == (5, 2)
    assert numpy.isfinite(found).all()
    assert (model.simulate([0.8, 0.2], 5, 11) == found).all()
    assert (model([0.8, 0.2], 5, 12) != found).any()
    assert (model([0.7, 0.2], 5, 11) != found).any()
    again = pickle.loads(pickle.dumps(model))
    assert (again(numpy.array([0.8, 0.2]), 5, 11) == found).all()
    sim = uk_econ_abm.Simulation(
        {
            **SMALL,
            "random_seed": 11,
            "parameters": {"propensity_to_consume": 0.8, "tax_income": 0.2},
        }
    )
    sim.run(5)
    assert found[:, 0].tolist() == sim.get_values(["real_gdp"])[0][1:]
