"""From the opening of a quarter to the goods market: phases 1 to 16 of section 4.

A variable on the right of an equation that no earlier phase has written is last quarter's. Price
indices are last quarter's throughout.
"""

import math
from collections.abc import Sequence

import numpy as np

from .economy import (
    UNEMPLOYED,
    Economy,
    disposable_income,
    input_price,
    positive,
    round_half_away,
)
from .parameters import MAX_LABOUR_INTENSITY


def refinancing_of_insolvent_firms(economy: Economy) -> None:
    """Phase 1, section 4.1: the bank writes off what the successor of a firm cannot carry."""
    p, firms, bank = economy.parameters, economy.firms, economy.bank
    insolvent = (firms.deposits < 0) & (firms.equity < 0)

    # Δ = L_i - D_i - ζ^b P̄^CF K_i
    remaining_loans = p.bankruptcy_loan_ratio * economy.aggregate.capital_price * firms.capital
    written_off = firms.loans - firms.deposits - remaining_loans

    # E_k = E_k - Δ, E_i = E_i + Δ, L_i = ζ^b P̄^CF K_i, D_i = 0
    bank.equity -= written_off[insolvent].sum()
    firms.equity = np.where(insolvent, firms.equity + written_off, firms.equity)
    firms.loans = np.where(insolvent, remaining_loans, firms.loans)
    firms.deposits = np.where(insolvent, 0.0, firms.deposits)
    economy.aggregate.refinanced_firms = int(insolvent.sum())


def fit_autoregression(history: Sequence[float]) -> tuple[float, float]:
    """Section 2.3: slope and constant of an autoregression of order one, by least squares.

    With the pseudo-inverse, as a constant history leaves the slope undetermined.
    """
    # y_k = α y_{k-1} + β, singular values up to 100 ε count as 0
    past = np.column_stack([history[:-1], np.ones(len(history) - 1)])
    left, singular, right = np.linalg.svd(past, full_matrices=False)
    kept = singular > 100 * np.finfo(float).eps
    inverse = np.divide(1.0, singular, out=np.zeros_like(singular), where=kept)
    slope, constant = right.T @ (inverse * (left.T @ np.array(history[1:])))
    return float(slope), float(constant)


def forecast_next(history: Sequence[float]) -> float:
    """Section 2.3: the next value by the fitted autoregression, without innovation."""
    slope, constant = fit_autoregression(history)
    return slope * history[-1] + constant


def expectations(economy: Economy) -> None:
    """Phase 2, section 4.2: expected growth of gross output and expected inflation."""
    aggregate = economy.aggregate

    # log Y^e = forecast_next(log Y), γ^e = Y^e / Y_n - 1
    log_output = [math.log(output) for output in aggregate.output_history]
    expected_output = math.exp(forecast_next(log_output))
    aggregate.expected_growth = expected_output / aggregate.output_history[-1] - 1

    # π^e = exp(forecast_next(π)) - 1
    aggregate.expected_inflation = math.exp(forecast_next(aggregate.inflation_history)) - 1


def foreign_economy(economy: Economy) -> None:
    """Phase 3, section 4.3: euro-area output and inflation, without innovations."""
    p, world = economy.parameters, economy.world

    # Y^EA = exp(α log Y^EA + β), γ^EA = its growth
    output = next_level(p.foreign_output_slope, p.foreign_output_constant, world.output)
    world.growth = output / world.output - 1
    world.output = output

    # 1 + π^EA = exp(α log(1 + π^EA) + β)
    slope, constant = p.foreign_inflation_slope, p.foreign_inflation_constant
    world.inflation = next_level(slope, constant, 1 + world.inflation) - 1


def next_level(slope: float, constant: float, level: float) -> float:
    """A first-order autoregression in logs, one quarter on, without innovation."""
    return math.exp(slope * math.log(level) + constant)


def policy_rate(economy: Economy) -> None:
    """Phase 4, section 4.3: Taylor rule on the euro area, or at home (section 9.12)."""
    p, central_bank, world = economy.parameters, economy.central_bank, economy.world
    inflation, growth = world.inflation, world.growth
    if p.domestic_policy_rule:
        # π^e and γ^e in the place of π^EA and γ^EA
        inflation = economy.aggregate.expected_inflation
        growth = economy.aggregate.expected_growth

    # r̄ = ρ r̄ + (1 - ρ) [r* + π* + ξ^π (π^EA - π*) + ξ^γ γ^EA]
    rule = (
        p.real_equilibrium_rate
        + p.inflation_target
        + p.taylor_inflation * (inflation - p.inflation_target)
        + p.taylor_growth * growth
    )
    smoothed = p.taylor_smoothing * central_bank.policy_rate + (1 - p.taylor_smoothing) * rule
    central_bank.policy_rate = max(0.0, smoothed) if p.zero_lower_bound else smoothed


def productivity_trend(economy: Economy) -> None:
    """Phase 5, section 4.4: growth extension; the trend is 0 in the published model."""
    firms, trend = economy.firms, economy.parameters.productivity_trend
    # ᾱ_i = ᾱ_i (1 + trend), w̄_i = w̄_i (1 + trend)
    firms.labour_productivity = firms.labour_productivity * (1 + trend)
    firms.wage_rate = firms.wage_rate * (1 + trend)


def lending_rate(economy: Economy) -> None:
    """Phase 6, section 4.5."""
    # r = r̄ + μ
    economy.bank.lending_rate = economy.central_bank.policy_rate + economy.parameters.risk_premium


def firms_decisions(economy: Economy) -> None:
    """Phase 7, section 4.6: target output, price, factor demands, loan demand."""
    p, firms, aggregate = economy.parameters, economy.firms, economy.aggregate
    growth, inflation = aggregate.expected_growth, aggregate.expected_inflation

    # (1) Q^s_i = Q^d_i (1 + γ^e)
    firms.target_output = firms.demand * (1 + growth)

    # (2) π^c_i = (1 + τ^SIF) w̄_i/ᾱ_i (P̄^HH / P_i - 1)
    #           + 1/β_i (Σ_g a_gs P̄_g / P_i - 1) + δ_i/κ_i (P̄^CF / P_i - 1)
    labour_cost = (1 + p.tax_social_employer) * firms.wage_rate / firms.labour_productivity
    materials_cost = 1 / firms.intermediate_productivity
    capital_cost = firms.depreciation_rate / firms.capital_productivity
    cost_push = (
        labour_cost * (aggregate.consumer_price / firms.price - 1)
        + materials_cost * (input_price(economy) / firms.price - 1)
        + capital_cost * (aggregate.capital_price / firms.price - 1)
    )

    # (3) P_i = P_i (1 + π^c_i)(1 + π^e)
    firms.price = firms.price * (1 + cost_push) * (1 + inflation)

    # (4) x_i = min(Q^s_i, κ_i K_i)
    planned = np.minimum(firms.target_output, firms.capital_productivity * firms.capital)

    # (5) I^d_i = δ_i/κ_i x_i, ΔM^d_i = x_i / β_i, N^d_i = max(1, round(x_i / ᾱ_i))
    # Growth extension: I^d_i = max(0, δ_i/κ_i x_i + λ (K*_i - K_i)) with K*_i = Q^s_i / (κ_i u*),
    # capital that makes the target at the utilisation u*; λ is 0 in the published model.
    replacement = capital_cost * planned
    desired_capital = firms.target_output / (firms.capital_productivity * p.target_utilisation)
    expansion = p.investment_adjustment * (desired_capital - firms.capital)
    firms.investment_target = np.maximum(0, replacement + expansion)
    firms.materials_target = planned / firms.intermediate_productivity
    firms.employment_target = np.maximum(1, round_half_away(planned / firms.labour_productivity))

    # (6) Π^e_i = Π_i (1 + π^e)(1 + γ^e)
    firms.expected_profit = firms.profit * (1 + inflation) * (1 + growth)

    # (7) ΔD^e_i = Π^e_i - θ L_i - τ^FIRM pos(Π^e_i) - θ^DIV (1 - τ^FIRM) pos(Π^e_i)
    taxable = positive(firms.expected_profit)
    expected_cash_flow = (
        firms.expected_profit
        - p.loan_repayment * firms.loans
        - p.tax_corporate * taxable
        - p.dividend_payout * (1 - p.tax_corporate) * taxable
    )

    # (8) ΔL^d_i = max(0, -ΔD^e_i - D_i)
    # Growth extension: + P̄^CF (1 + π^e)(I^d_i - δ_i/κ_i x_i), which is 0 in the published model.
    capital_price = aggregate.capital_price * (1 + inflation)
    expansion_cost = capital_price * (firms.investment_target - replacement)
    firms.loan_demand = np.maximum(0, -expected_cash_flow - firms.deposits + expansion_cost)

    # (9) K^e_i = P̄^CF (1 + π^e) K_i, L^e_i = (1 - θ) L_i
    firms.expected_capital_value = capital_price * firms.capital
    firms.expected_loans = (1 - p.loan_repayment) * firms.loans


def credit_market(economy: Economy) -> None:
    """Phase 8, section 4.7: applicants are served by increasing index."""
    p, firms = economy.parameters, economy.firms

    # E_k/ζ - Σ L^e_k: loans the bank's equity still allows
    room = economy.bank.equity / p.capital_requirement - firms.expected_loans.sum()

    # ΔL_i = max(0, min(ΔL^d_i, ζ^LTV K^e_i - L^e_i, room - loans granted so far))
    collateral = p.loan_to_value * firms.expected_capital_value - firms.expected_loans
    firms.new_loans = np.zeros(firms.count)
    granted = 0.0
    for firm in np.flatnonzero(firms.loan_demand > 0):
        loan = min(firms.loan_demand[firm], collateral[firm], room - granted)
        firms.new_loans[firm] = max(0.0, loan)
        granted += firms.new_loans[firm]


def labour_market(economy: Economy) -> None:
    """Phase 9, section 4.8: separations, then hiring, workers and firms by increasing index."""
    firms, households = economy.firms, economy.households

    # V_i = N^d_i - N_i
    vacancies = firms.employment_target - firms.employees
    for worker, employer in enumerate(households.employer):
        if employer != UNEMPLOYED and vacancies[employer] < 0:
            households.employer[worker] = UNEMPLOYED
            vacancies[employer] += 1
            firms.employees[employer] -= 1

    # Rounds in which every firm with a vacancy hires one: the unemployed of lowest index.
    unemployed = iter(np.flatnonzero(~households.employed))
    hiring = list(np.flatnonzero(vacancies > 0))
    while hiring:
        for firm in hiring:
            worker = next(unemployed, None)
            if worker is None:
                return
            households.employer[worker] = firm
            vacancies[firm] -= 1
            firms.employees[firm] += 1
        hiring = [firm for firm in hiring if vacancies[firm] > 0]


def wages_and_production(economy: Economy) -> None:
    """Phase 10, section 4.9: with the materials and the capital on stock."""
    firms = economy.firms
    capacity = firms.capital_productivity * firms.capital  # κ_i K_i
    # β_i M_i; an industry without inputs (its shares all 0, 1/β_i = 0) is not limited, section 9.7
    has_inputs = economy.parameters.input_shares.any(axis=0)[firms.industry]
    materials_limit = np.full(firms.count, np.inf)
    materials_limit[has_inputs] = (
        firms.intermediate_productivity[has_inputs] * firms.materials[has_inputs]
    )
    labour = firms.employees * firms.labour_productivity  # N_i ᾱ_i

    # y_i = min(Q^s_i, κ_i K_i, β_i M_i), u_i = min(1.5, y_i / (N_i ᾱ_i))
    feasible = np.minimum(np.minimum(firms.target_output, capacity), materials_limit)
    intensity = np.minimum(MAX_LABOUR_INTENSITY, feasible / np.where(labour == 0, np.inf, labour))

    # w_i = w̄_i u_i, α_i = ᾱ_i u_i, Y_i = min(y_i, N_i α_i)
    firms.wage = firms.wage_rate * intensity
    firms.output = np.minimum(feasible, labour * intensity)


def workers_wages(economy: Economy) -> None:
    """Phase 11, section 4.9: the unemployed keep the wage they last earned."""
    households = economy.households
    employed = households.employed
    # w_h = w_i of the employer
    households.wage[employed] = economy.firms.wage[households.employer[employed]]


def social_benefits(economy: Economy) -> None:
    """Phase 12, section 4.10."""
    government, growth = economy.government, economy.aggregate.expected_growth
    # sb = sb (1 + γ^e)
    government.benefit_other *= 1 + growth
    government.benefit_inactive *= 1 + growth


def bank_expected_profit(economy: Economy) -> None:
    """Phase 13, section 4.10."""
    bank, aggregate = economy.bank, economy.aggregate
    # Π^e_k = Π_k (1 + π^e)(1 + γ^e)
    bank.expected_profit = (
        bank.profit * (1 + aggregate.expected_inflation) * (1 + aggregate.expected_growth)
    )


def household_budgets(economy: Economy) -> None:
    """Phase 14, section 4.11: shares of the income expected at last quarter's prices and π^e."""
    p, households, aggregate = economy.parameters, economy.households, economy.aggregate
    expected_price = aggregate.consumer_price * (1 + aggregate.expected_inflation)
    expected_income = disposable_income(
        economy, expected_price, economy.firms.expected_profit, economy.bank.expected_profit
    )

    # C^d_h = ψ Y^e_h / (1 + τ^VAT), I^d_h = ψ^H Y^e_h / (1 + τ^CF)
    households.consumption_budget = p.propensity_consume * expected_income / (1 + p.tax_value_added)
    households.housing_budget = (
        p.propensity_invest_housing * expected_income / (1 + p.tax_capital_formation)
    )


def next_demand(economy: Economy, slope: float, constant: float, level: float) -> float:
    """A demand one quarter on: its autoregression, in the growth extension around a trend.

    Government, exports and imports share the trend, which is 0 in the published model.
    """
    # log X_t - d t = α (log X_{t-1} - d (t-1)) + β
    trend, quarter = economy.parameters.demand_trend, economy.aggregate.period
    without_trend = level * math.exp(-trend * (quarter - 1))
    return next_level(slope, constant, without_trend) * math.exp(trend * quarter)


def government_demand(economy: Economy) -> None:
    """Phase 15, section 4.12, without innovation."""
    p, government, aggregate = economy.parameters, economy.government, economy.aggregate

    # C^G = exp(α^G log C^G + β^G)
    government.consumption_target = next_demand(
        economy, p.government_slope, p.government_constant, government.consumption_target
    )

    # C^d_j = C^G / J Σ_g c^G_g P̄_g (1 + π^e)
    price = p.government_shares @ aggregate.product_price * (1 + aggregate.expected_inflation)
    government.entity_budget = government.consumption_target / p.government_entities * price


def foreign_trade(economy: Economy) -> None:
    """Phase 16, section 4.13, without innovations."""
    p, world, aggregate = economy.parameters, economy.world, economy.aggregate

    # C^E = exp(α^E log C^E + β^E), C^d_l = C^E / L Σ_g c^E_g P̄_g (1 + π^e)
    world.export_demand = next_demand(
        economy, p.export_slope, p.export_constant, world.export_demand
    )
    price = p.export_shares @ aggregate.product_price * (1 + aggregate.expected_inflation)
    world.consumer_budget = world.export_demand / p.foreign_consumers * price

    # Y^I = exp(α^I log Y^I + β^I), Y^m_g = c^I_g Y^I, P^m_g = P̄_g (1 + π^e)
    world.import_supply = next_demand(
        economy, p.import_slope, p.import_constant, world.import_supply
    )
    world.supply = p.import_shares * world.import_supply
    world.price = aggregate.product_price * (1 + aggregate.expected_inflation)
