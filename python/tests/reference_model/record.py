"""Recorded series: section 5, and the stocks and rates that it recommends to add."""

import numpy as np

from .accounts import by_industry
from .economy import Economy, nonzero

NO_FLOW_YET = float("nan")


def initial_record(economy: Economy) -> dict[str, float]:
    """National series of the base quarter, section 5.3; every real series is the nominal one."""
    p, firms, world = economy.parameters, economy.firms, economy.world
    income = economy.households.income.sum()
    output = firms.output
    margin = firms.operating_margin + firms.depreciation_rate / firms.capital_productivity

    # Budgets with the tax inside: ψ Y, of which ψ τ / (1 + τ) is tax
    consumption = p.propensity_consume * income
    dwellings = p.propensity_invest_housing * income
    consumption_tax = consumption * p.tax_value_added / (1 + p.tax_value_added)
    dwellings_tax = dwellings * p.tax_capital_formation / (1 + p.tax_capital_formation)
    public = economy.government.consumption_target

    capital_formation = firms.depreciation.sum() + dwellings
    nominal = {
        "gdp": (output - firms.materials_used).sum()
        + consumption_tax
        + p.tax_government * public
        + dwellings_tax
        + p.tax_export * world.export_demand,
        "gva": (output * (1 - firms.tax_products) - firms.materials_used).sum(),
        "household_consumption": consumption,
        "government_consumption": (1 + p.tax_government) * public,
        "capitalformation": capital_formation,
        "fixed_capitalformation": capital_formation,
        "fixed_capitalformation_dwellings": dwellings,
        "exports": (1 + p.tax_export) * world.export_demand,
        "imports": world.import_supply,
    }
    return {
        **{f"nominal_{name}": value for name, value in nominal.items()},
        **{f"real_{name}": value for name, value in nominal.items()},
        "operating_surplus": margin @ output,
        "compensation_employees": (1 + p.tax_social_employer) * (firms.wage_rate @ firms.employees),
        "wages": firms.wage_rate @ firms.employees,
        "taxes_production": firms.tax_production @ output,
        "inflation": np.exp(economy.aggregate.inflation_history[-1]) - 1,
        **stocks_and_rates(economy),
        "expected_growth": NO_FLOW_YET,
        "expected_inflation": NO_FLOW_YET,
        "government_revenue": NO_FLOW_YET,
        "government_deficit": NO_FLOW_YET,
        "new_loans": NO_FLOW_YET,
        "gdp_deflator": 1.0,
    }


def national_record(economy: Economy, previous: dict[str, float]) -> dict[str, float]:
    """National series of a simulated quarter, section 5.2; `previous` is last quarter's."""
    p, firms, world = economy.parameters, economy.firms, economy.world
    government, aggregate = economy.government, economy.aggregate

    # C_Σ, I_Σ, C_j, C_l at current prices and deflated, before taxes
    consumption = economy.households.consumption.sum()
    dwellings = economy.households.housing_investment.sum()
    public, exports = government.consumption, world.consumption
    real_consumption = consumption / nonzero(aggregate.consumption_deflator)
    real_dwellings = dwellings / nonzero(aggregate.housing_deflator)
    real_public = public / nonzero(government.deflator)
    real_exports = exports / nonzero(world.export_deflator)

    output_value = firms.price * firms.output
    materials_value = firms.materials_price * firms.materials_used
    materials_change = firms.materials_bought - firms.materials_used
    wages = aggregate.consumer_price * (firms.wage @ firms.employees)
    compensation = (1 + p.tax_social_employer) * wages
    nominal_gva = nominal_value_added(economy).sum()
    real_gva = real_value_added(economy).sum()

    record = {
        "nominal_gva": nominal_gva,
        "real_gva": real_gva,
        # GVA + Στ^Y_i P_i Y_i + τ^VAT C_Σ + τ^CF I_Σ + τ^G C_j + τ^EXP C_l
        "nominal_gdp": nominal_gva
        + firms.tax_products @ output_value
        + p.tax_value_added * consumption
        + p.tax_capital_formation * dwellings
        + p.tax_government * public
        + p.tax_export * exports,
        "real_gdp": real_gva
        + firms.tax_products @ firms.output
        + p.tax_value_added * real_consumption
        + p.tax_capital_formation * real_dwellings
        + p.tax_government * real_public
        + p.tax_export * real_exports,
        "nominal_household_consumption": (1 + p.tax_value_added) * consumption,
        "real_household_consumption": (1 + p.tax_value_added) * real_consumption,
        "nominal_government_consumption": (1 + p.tax_government) * public,
        "real_government_consumption": (1 + p.tax_government) * real_public,
        "nominal_fixed_capitalformation_dwellings": (1 + p.tax_capital_formation) * dwellings,
        "real_fixed_capitalformation_dwellings": (1 + p.tax_capital_formation) * real_dwellings,
        "nominal_exports": (1 + p.tax_export) * exports,
        "real_exports": (1 + p.tax_export) * real_exports,
        "nominal_imports": world.price @ world.sales,
        "real_imports": world.sales.sum(),
        # Σ [P_i Q_i + P_i ΔS_i - (1 + τ^SIF) w_i N_i P̄^HH - 1/β_i P̄_i Y_i
        #    - τ^Y_i P_i Y_i - τ^K_i P_i Y_i]
        "operating_surplus": firms.price @ (firms.sales + firms.inventory_change)
        - compensation
        - materials_value.sum()
        - firms.tax_products @ output_value
        - firms.tax_production @ output_value,
        "compensation_employees": compensation,
        "wages": wages,
        "taxes_production": firms.tax_production @ output_value,
        **stocks_and_rates(economy),
        "expected_growth": aggregate.expected_growth,
        "expected_inflation": aggregate.expected_inflation,
        "government_revenue": government.revenue,
        "government_deficit": government.deficit,
        "new_loans": firms.new_loans.sum(),
    }

    # ΣP^CF_i I_i + (1 + τ^CF) I_Σ, and with ΣP_i ΔS_i + ΣP̄_i (ΔM_i - Y_i/β_i)
    record["nominal_fixed_capitalformation"] = (
        firms.investment_price @ firms.investment
        + record["nominal_fixed_capitalformation_dwellings"]
    )
    record["nominal_capitalformation"] = (
        record["nominal_fixed_capitalformation"]
        + firms.price @ firms.inventory_change
        + firms.materials_price @ materials_change
    )
    record["real_fixed_capitalformation"] = (
        firms.investment.sum() + record["real_fixed_capitalformation_dwellings"]
    )
    record["real_capitalformation"] = (
        record["real_fixed_capitalformation"]
        + firms.inventory_change.sum()
        + materials_change.sum()
    )

    record["gdp_deflator"] = record["nominal_gdp"] / record["real_gdp"]
    record["inflation"] = record["gdp_deflator"] / previous["gdp_deflator"] - 1
    return record


def stocks_and_rates(economy: Economy) -> dict[str, float]:
    """Series with one formula for the base quarter and for all others."""
    p, firms, households = economy.parameters, economy.firms, economy.households
    bank, aggregate, world = economy.bank, economy.aggregate, economy.world
    capacity = firms.capital_productivity @ firms.capital
    return {
        "euribor": economy.central_bank.policy_rate,
        "gdp_deflator_growth_ea": world.inflation,
        "real_gdp_ea": world.output,
        "collection_time": aggregate.period,
        "unemployment_rate": (~households.employed).sum() / p.active_persons,
        "employment": firms.employees.sum(),
        "gross_output": firms.output.sum(),
        "capacity_utilisation": firms.output.sum() / capacity,
        "producer_price": aggregate.price_index,
        "consumer_price": aggregate.consumer_price,
        "lending_rate": bank.lending_rate,
        "government_debt": economy.government.debt,
        "firm_deposits": firms.deposits.sum(),
        "firm_loans": firms.loans.sum(),
        "firm_profits": firms.profit.sum(),
        "capital": firms.capital.sum(),
        "inventories": firms.inventories.sum(),
        "materials": firms.materials.sum(),
        "household_income": households.income.sum(),
        "household_deposits": households.deposits.sum(),
        "bank_equity": bank.equity,
        "bank_profit": bank.profit,
        "bank_reserves": bank.reserves,
        "central_bank_equity": economy.central_bank.equity,
        "foreign_position": world.position,
        "refinanced_firms": aggregate.refinanced_firms,
    }


def nominal_value_added(economy: Economy) -> np.ndarray:
    """Value added of each firm, (1 - τ^Y_i) P_i Y_i - 1/β_i P̄_i Y_i, MU."""
    firms = economy.firms
    return (1 - firms.tax_products) * firms.price * firms.output - (
        firms.materials_price * firms.materials_used
    )


def real_value_added(economy: Economy) -> np.ndarray:
    """Value added of each firm at prices of the base quarter, Y_i (1 - τ^Y_i - 1/β_i), RU."""
    firms = economy.firms
    return (1 - firms.tax_products) * firms.output - firms.materials_used


def record_industries(economy: Economy) -> dict[str, np.ndarray]:
    """Series of industries; the base quarter sells its output and pays normal wages."""
    p, firms, world = economy.parameters, economy.firms, economy.world
    base_quarter = economy.aggregate.period == 1
    real_gva = real_value_added(economy)
    wage = firms.wage_rate if base_quarter else firms.wage
    firm_series = {
        "nominal_sector_gva": real_gva if base_quarter else nominal_value_added(economy),
        "real_sector_gva": real_gva,
        "output": firms.output,
        "sales": firms.output if base_quarter else firms.sales,
        "demand": firms.demand,
        "employment": firms.employees,
        "wages": economy.aggregate.consumer_price * wage * firms.employees,
        "profit": firms.profit,
        "capital": firms.capital,
        "inventories": firms.inventories,
        "deposits": firms.deposits,
        "loans": firms.loans,
    }
    return {
        **{name: by_industry(economy, values) for name, values in firm_series.items()},
        "imports": p.import_shares * world.import_supply if base_quarter else world.sales.copy(),
        "price": economy.aggregate.product_price.copy(),
    }
