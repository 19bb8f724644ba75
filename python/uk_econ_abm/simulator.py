"""The model as a function of parameters, which is what calibration tools ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from ._native import Simulation, series
from ._native import parameters as known

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray


def check(argument: str, names: Sequence[str], what: str, there: Sequence[str]) -> None:
    """Refuses names that are no list, of nothing that there is, or given twice."""
    if isinstance(names, str):
        raise TypeError(f"{argument}: it is {names!r}; give a list of names")
    for name in names:
        if name not in there:
            near = get_close_matches(str(name), there, 1)
            remedy = f"did you mean `{near[0]}`?" if near else "the package lists them"
            raise ValueError(f"{argument}: there is no {what} `{name}`; {remedy}")
    if len(set(names)) < len(names):
        raise ValueError(f"{argument}: a name stands there twice; give each once")


class Simulator:
    """A function from parameters to series.

    It is called ``model(theta, n, seed)`` as black-it does, or `simulate`; it can be sent to other
    processes.

    config: as of `Simulation`, a dict, without ``random_seed`` and ``n_steps``.
    parameters: names of the parameters that theta holds, in order; `parameters()` lists them.
    outputs: names of the series that come back, in order; `series()` lists them.
    """

    def __init__(
        self,
        config: Mapping[str, Any],
        parameters: Sequence[str],
        outputs: Sequence[str] = ("real_gdp", "inflation", "unemployment_rate", "policy_rate"),
    ) -> None:
        check("outputs", outputs, "series", [about["name"] for about in series()])
        if not outputs:
            raise ValueError("outputs: there are none; name a series")
        check("parameters", parameters, "parameter", [about["name"] for about in known()])
        self.config = dict(config)
        self.parameters = tuple(parameters)
        self.outputs = tuple(outputs)

    def simulate(self, theta: ArrayLike, n: int, seed: int) -> NDArray[np.float64]:
        """Series of ``n`` periods after the base period, an array of n rows and a column per output.

        theta: a value for each of the parameters, in the units of `parameters()`.
        """
        import numpy as np

        values = np.asarray(theta, dtype=float)
        if values.shape != (len(self.parameters),):
            raise ValueError(
                f"theta: it has the shape {values.shape}; "
                f"give {len(self.parameters)} values, of {', '.join(self.parameters)}"
            )
        chosen = dict(zip(self.parameters, values.tolist(), strict=True))
        config = {
            **self.config,
            "n_steps": max(int(n), 1),
            "random_seed": int(seed),
            "parameters": {**self.config.get("parameters", {}), **chosen},
        }
        simulation = Simulation(config)
        simulation.run(n)
        return np.array(simulation.get_values(self.outputs), dtype=float).T[1:]

    __call__ = simulate
