"""Accounting identities: section 7.1. They hold for any parameters."""

from collections.abc import Mapping, Sequence

from .accounts import by_industry
from .economy import Economy, nonzero
from .record import nominal_value_added


def identity_errors(economy: Economy, series: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """Left-hand side minus right-hand side of each, for the last quarter, MU or RU."""
    now = {name: values[-1] for name, values in series.items()}
    before = {name: values[-2] for name, values in series.items()}
    firms, world, aggregate = economy.firms, economy.world, economy.aggregate
    consumption = economy.households.consumption.sum()
    housing = economy.households.housing_investment.sum()
    public, exports = economy.government.consumption, world.consumption

    def expenditure(kind: str) -> float:
        uses = ["household_consumption", "government_consumption", "capitalformation", "exports"]
        return sum(now[f"{kind}_{use}"] for use in uses) - now[f"{kind}_imports"]

    return {
        "A1": now["nominal_gva"]
        - now["compensation_employees"]
        - now["operating_surplus"]
        - now["taxes_production"],
        "A2": now["nominal_gdp"] - expenditure("nominal"),
        "A3": now["real_gdp"] - expenditure("real"),
        "A4": now["nominal_gva"] - by_industry(economy, nominal_value_added(economy)).sum(),
        "A6": now["government_debt"]
        - now["central_bank_equity"]
        - now["bank_reserves"]
        - now["foreign_position"],
        "A7": now["government_debt"] - before["government_debt"] - now["government_deficit"],
        "A9": firms.sales.sum()
        + world.sales.sum()
        - firms.materials_bought.sum()
        - firms.investment.sum()
        - consumption / nonzero(aggregate.consumption_deflator)
        - housing / nonzero(aggregate.housing_deflator)
        - public / nonzero(economy.government.deflator)
        - exports / nonzero(world.export_deflator),
        "A10": firms.price @ firms.sales
        + world.price @ world.sales
        - firms.materials_price @ firms.materials_bought
        - firms.investment_price @ firms.investment
        - consumption
        - housing
        - public
        - exports,
        "A11": now["firm_deposits"]
        - now["firm_loans"]
        + now["household_deposits"]
        + now["bank_equity"]
        + now["central_bank_equity"]
        - now["government_debt"]
        + now["foreign_position"],
    }
