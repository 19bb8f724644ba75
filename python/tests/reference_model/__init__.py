"""The model of Poledna, Miess, Hommes and Rabitsch (2023) once more, plain and slow.

A second, independent implementation of the deterministic variant, written from the text of the
specification alone and with nothing in common with the engine but that text. It is read beside
the paper, and the engine is tested against it. Section numbers are those of the specification;
the symbols of the paper stand in the comments, words for them in the code. Only the growth
extension of the United Kingdom is in no specification: its equations are in `plans`.

Time is a quarter. Money is in millions at current prices (MU), quantities are in millions at the
prices of the base quarter (RU), rates are per quarter and 0.01 is one per cent.

Files, in the order in which to read them: `parameters`, `economy` (the state), `initial` (section
3), `period` (section 4: the list of phases), `plans`, `goods_market` and `accounts` (the phases),
`record` (section 5), `identities` (section 7).
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from .initial import initial_economy
from .parameters import Parameters
from .period import PERIOD
from .record import initial_record, national_record, record_industries

__all__ = ["ReferenceModel"]


class ReferenceModel:
    """A deterministic run, quarter by quarter, of a pair of parameter files.

    `parameters` and `initial_conditions` have the symbols of the published files as keys (the
    column "source" of sections 1.2 to 1.5). Without `zero_lower_bound` the run has the profile
    `matlab_det`, with it `reference` (section 0.2): in the deterministic variant the two differ
    in nothing else. With `domestic_policy_rule` the policy rate follows inflation and growth as
    expected at home, not those of the euro area: the rule of the United Kingdom (section 9.12).

    `parameters` may also have `productivity_trend`, `demand_trend`, `investment_adjustment` and
    `target_utilisation`, the growth extension of the United Kingdom. Without them, or with zeros,
    it is the published model.
    """

    def __init__(
        self,
        parameters: Mapping[str, Any],
        initial_conditions: Mapping[str, Any],
        *,
        zero_lower_bound: bool = True,
        domestic_policy_rule: bool = False,
    ) -> None:
        read = Parameters.read(
            parameters,
            zero_lower_bound=zero_lower_bound,
            domestic_policy_rule=domestic_policy_rule,
        )
        self.economy = initial_economy(read, initial_conditions)
        self._national = [initial_record(self.economy)]
        self._industries = [record_industries(self.economy)]

    def step(self) -> None:
        """Simulates one quarter and records it."""
        for phase in PERIOD:
            phase(self.economy)
        self._national.append(national_record(self.economy, self._national[-1]))
        self._industries.append(record_industries(self.economy))

    def series(self) -> dict[str, list[float]]:
        """National series by name; entry t is quarter t, entry 0 the base quarter.

        A flow that the base quarter lacks is NaN there.
        """
        return {name: [entry[name] for entry in self._national] for name in self._national[0]}

    def industry_series(self) -> dict[str, np.ndarray]:
        """Series of industries by name; row t is quarter t, column s industry s."""
        return {
            name: np.array([entry[name] for entry in self._industries])
            for name in self._industries[0]
        }
