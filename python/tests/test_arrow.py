"""Tables: every library takes them, without a copy, and they do not change under a step."""

from __future__ import annotations

import gc
from typing import Any

import pyarrow as pa
import pytest

import uk_econ_abm

FIRMS = ["price", "employees", "vacancies", "industry", "region", "alive", "deposits"]
HOUSEHOLDS = ["deposits", "income", "consumption"]


def test_polars_takes_a_table(sim: uk_econ_abm.Simulation) -> None:
    pl = pytest.importorskip("polars")
    sim.step()
    df = pl.from_arrow(sim.get_firm_data())
    assert df.height == sim.n_firms == sim.get_firm_data().num_rows
    assert df["price"].to_list()[:3] == pytest.approx(df["price"].head(3).to_list())
    assert df["employees"].sum() == sim.get_macro_state()["employment"]
    assert df["output"].sum() == pytest.approx(sim.get_macro_state()["gross_output"], rel=1e-12)


def test_every_library_takes_every_table(sim: uk_econ_abm.Simulation) -> None:
    pd = pytest.importorskip("pandas")
    pl = pytest.importorskip("polars")
    duckdb = pytest.importorskip("duckdb")
    nanoarrow = pytest.importorskip("nanoarrow")
    sim.step()
    tables = {
        "firms": sim.get_firm_data(),
        "households": sim.get_household_data(),
        "workers": sim.get_worker_data(),
        "series": sim.get_series(),
        "industries": sim.get_industry_data(),
        "industry series": sim.get_industry_series(),
    }
    for name, table in tables.items():
        rows, columns = table.num_rows, table.schema.names
        taken = pa.table(table)
        assert (taken.num_rows, taken.column_names) == (rows, columns), name
        assert pl.from_arrow(table).shape == (rows, len(columns)), name
        assert pl.DataFrame(table).columns == columns, name
        assert list(pd.DataFrame.from_arrow(table).columns) == columns, name
        assert nanoarrow.Array(table).schema.n_fields == len(columns), name
        assert duckdb.sql("select count(*) from taken").fetchall() == [(rows,)], name


def test_the_buffers_are_those_of_the_engine(sim: uk_econ_abm.Simulation) -> None:
    pl = pytest.importorskip("polars")
    sim.step()
    for table, names, data in [
        ("firms", FIRMS, sim.get_firm_data()),
        ("households", HOUSEHOLDS, sim.get_household_data()),
    ]:
        taken = pa.table(data)
        frame = pl.from_arrow(data)
        for name in names:
            address = sim._address(table, name)
            (chunk,) = taken.column(name).chunks
            assert chunk.buffers()[1].address == address, name
            seen = frame[name].to_numpy(allow_copy=False)
            assert seen.__array_interface__["data"][0] == address, name


def test_a_view_does_not_change_when_the_simulation_goes_on(sim: uk_econ_abm.Simulation) -> None:
    sim.step()
    held = pa.table(sim.get_firm_data())
    address = sim._address("firms", "price")
    before = held.column("price").to_pylist()
    sim.step()
    assert held.column("price").to_pylist() == before
    assert sim._address("firms", "price") != address
    assert pa.table(sim.get_firm_data()).column("price").to_pylist() != before


def test_without_a_view_the_state_stays_where_it_is(sim: uk_econ_abm.Simulation) -> None:
    sim.step()
    held: Any = pa.table(sim.get_firm_data())
    address = sim._address("firms", "price")
    del held
    gc.collect()
    sim.step()
    assert sim._address("firms", "price") == address


def test_a_view_outlives_its_simulation() -> None:
    sim = uk_econ_abm.Simulation({"scale": 1 / 5000})
    held = pa.table(sim.get_firm_data())
    copy = held.column("price").to_pylist()
    del sim
    gc.collect()
    assert held.column("price").to_pylist() == copy


def test_columns_are_described(sim: uk_econ_abm.Simulation) -> None:
    firms = sim.get_firm_data(["price", "deposits"])
    assert firms.schema.names == ["price", "deposits"]
    about = firms.schema.field("deposits").metadata
    assert about[b"unit"] == b"million"
    assert about[b"kind"] == b"stock"
    assert about[b"label"].startswith(b"Bank deposits")


def test_workers_know_their_firms(sim: uk_econ_abm.Simulation) -> None:
    pl = pytest.importorskip("polars")
    sim.run(2)
    workers = pl.from_arrow(sim.get_worker_data())
    firms = pl.from_arrow(sim.get_firm_data())
    employed = workers.drop_nulls("employer").group_by("employer").len()
    counted = employed.sort("employer")["len"].to_list()
    assert counted == firms.filter(pl.col("employees") > 0)["employees"].to_list()
    share = workers["employer"].null_count()
    active = workers.height + firms.height + 1
    assert share / active == pytest.approx(sim.get_macro_state()["unemployment"], abs=1e-12)


def test_kinds_of_households_are_rows(sim: uk_econ_abm.Simulation) -> None:
    kinds = sim.household_kinds
    assert list(kinds) == ["worker", "inactive", "investor", "banker"]
    assert kinds["worker"].start == 0
    assert kinds["banker"].stop == sim.n_households
    assert kinds["investor"].stop - kinds["investor"].start == sim.n_firms
    assert kinds["worker"].stop == sim.get_worker_data().num_rows


def test_industries_add_up(sim: uk_econ_abm.Simulation) -> None:
    pl = pytest.importorskip("polars")
    sim.run(3)
    now = pl.from_arrow(sim.get_industry_data())
    assert now["industry"].to_list() == [code for code, _ in sim.industry_names]
    all_periods = pl.from_arrow(sim.get_industry_series())
    assert all_periods.height == 4 * now.height
    assert all_periods.filter(pl.col("period") == 3).equals(now)
    assert now["date"].unique().to_list() == [sim.date]
