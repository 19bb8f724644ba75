"""Times and memory of whole runs by number of firms, in both matchings: the table of the README.

    python3 benches/scales.py target/release/runner --firms 10000 100000 1000000 --months 120

Runs the United Kingdom by the month with all businesses, sole traders too, and writes a line of CSV for every run:
what was simulated, seconds that passed, seconds of processor time, most memory, and nanoseconds of processor time
for each firm and person in a month, opening, results and report included. Needs Python 3.10 and nothing else, and
a machine that does nothing else; Linux or macOS.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SCENARIO = """local m = require "macro"
return m.scenario {{
  title   = "scales",
  economy = {{ calibration = "uk-2019", businesses = "all", {agents}, frequency = "month", matching = "{matching}" }},
  horizon = "{months}m",
  runs    = 1,
  seed    = 2019,
  record  = {{ industries = {{}} }},
}}
"""
COLUMNS = [
    "firms",
    "persons",
    "matching",
    "threads",
    "months",
    "seconds",
    "processor_seconds",
    "peak_mib",
    "ns_per_agent_and_month",
]


def measure(runner: Path, agents: str, matching: str, threads: int, months: int) -> dict:
    """Runs the scenario once; a failure ends the program with what the runner said."""
    with tempfile.TemporaryDirectory() as folder:
        scenario = Path(folder, "scales.lua")
        scenario.write_text(SCENARIO.format(agents=agents, matching=matching, months=months))
        command = [runner, scenario, "--threads", str(threads), "--output", folder, "--quiet"]
        start = time.perf_counter()
        process = subprocess.Popen(command)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        if status != 0:
            sys.exit(f"{' '.join(map(str, command))} ended with status {status}")
        manifest = json.loads(next(Path(folder).glob("*/manifest.json")).read_text())
    firms, persons = manifest["firms"], manifest["persons"]
    processor = usage.ru_utime + usage.ru_stime
    kib = usage.ru_maxrss if sys.platform != "darwin" else usage.ru_maxrss / 1024
    figures = [
        firms,
        persons,
        matching,
        threads,
        months,
        f"{seconds:.2f}",
        f"{processor:.2f}",
        f"{kib / 1024:.0f}",
        f"{1e9 * processor / (firms + persons) / months:.1f}",
    ]
    return dict(zip(COLUMNS, figures))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("runner", type=Path, help="the program, such as target/release/runner")
    parser.add_argument("--firms", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument(
        "--households", type=int, help="persons asked for beside the firms; the scale lies between"
    )
    parser.add_argument("--matching", nargs="+", default=["exact", "aggregate"])
    parser.add_argument("--threads", type=int, nargs="+", default=[2])
    parser.add_argument("--months", type=int, default=120)
    options = parser.parse_args()
    if not options.runner.is_file():
        parser.error(
            f"{options.runner} is no file: cargo build --release makes target/release/runner"
        )
    table = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    table.writeheader()
    for firms in options.firms:
        agents = f"firms = {firms}"
        if options.households:
            agents += f", households = {options.households}"
        for matching in options.matching:
            for threads in options.threads:
                table.writerow(
                    measure(options.runner.resolve(), agents, matching, threads, options.months)
                )
                sys.stdout.flush()


if __name__ == "__main__":
    main()
