"""One quarter: section 4, one function per phase, in the order of section 4.0.

A variable on the right of an equation that no earlier phase has written is last quarter's. Price
indices are last quarter's up to the goods market and this quarter's after it.
"""

import math
from collections.abc import Callable, Sequence

import numpy as np

from .economy import (
    UNEMPLOYED,
    Economy,
    disposable_income,
    input_price,
    positive,
    round_half_away,
)
from .goods_market import goods_market
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


def scenario(economy: Economy) -> None:
    """Phase 5, section 4.4: nothing happens. A trend or a shock would enter here."""


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
    firms.investment_target = capital_cost * planned
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
    firms.loan_demand = np.maximum(0, -expected_cash_flow - firms.deposits)

    # (9) K^e_i = P̄^CF (1 + π^e) K_i, L^e_i = (1 - θ) L_i
    firms.expected_capital_value = aggregate.capital_price * (1 + inflation) * firms.capital
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


def government_demand(economy: Economy) -> None:
    """Phase 15, section 4.12, without innovation."""
    p, government, aggregate = economy.parameters, economy.government, economy.aggregate

    # C^G = exp(α^G log C^G + β^G)
    government.consumption_target = next_level(
        p.government_slope, p.government_constant, government.consumption_target
    )

    # C^d_j = C^G / J Σ_g c^G_g P̄_g (1 + π^e)
    price = p.government_shares @ aggregate.product_price * (1 + aggregate.expected_inflation)
    government.entity_budget = government.consumption_target / p.government_entities * price


def foreign_trade(economy: Economy) -> None:
    """Phase 16, section 4.13, without innovations."""
    p, world, aggregate = economy.parameters, economy.world, economy.aggregate

    # C^E = exp(α^E log C^E + β^E), C^d_l = C^E / L Σ_g c^E_g P̄_g (1 + π^e)
    world.export_demand = next_level(p.export_slope, p.export_constant, world.export_demand)
    price = p.export_shares @ aggregate.product_price * (1 + aggregate.expected_inflation)
    world.consumer_budget = world.export_demand / p.foreign_consumers * price

    # Y^I = exp(α^I log Y^I + β^I), Y^m_g = c^I_g Y^I, P^m_g = P̄_g (1 + π^e)
    world.import_supply = next_level(p.import_slope, p.import_constant, world.import_supply)
    world.supply = p.import_shares * world.import_supply
    world.price = aggregate.product_price * (1 + aggregate.expected_inflation)


def inflation_and_price_indices(economy: Economy) -> None:
    """Phase 18, section 4.15."""
    p, firms, world = economy.parameters, economy.firms, economy.world
    aggregate = economy.aggregate

    # P̄ = ΣP_i Y_i / ΣY_i, π_{T'+t} = log of its growth
    price_index = (firms.price @ firms.output) / firms.output.sum()
    aggregate.inflation_history.append(math.log(price_index / aggregate.price_index))
    aggregate.price_index = price_index

    # P̄_g = (Σ_{i of g} P_i Q_i + P^m_g Q^m_g) / (Σ_{i of g} Q_i + Q^m_g); as before if none sold
    value = by_industry(economy, firms.price * firms.sales) + world.price * world.sales
    quantity = by_industry(economy, firms.sales) + world.sales
    aggregate.product_price = np.divide(
        value, quantity, out=aggregate.product_price.copy(), where=quantity != 0
    )

    # P̄^CF = Σ b^CF_g P̄_g, P̄^HH = Σ b^HH_g P̄_g
    aggregate.capital_price = p.firm_investment_shares @ aggregate.product_price
    aggregate.consumer_price = p.consumption_shares @ aggregate.product_price


def by_industry(economy: Economy, values: np.ndarray) -> np.ndarray:
    """Sums over the firms of each industry."""
    return np.bincount(
        economy.firms.industry, weights=values, minlength=economy.parameters.products
    )


def firms_stocks(economy: Economy) -> None:
    """Phase 19, section 4.16."""
    firms = economy.firms
    # K_i = K_i - δ_i/κ_i Y_i + I_i
    firms.capital = firms.capital - firms.depreciation + firms.investment
    # M_i = M_i - Y_i/β_i + ΔM_i, where rounding must leave nothing below 0
    firms.materials = positive(firms.materials - firms.materials_used + firms.materials_bought)
    # ΔS_i = Y_i - Q_i, S_i = S_i + ΔS_i
    firms.inventory_change = firms.output - firms.sales
    firms.inventories = firms.inventories + firms.inventory_change


def firms_profits(economy: Economy) -> None:
    """Phase 20, section 4.17: with deposits and loans of the start of the quarter."""
    p, firms, rate = economy.parameters, economy.firms, economy.central_bank.policy_rate
    wage_bill = firms.wage * firms.employees * economy.aggregate.consumer_price
    # Π_i = P_i Q_i + P_i ΔS_i + r̄ pos(D_i)
    #     - (1 + τ^SIF) w_i N_i P̄^HH - 1/β_i P̄_i Y_i - δ_i/κ_i P^CF_i Y_i
    #     - τ^Y_i P_i Y_i - τ^K_i P_i Y_i - r (L_i + pos(-D_i))
    firms.profit = (
        firms.price * firms.sales
        + firms.price * firms.inventory_change
        + rate * positive(firms.deposits)
        - (1 + p.tax_social_employer) * wage_bill
        - firms.materials_price * firms.materials_used
        - firms.investment_price * firms.depreciation
        - firms.tax_products * firms.price * firms.output
        - firms.tax_production * firms.price * firms.output
        - economy.bank.lending_rate * (firms.loans + positive(-firms.deposits))
    )


def bank_profit_and_equity(economy: Economy) -> None:
    """Phase 21, section 4.18: with the stocks of the start of the quarter."""
    p, bank = economy.parameters, economy.bank
    loans, firms, households = (
        economy.firms.loans,
        economy.firms.deposits,
        economy.households.deposits,
    )

    # Π_k = r [ΣL_i + Σpos(-D_i) + Σpos(-D_h)] + r̄ [D_k - Σpos(D_i) - Σpos(D_h)]
    lent = loans.sum() + positive(-firms).sum() + positive(-households).sum()
    owed = bank.reserves - positive(firms).sum() - positive(households).sum()
    bank.profit = bank.lending_rate * lent + economy.central_bank.policy_rate * owed

    # E_k = E_k + Π_k - θ^DIV (1 - τ^FIRM) pos(Π_k) - τ^FIRM pos(Π_k)
    taxable = max(0.0, bank.profit)
    dividend = p.dividend_payout * (1 - p.tax_corporate) * taxable
    bank.equity += bank.profit - dividend - p.tax_corporate * taxable


def household_incomes(economy: Economy) -> None:
    """Phase 22, section 4.19: at this quarter's consumer price."""
    economy.households.income = disposable_income(
        economy, economy.aggregate.consumer_price, economy.firms.profit, economy.bank.profit
    )


def household_deposits(economy: Economy) -> None:
    """Phase 23, section 4.20."""
    p, households = economy.parameters, economy.households
    # D_h = D_h + Y_h - (1 + τ^VAT) C_h - (1 + τ^CF) I_h + r̄ pos(D_h) - r pos(-D_h)
    households.deposits = (
        households.deposits
        + households.income
        - (1 + p.tax_value_added) * households.consumption
        - (1 + p.tax_capital_formation) * households.housing_investment
        + economy.central_bank.policy_rate * positive(households.deposits)
        - economy.bank.lending_rate * positive(-households.deposits)
    )


def central_bank_equity(economy: Economy) -> None:
    """Phase 24, section 4.21: with debt and reserves of the start of the quarter."""
    central_bank = economy.central_bank
    # E^CB = E^CB + r^G L^G - r̄ D_k
    central_bank.equity += (
        economy.parameters.government_bond_rate * economy.government.debt
        - central_bank.policy_rate * economy.bank.reserves
    )


def government_balance(economy: Economy) -> None:
    """Phase 25, section 4.22: revenue, deficit, debt."""
    p, firms, households = economy.parameters, economy.firms, economy.households
    government, consumer_price = economy.government, economy.aggregate.consumer_price

    # W = Σw_h of the employed, U = Σw_h of the unemployed, Π+ = Σpos(Π_i) + pos(Π_k)
    wages = households.wage[households.employed].sum()
    last_wages = households.wage[~households.employed].sum()
    profits = positive(firms.profit).sum() + max(0.0, economy.bank.profit)
    output_value = firms.price * firms.output

    # Y^G = (τ^SIF + τ^SIW) W P̄^HH + τ^INC (1 - τ^SIW) W P̄^HH + τ^VAT ΣC_h + τ^CF ΣI_h
    #     + τ^INC (1 - τ^FIRM) θ^DIV Π+ + τ^FIRM Π+
    #     + Στ^Y_i P_i Y_i + Στ^K_i P_i Y_i + τ^EXP C_l
    government.revenue = (
        (p.tax_social_employer + p.tax_social_employee) * wages * consumer_price
        + p.tax_income * (1 - p.tax_social_employee) * wages * consumer_price
        + p.tax_value_added * households.consumption.sum()
        + p.tax_capital_formation * households.housing_investment.sum()
        + p.tax_income * (1 - p.tax_corporate) * p.dividend_payout * profits
        + p.tax_corporate * profits
        + firms.tax_products @ output_value
        + firms.tax_production @ output_value
        + p.tax_export * economy.world.consumption
    )

    # Π^G = C_j + r^G L^G + [H_inact sb^inact + θ^UB U + H sb^other] P̄^HH - Y^G
    benefits = (
        p.inactive_persons * government.benefit_inactive
        + p.unemployment_replacement * last_wages
        + len(households.deposits) * government.benefit_other
    )
    government.deficit = (
        government.consumption
        + p.government_bond_rate * government.debt
        + benefits * consumer_price
        - government.revenue
    )

    # L^G = L^G + Π^G
    government.debt += government.deficit


def firms_deposits_loans_equity(economy: Economy) -> None:
    """Phase 26, section 4.23."""
    p, firms, aggregate = economy.parameters, economy.firms, economy.aggregate
    wage_bill = firms.wage * firms.employees * aggregate.consumer_price
    taxable = positive(firms.profit)

    # ΔD_i = P_i Q_i - (1 + τ^SIF) w_i N_i P̄^HH - P̄_i ΔM_i - P^CF_i I_i
    #      - τ^Y_i P_i Y_i - τ^K_i P_i Y_i - τ^FIRM pos(Π_i) - θ^DIV (1 - τ^FIRM) pos(Π_i)
    #      - r (L_i + pos(-D_i)) + r̄ pos(D_i) + ΔL_i - θ L_i
    deposit_change = (
        firms.price * firms.sales
        - (1 + p.tax_social_employer) * wage_bill
        - firms.materials_price * firms.materials_bought
        - firms.investment_price * firms.investment
        - firms.tax_products * firms.price * firms.output
        - firms.tax_production * firms.price * firms.output
        - p.tax_corporate * taxable
        - p.dividend_payout * (1 - p.tax_corporate) * taxable
        - economy.bank.lending_rate * (firms.loans + positive(-firms.deposits))
        + economy.central_bank.policy_rate * positive(firms.deposits)
        + firms.new_loans
        - p.loan_repayment * firms.loans
    )

    # D_i = D_i + ΔD_i, L_i = (1 - θ) L_i + ΔL_i
    firms.deposits = firms.deposits + deposit_change
    firms.loans = (1 - p.loan_repayment) * firms.loans + firms.new_loans

    # E_i = D_i + M_i Σ_g a_gs P̄_g + P_i S_i + P̄^CF K_i - L_i
    firms.equity = (
        firms.deposits
        + firms.materials * input_price(economy)
        + firms.price * firms.inventories
        + aggregate.capital_price * firms.capital
        - firms.loans
    )


def position_of_the_rest_of_the_world(economy: Economy) -> None:
    """Phase 27, section 4.24."""
    world = economy.world
    # D^RoW = D^RoW + ΣP^m_g Q^m_g - (1 + τ^EXP) C_l
    exports = (1 + economy.parameters.tax_export) * world.consumption
    world.position += world.price @ world.sales - exports


def bank_reserves(economy: Economy) -> None:
    """Phase 28, section 4.25."""
    firms, households, bank = economy.firms, economy.households, economy.bank
    # D_k = ΣD_i + ΣD_h + E_k - ΣL_i
    bank.reserves = (
        firms.deposits.sum() + households.deposits.sum() + bank.equity - firms.loans.sum()
    )


def close(economy: Economy) -> None:
    """Phase 29, section 4.26."""
    # Y_{T'+t} = ΣY_i, t = t + 1
    economy.aggregate.output_history.append(economy.firms.output.sum())
    economy.aggregate.period += 1


PERIOD: tuple[Callable[[Economy], None], ...] = (
    refinancing_of_insolvent_firms,
    expectations,
    foreign_economy,
    policy_rate,
    scenario,
    lending_rate,
    firms_decisions,
    credit_market,
    labour_market,
    wages_and_production,
    workers_wages,
    social_benefits,
    bank_expected_profit,
    household_budgets,
    government_demand,
    foreign_trade,
    goods_market,
    inflation_and_price_indices,
    firms_stocks,
    firms_profits,
    bank_profit_and_equity,
    household_incomes,
    household_deposits,
    central_bank_equity,
    government_balance,
    firms_deposits_loans_equity,
    position_of_the_rest_of_the_world,
    bank_reserves,
    close,
)
