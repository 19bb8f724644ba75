#!/usr/bin/env python3
"""Opens every Parquet file of a result with pyarrow, polars, pandas and DuckDB, and holds what they
read against each other and against the CSV beside it.

  read.py RESULT            check every file
  read.py RESULT --time     also measure a lazy look at one series of series.parquet

Needs: pip install pyarrow polars pandas duckdb
"""
import math
import sys
import time
from pathlib import Path

import duckdb
import pandas
import polars
import pyarrow
import pyarrow.parquet


def fail(words):
    sys.exit(f"readers: {words}")


def same(one, other):
    """Equal to the last bit, or both nothing."""
    nothing = [value is None or value != value for value in (one, other)]
    return all(nothing) if any(nothing) else one == other


def check(path, result):
    name = path.relative_to(result)
    file = pyarrow.parquet.ParquetFile(path)
    schema, rows = file.schema_arrow, file.metadata.num_rows
    if not rows:
        fail(f"{name} is empty")
    for field in schema:
        facts = {key.decode(): value.decode() for key, value in (field.metadata or {}).items()}
        for key in ["label", "unit"] + ([] if facts.get("kind") == "key" else ["source"]):
            if not facts.get(key):
                fail(f"{name}: {field.name} has no {key}")
    if b"scenario_hash" not in schema.metadata:
        fail(f"{name} does not name its scenario")
    for codec in {file.metadata.row_group(0).column(i).compression for i in range(len(schema))}:
        if codec != "ZSTD":
            fail(f"{name} is compressed by {codec}")

    columns = schema.names
    figures = [f.name for f in schema if pyarrow.types.is_floating(f.type)]
    figure = figures[len(figures) // 2]
    arrow = file.read()
    lazy = polars.scan_parquet(path, hive_partitioning=False)
    frame = pandas.read_parquet(path, partitioning=None)
    table = duckdb.sql(f"select * from read_parquet('{path}', hive_partitioning = false)")
    eager = lazy.collect()
    seen = {
        "pyarrow": (arrow.num_rows, arrow.column_names, arrow.column(figure).to_pylist()),
        "polars": (eager.height, eager.columns, eager[figure].to_list()),
        "pandas": (len(frame), list(frame.columns), frame[figure].tolist()),
        "duckdb": (len(table), table.columns, [row[0] for row in table.select(f'"{figure}"').fetchall()]),
    }
    types = {
        "polars": {str(eager.schema[c]) for c in figures},
        "pandas": {str(frame[c].dtype) for c in figures},
        "duckdb": {str(table.types[table.columns.index(c)]) for c in figures},
    }
    if types != {"polars": {"Float64"}, "pandas": {"float64"}, "duckdb": {"DOUBLE"}}:
        fail(f"{name}: figures are {types}")
    for reader, (count, names, values) in seen.items():
        if count != rows or names != columns:
            fail(f"{name}: {reader} sees {count} rows of {names}")
        if not all(map(same, values, seen["pyarrow"][2])):
            fail(f"{name}: {reader} reads other figures of {figure}")

    beside = path.with_suffix(".csv")
    if beside.exists():
        read = pandas.read_csv(beside, dtype=str, keep_default_na=False)
        if list(read.columns) != columns or len(read) != rows:
            fail(f"{beside.name} has other rows or columns")
        for field in schema:
            kind = float if field.name in figures else int if pyarrow.types.is_integer(field.type) else str
            values = [kind(text) if text else None for text in read[field.name]]
            if not all(map(same, values, arrow.column(field.name).to_pylist())):
                fail(f"{beside.name}: {field.name} is not the same")
    finite = sum(1 for value in seen["pyarrow"][2] if value is not None and math.isfinite(value))
    print(f"{name}: {rows} rows, {len(columns)} columns, {finite} figures of {figure}"
          + (", CSV the same" if beside.exists() else ""))


def measure(path):
    """Seconds of a mean by branch and date over all runs."""
    begin = time.perf_counter()
    mean = polars.scan_parquet(path).group_by("branch", "date").agg(polars.col("real_gdp").mean()).collect()
    print(f"polars scan_parquet: mean of real_gdp in {mean.height} groups: {time.perf_counter() - begin:.3f} s")
    begin = time.perf_counter()
    rows = duckdb.sql(f"select branch, date, avg(real_gdp) from '{path}' group by all").fetchall()
    print(f"DuckDB: the same: {time.perf_counter() - begin:.3f} s")
    for name, (value,) in {(r[0], r[1]): r[2:] for r in rows}.items():
        other = mean.filter((polars.col("branch") == name[0]) & (polars.col("date") == name[1]))["real_gdp"][0]
        if not math.isclose(value, other, rel_tol=1e-12):
            fail(f"means of {name} differ")


def main():
    result = Path(sys.argv[1])
    files = sorted(result.rglob("*.parquet"))
    if not files:
        fail(f"{result} holds no Parquet file")
    for path in files:
        check(path, result)
    if "--time" in sys.argv:
        measure(result / "series.parquet")
    print(f"readers: {len(files)} files are the same in pyarrow {pyarrow.__version__}, "
          f"polars {polars.__version__}, pandas {pandas.__version__} and DuckDB {duckdb.__version__}")


main()
