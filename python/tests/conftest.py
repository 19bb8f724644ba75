"""What tests share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import uk_econ_abm

SMALL: dict[str, Any] = {"scale": 1 / 5000, "random_seed": 7}

SCENARIO = """
local m = require "macro"
return m.scenario {
  title = "Rate rise",
  economy = { calibration = "uk-2019", scale = 1/5000 },
  horizon = "6q",
  runs = 3,
  seed = 7,
  record = { firms = { columns = { "output", "price" } } },
  branches = {
    { name = "baseline" },
    {
      name = "tighter",
      shocks = { policy_rate = m.path { pp = 1, from = "2020Q2", lasting = "3q" } },
    },
  },
}
"""


@pytest.fixture
def sim() -> uk_econ_abm.Simulation:
    return uk_econ_abm.Simulation(json.dumps(SMALL))


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    path = tmp_path / "rate.lua"
    path.write_text(SCENARIO)
    return path
