"""The state: sections 1.6 to 1.8. One dataclass per kind of agent, one entry per agent."""

from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .parameters import Parameters

UNEMPLOYED = -1


def fill_with_zeros(agents: Any, count: int) -> None:
    """Starts every variable that has no initial value at 0, for each of `count` agents."""
    for entry in fields(agents):
        if not entry.init:
            setattr(agents, entry.name, np.zeros(count))


@dataclass(kw_only=True)
class Firms:
    """Firms, industry by industry."""

    industry: np.ndarray  # s(i), index
    labour_productivity: np.ndarray  # ᾱ_i, RU per person at normal intensity
    intermediate_productivity: np.ndarray  # β_i, RU/RU
    capital_productivity: np.ndarray  # κ_i, RU/RU
    depreciation_rate: np.ndarray  # δ_i, rate
    wage_rate: np.ndarray  # w̄_i, RU per person at normal intensity
    tax_products: np.ndarray  # τ^Y_i, rate
    tax_production: np.ndarray  # τ^K_i, rate
    operating_margin: np.ndarray  # π̄_i, share of output

    employees: np.ndarray  # N_i, persons
    output: np.ndarray  # Y_i, RU
    sales: np.ndarray = field(init=False)  # Q_i, RU
    demand: np.ndarray  # Q^d_i, RU
    target_output: np.ndarray = field(init=False)  # Q^s_i, RU
    price: np.ndarray  # P_i, index
    inventories: np.ndarray = field(init=False)  # S_i, RU
    inventory_change: np.ndarray = field(init=False)  # ΔS_i, RU
    capital: np.ndarray  # K_i, RU
    materials: np.ndarray  # M_i, RU
    loans: np.ndarray  # L_i, MU
    deposits: np.ndarray  # D_i, MU, negative = overdraft
    equity: np.ndarray = field(init=False)  # E_i, MU
    profit: np.ndarray  # Π_i, MU
    wage: np.ndarray = field(init=False)  # w_i, RU per person

    investment_target: np.ndarray = field(init=False)  # I^d_i, RU
    materials_target: np.ndarray = field(init=False)  # ΔM^d_i, RU
    employment_target: np.ndarray = field(init=False)  # N^d_i, persons
    expected_profit: np.ndarray = field(init=False)  # Π^e_i, MU
    expected_capital_value: np.ndarray = field(init=False)  # K^e_i, MU
    expected_loans: np.ndarray = field(init=False)  # L^e_i, MU
    loan_demand: np.ndarray = field(init=False)  # ΔL^d_i, MU
    new_loans: np.ndarray = field(init=False)  # ΔL_i, MU
    investment: np.ndarray = field(init=False)  # I_i, RU
    materials_bought: np.ndarray = field(init=False)  # ΔM_i, RU
    materials_price: np.ndarray = field(init=False)  # P̄_i, index; 0 if nothing was bought
    investment_price: np.ndarray = field(init=False)  # P^CF_i, index; 0 if nothing was bought

    def __post_init__(self) -> None:
        fill_with_zeros(self, self.count)

    @property
    def count(self) -> int:
        """Number of firms, I."""
        return len(self.industry)

    @property
    def materials_used(self) -> np.ndarray:
        """Materials that output takes, Y_i / β_i, RU."""
        return self.output / self.intermediate_productivity

    @property
    def depreciation(self) -> np.ndarray:
        """Capital that output wears out, δ_i/κ_i Y_i, RU."""
        return self.depreciation_rate / self.capital_productivity * self.output


@dataclass(kw_only=True)
class Households:
    """All households, in this order: workers, inactive persons, investors (firm by firm), banker.

    `wage` and `employer` are of workers only.
    """

    workers: slice
    inactive: slice
    investors: slice
    banker: int

    wage: np.ndarray  # w_h, RU; of the unemployed the last one
    employer: np.ndarray  # O_h, firm index or UNEMPLOYED

    income: np.ndarray = field(init=False)  # Y_h, MU, net, without interest
    deposits: np.ndarray = field(init=False)  # D_h, MU, negative = overdraft
    housing: np.ndarray = field(init=False)  # K_h, MU
    consumption_budget: np.ndarray = field(init=False)  # C^d_h, MU before tax
    housing_budget: np.ndarray = field(init=False)  # I^d_h, MU before tax
    consumption: np.ndarray = field(init=False)  # C_h, MU before tax
    housing_investment: np.ndarray = field(init=False)  # I_h, MU before tax

    def __post_init__(self) -> None:
        fill_with_zeros(self, self.banker + 1)

    @property
    def employed(self) -> np.ndarray:
        """Which workers have a job."""
        return self.employer != UNEMPLOYED


@dataclass(kw_only=True)
class Bank:
    """The bank."""

    equity: float  # E_k, MU
    profit: float  # Π_k, MU
    expected_profit: float = 0.0  # Π^e_k, MU
    reserves: float = 0.0  # D_k, MU, net claim on the central bank
    lending_rate: float  # r, rate


@dataclass(kw_only=True)
class CentralBank:
    """The central bank."""

    policy_rate: float  # r̄, rate
    equity: float  # E^CB, MU


@dataclass(kw_only=True)
class Government:
    """The government and its buying entities."""

    consumption_target: float  # C^G, RU
    entity_budget: float = 0.0  # C^d_j, MU of each entity
    consumption: float = 0.0  # C_j, MU, all entities
    deflator: float  # P̄_j, index
    revenue: float = 0.0  # Y^G, MU
    deficit: float = 0.0  # Π^G, MU
    debt: float  # L^G, MU
    benefit_inactive: float  # sb^inact, RU per person
    benefit_other: float  # sb^other, RU per person


@dataclass(kw_only=True)
class RestOfWorld:
    """The foreign economy, its consumers, and one foreign seller per product."""

    output: float  # Y^EA, millions
    growth: float = 0.0  # γ^EA, rate
    inflation: float  # π^EA, rate
    export_demand: float  # C^E, RU
    import_supply: float  # Y^I, RU
    consumer_budget: float = 0.0  # C^d_l, MU of each consumer
    consumption: float = 0.0  # C_l, MU, all exports before tax
    export_deflator: float  # P̄_l, index
    position: float  # D^RoW, MU
    supply: np.ndarray  # Y^m_g, RU
    price: np.ndarray  # P^m_g, index
    demand: np.ndarray  # Q^{d,m}_g, RU
    sales: np.ndarray  # Q^m_g, RU


@dataclass(kw_only=True)
class Aggregate:
    """Price indices, histories and expectations that everybody shares."""

    period: int  # t
    output_history: list[float]  # Y_1, Y_2, ..., RU, gross output
    inflation_history: list[float]  # π_1, π_2, ..., log rates
    expected_growth: float  # γ^e, rate
    expected_inflation: float  # π^e, rate
    price_index: float  # P̄
    product_price: np.ndarray  # P̄_g
    consumer_price: float  # P̄^HH
    capital_price: float  # P̄^CF
    consumption_deflator: float  # P̄_h
    housing_deflator: float  # P̄^CF_h
    refinanced_firms: int


@dataclass(kw_only=True)
class Economy:
    """Everything there is."""

    parameters: Parameters
    firms: Firms
    households: Households
    bank: Bank
    central_bank: CentralBank
    government: Government
    world: RestOfWorld
    aggregate: Aggregate


def positive(values: ArrayLike) -> np.ndarray:
    """pos(x) of section 0.3: x if x > 0, else 0, also for NaN."""
    return np.where(np.asarray(values) > 0, values, 0.0)


def nonzero(values: ArrayLike) -> np.ndarray:
    """nz(x) of section 0.3: a denominator, 1 in the place of 0."""
    return np.where(np.asarray(values) == 0, 1.0, values)


def round_half_away(values: np.ndarray) -> np.ndarray:
    """Rounding of section 2.2; exact also just below a half, where floor(x + 1/2) is not."""
    whole = np.trunc(values)
    return whole + np.where(np.abs(values - whole) >= 0.5, np.sign(values), 0.0)


def input_price(economy: Economy) -> np.ndarray:
    """Price of a firm's mix of materials at product prices, Σ_g a_gs P̄_g, index."""
    parameters, firms = economy.parameters, economy.firms
    return (parameters.input_shares.T @ economy.aggregate.product_price)[firms.industry]


def disposable_income(
    economy: Economy, price_level: float, firm_profit: np.ndarray, bank_profit: float
) -> np.ndarray:
    """Net income of every household, MU: sections 3.5, 4.11 and 4.19, which differ in arguments.

    `price_level` turns wages and benefits into money; the profits are the base of dividends.
    """
    p, households, government = economy.parameters, economy.households, economy.government
    income = np.empty(len(households.deposits))

    # [w_h (1 - τ^SIW - τ^INC (1 - τ^SIW)) + sb^other] P   employed
    # [θ^UB w_h + sb^other] P                              unemployed
    net_wage = 1 - p.tax_social_employee - p.tax_income * (1 - p.tax_social_employee)
    share_of_wage = np.where(households.employed, net_wage, p.unemployment_replacement)
    income[households.workers] = (
        households.wage * share_of_wage + government.benefit_other
    ) * price_level

    # [sb^inact + sb^other] P
    income[households.inactive] = (
        government.benefit_inactive + government.benefit_other
    ) * price_level

    # θ^DIV (1 - τ^INC)(1 - τ^FIRM) pos(Π) + sb^other P
    net_dividend = p.dividend_payout * (1 - p.tax_income) * (1 - p.tax_corporate)
    other = government.benefit_other * price_level
    income[households.investors] = net_dividend * positive(firm_profit) + other
    income[households.banker] = net_dividend * max(0.0, bank_profit) + other
    return income
