"""A pair of parameter files in the published format with so many times the agents.

    python3 benches/enlarge.py PARAMETERS INITIAL --times 1000 --output FOLDER
    target/release/runner reference FOLDER/parameters.json FOLDER/initial_conditions.json --periods 1 -o out.json

Counts are multiplied, and what there is for each agent (productivity, wages, benefits) is divided, so that totals in
money stay as they are; there remains one bank and one banker. Needs Python 3.10 and nothing else.
"""

import argparse
import json
from pathlib import Path


def enlarge(parameters: dict, initial: dict, times: int) -> None:
    """Changes both files' figures."""
    persons = parameters["H_act"] + parameters["H_inact"]
    for figures in (parameters, initial):
        figures.pop("_meta", None)
        for key in {"I_s", "N_s"} & figures.keys():
            figures[key] = [count * times for count in figures[key]]
        for key in {"H_inact", "J", "L"} & figures.keys():
            figures[key] *= times
        for key in {"alpha_s", "w_s"} & figures.keys():
            figures[key] = [each / times for each in figures[key]]
        for key in {"w_UB", "sb_inact"} & figures.keys():
            figures[key] /= times
    parameters["H_act"] = (parameters["H_act"] - 1) * times + 1
    initial["sb_other"] *= persons / (parameters["H_act"] + parameters["H_inact"])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("parameters", type=Path)
    parser.add_argument("initial", type=Path)
    parser.add_argument("--times", type=int, default=1000)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    for path in (options.parameters, options.initial):
        if not path.is_file():
            parser.error(f"{path} is no file")
    if options.times < 1:
        parser.error(f"--times {options.times}: at least 1")
    parameters, initial = (
        json.loads(path.read_text()) for path in (options.parameters, options.initial)
    )
    enlarge(parameters, initial, options.times)
    options.output.mkdir(parents=True, exist_ok=True)
    (options.output / "parameters.json").write_text(json.dumps(parameters))
    (options.output / "initial_conditions.json").write_text(json.dumps(initial))


if __name__ == "__main__":
    main()
