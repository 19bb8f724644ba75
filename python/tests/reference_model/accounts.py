"""From the goods market to the close of a quarter: phases 18 to 29 of section 4.

Price indices are this quarter's from phase 18 on; deposits, loans and debt are those of the start
of the quarter until their own phase.
"""

import math

import numpy as np

from .economy import Economy, disposable_income, input_price, positive


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
