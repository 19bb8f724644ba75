"""The base quarter, t = 0: section 3, with the firm sizes of section 6.1."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from .economy import (
    UNEMPLOYED,
    Aggregate,
    Bank,
    CentralBank,
    Economy,
    Firms,
    Government,
    Households,
    RestOfWorld,
    disposable_income,
    positive,
    round_half_away,
)
from .parameters import Parameters, vector


def initial_economy(parameters: Parameters, conditions: Mapping[str, Any]) -> Economy:
    """Section 3: every agent at the end of the base quarter; all price indices are 1."""
    firms = initial_firms(parameters, conditions)
    bank = initial_bank(parameters, conditions, firms)
    economy = Economy(
        parameters=parameters,
        firms=firms,
        households=initial_workers(parameters, conditions, firms),
        bank=bank,
        central_bank=CentralBank(policy_rate=conditions["r_bar"], equity=conditions["E_CB"]),
        government=initial_government(parameters, conditions),
        world=initial_world(parameters, conditions),
        aggregate=initial_aggregate(parameters, conditions),
    )

    # 3.5: D_h = D^H Y_h / ΣY_h, K_h = K^H Y_h / ΣY_h
    households = economy.households
    households.income = disposable_income(economy, 1.0, firms.profit, bank.profit)
    share = households.income / households.income.sum()
    households.deposits = conditions["D_H"] * share
    households.housing = conditions["K_H"] * share

    # 3.6: D_k = ΣD_i + ΣD_h + E_k - ΣL_i
    bank.reserves = (
        firms.deposits.sum() + households.deposits.sum() + bank.equity - firms.loans.sum()
    )
    return economy


def initial_firms(p: Parameters, conditions: Mapping[str, Any]) -> Firms:
    """Section 3.2."""
    firms_of = p.firms_per_industry.astype(int)
    industry = np.repeat(np.arange(p.products), firms_of)
    productivity = p.labour_productivity[industry]
    materials_productivity = p.intermediate_productivity[industry]
    capital_productivity = p.capital_productivity[industry]
    depreciation_rate = p.depreciation_rate[industry]
    wage_rate = p.wage_rate[industry]
    tax_products, tax_production = p.tax_products[industry], p.tax_production[industry]
    policy_rate = conditions["r_bar"]

    # 6.1: N_i = round(N_s / I_s)
    employees = round_half_away(vector(conditions["N_s"]) / firms_of)[industry]

    # Y_i = ᾱ_i N_i, K_i = Y_i / (ω κ_i), M_i = Y_i / (ω β_i), L_i = L^I K_i / ΣK
    output = productivity * employees
    capital = output / (conditions["omega"] * capital_productivity)
    materials = output / (conditions["omega"] * materials_productivity)
    loans = conditions["L_I"] * capital / capital.sum()

    # π̄_i = 1 - (1 + τ^SIF) w̄_i/ᾱ_i - δ_i/κ_i - 1/β_i - τ^K_i - τ^Y_i
    margin = (
        1
        - (1 + p.tax_social_employer) * wage_rate / productivity
        - depreciation_rate / capital_productivity
        - 1 / materials_productivity
        - tax_production
        - tax_products
    )

    # D_i = D^I pos(π̄_i Y_i) / Σ pos(π̄ Y)
    surplus = positive(margin * output)
    deposits = conditions["D_I"] * surplus / surplus.sum()

    # Π_i = π̄_i Y_i - r L_i + r̄ pos(D_i), with r = r̄ + μ
    lending_rate = policy_rate + p.risk_premium
    profit = margin * output - lending_rate * loans + policy_rate * positive(deposits)

    return Firms(
        industry=industry,
        labour_productivity=productivity,
        intermediate_productivity=materials_productivity,
        capital_productivity=capital_productivity,
        depreciation_rate=depreciation_rate,
        wage_rate=wage_rate,
        tax_products=tax_products,
        tax_production=tax_production,
        operating_margin=margin,
        employees=employees,
        output=output,
        demand=output.copy(),
        price=np.ones(len(industry)),
        capital=capital,
        materials=materials,
        loans=loans,
        deposits=deposits,
        profit=profit,
    )


def initial_workers(p: Parameters, conditions: Mapping[str, Any], firms: Firms) -> Households:
    """Section 3.3: firm i takes the next N_i workers; the rest are unemployed."""
    workers = p.active_persons - firms.count - 1
    staff = np.repeat(np.arange(firms.count), firms.employees.astype(int))
    if len(staff) > workers:
        raise ValueError(
            f"firms employ {len(staff)} persons, but there are {workers} workers: "
            "H_act is too small for N_s and I_s (section 3.3)"
        )
    employer = np.full(workers, UNEMPLOYED)
    employer[: len(staff)] = staff

    # w_h = w̄_i of the employer, or w^UB / θ^UB
    wage = np.full(workers, conditions["w_UB"] / p.unemployment_replacement)
    wage[: len(staff)] = firms.wage_rate[staff]

    first_investor = workers + p.inactive_persons
    banker = first_investor + firms.count
    return Households(
        workers=slice(0, workers),
        inactive=slice(workers, first_investor),
        investors=slice(first_investor, banker),
        banker=banker,
        wage=wage,
        employer=employer,
    )


def initial_bank(p: Parameters, conditions: Mapping[str, Any], firms: Firms) -> Bank:
    """Section 3.4; the reserves follow with the deposits of households."""
    # Π_k = μ ΣL_i + r̄ E_k
    equity = conditions["E_k"]
    profit = p.risk_premium * firms.loans.sum() + conditions["r_bar"] * equity
    return Bank(
        equity=equity,
        profit=profit,
        lending_rate=conditions["r_bar"] + p.risk_premium,
    )


def initial_government(p: Parameters, conditions: Mapping[str, Any]) -> Government:
    """Section 3.6."""
    return Government(
        consumption_target=conditions["C_G"][p.history_length - 1],
        deflator=1.0,
        debt=conditions["L_G"],
        benefit_inactive=conditions["sb_inact"],
        benefit_other=conditions["sb_other"],
    )


def initial_world(p: Parameters, conditions: Mapping[str, Any]) -> RestOfWorld:
    """Section 3.6."""
    import_supply = conditions["Y_I"][p.history_length - 1]
    return RestOfWorld(
        output=conditions["Y_EA"],
        inflation=conditions["pi_EA"],
        export_demand=conditions["C_E"][p.history_length - 1],
        import_supply=import_supply,
        export_deflator=1.0,
        position=conditions["D_RoW"],
        supply=np.zeros(p.products),
        price=np.ones(p.products),
        demand=np.zeros(p.products),
        sales=np.zeros(p.products),
    )


def initial_aggregate(p: Parameters, conditions: Mapping[str, Any]) -> Aggregate:
    """Section 3.6; every price index is 1."""
    return Aggregate(
        period=1,
        output_history=list(conditions["Y"][: p.history_length]),
        inflation_history=list(conditions["pi"][: p.history_length]),
        expected_growth=0.0,
        expected_inflation=0.0,
        price_index=1.0,
        product_price=np.ones(p.products),
        consumer_price=1.0,
        capital_price=1.0,
        consumption_deflator=1.0,
        housing_deflator=1.0,
        refinanced_firms=0,
    )
