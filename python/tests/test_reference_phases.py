"""Single phases of the reference model with numbers worked out by hand, in a village.

They reach what a quiet run never does: insolvency, rationed credit, the lower bound, demand
that nobody can serve. No data are needed.
"""

from typing import Any

import numpy as np
import pytest
from reference_model import ReferenceModel
from reference_model.economy import UNEMPLOYED, Economy, round_half_away
from reference_model.goods_market import goods_market, rationing_pass, revalued
from reference_model.identities import identity_errors
from reference_model.plans import (
    credit_market,
    firms_decisions,
    labour_market,
    next_demand,
    policy_rate,
    productivity_trend,
    refinancing_of_insolvent_firms,
)


def village() -> tuple[dict[str, Any], dict[str, Any]]:
    """Two industries of two firms, ten employees, two unemployed, five inactive persons."""
    shares = ["b_HH_g", "b_CF_g", "b_CFH_g", "c_G_g", "c_E_g", "c_I_g"]
    taxes = ["INC", "FIRM", "VAT", "SIF", "SIW", "EXPORT", "CF", "G"]
    processes = ["Y_EA", "pi_EA", "G", "E", "I"]
    parameters = {
        "T_prime": 5,
        "H_act": 10 + 2 + 4 + 1,
        "H_inact": 5,
        "J": 1,
        "L": 2,
        "theta_UB": 0.5,
        "psi": 0.9,
        "psi_H": 0.05,
        "mu": 0.01,
        "theta_DIV": 0.8,
        "theta": 0.1,
        "zeta": 0.05,
        "zeta_LTV": 0.6,
        "zeta_b": 0.5,
        "r_G": 0.01,
        "rho": 0.9,
        "r_star": 0.002,
        "pi_star": 0.005,
        "xi_pi": 0.3,
        "xi_gamma": 1.2,
        "I_s": [2, 2],
        "alpha_s": [4.0, 6.0],
        "beta_s": [2.0, 2.5],
        "kappa_s": [0.2, 0.1],
        "delta_s": [0.01, 0.015],
        "w_s": [0.8, 1.0],
        "tau_Y_s": [0.01, -0.02],
        "tau_K_s": [0.005, 0.01],
        "a_sg": [[0.5, 0.2], [0.5, 0.8]],
        **{name: [0.4, 0.6] for name in shares},
        **{f"tau_{name}": 0.1 for name in taxes},
        **{f"alpha_{name}": 0.9 for name in processes},
        **{f"beta_{name}": 0.3 for name in processes},
        "beta_pi_EA": 0.001,
    }
    initial = {
        "N_s": [4, 6],
        "D_I": 10.0,
        "L_I": 60.0,
        "omega": 0.85,
        "w_UB": 0.4,
        "sb_inact": 0.5,
        "sb_other": 0.1,
        "D_H": 50.0,
        "K_H": 100.0,
        "L_G": 80.0,
        "E_k": 20.0,
        "E_CB": 60.0,
        "D_RoW": 0.0,
        "Y": [49.0, 50.0, 50.5, 51.0, 52.0],
        "pi": [0.01, 0.004, 0.006, 0.005, 0.003],
        "Y_EA": 20.0,
        "pi_EA": 0.005,
        "r_bar": 0.01,
        "C_G": [9.0] * 5,
        "C_E": [11.0] * 5,
        "Y_I": [10.0] * 5,
    }
    return parameters, initial


@pytest.fixture
def economy() -> Economy:
    """The village in its base quarter."""
    return ReferenceModel(*village()).economy


def test_refinancing(economy: Economy) -> None:
    """Section 4.1: firms 0 and 2 lack deposits, but only firm 2 lacks equity too."""
    firms, bank = economy.firms, economy.bank
    economy.aggregate.capital_price = 1.2
    firms.deposits = np.array([-3.0, 4.0, -5.0, 6.0])
    firms.equity = np.array([1.0, -1.0, -2.0, 2.0])
    firms.loans = np.array([10.0, 10.0, 90.0, 10.0])
    firms.capital = np.array([100.0, 100.0, 100.0, 100.0])
    refinancing_of_insolvent_firms(economy)
    # Δ = 90 + 5 - 0.5 * 1.2 * 100 = 35
    assert firms.loans == pytest.approx([10, 10, 60, 10])
    assert firms.deposits == pytest.approx([-3, 4, 0, 6])
    assert firms.equity == pytest.approx([1, -1, 33, 2])
    assert bank.equity == pytest.approx(20 - 35)
    assert economy.aggregate.refinanced_firms == 1


@pytest.mark.parametrize(("bounded", "rate"), [(True, 0.0), (False, -0.0014)])
def test_lower_bound(economy: Economy, bounded: bool, rate: float) -> None:
    """Section 4.3."""
    economy.parameters.zero_lower_bound = bounded
    economy.central_bank.policy_rate = 0.001
    economy.world.inflation, economy.world.growth = -0.015, -0.02
    # 0.9 * 0.001 + 0.1 [0.007 + 0.3 (-0.02) + 1.2 (-0.02)]
    policy_rate(economy)
    assert economy.central_bank.policy_rate == pytest.approx(rate, abs=1e-15)


def test_policy_rate_at_home(economy: Economy) -> None:
    """Section 9.12: expected inflation and growth at home, not those abroad."""
    economy.parameters.domestic_policy_rule = True
    economy.world.inflation, economy.world.growth = 0.5, 0.5
    economy.aggregate.expected_inflation, economy.aggregate.expected_growth = 0.015, 0.01
    # 0.9 * 0.01 + 0.1 [0.007 + 0.3 * 0.01 + 1.2 * 0.01]
    policy_rate(economy)
    assert economy.central_bank.policy_rate == pytest.approx(0.0112)


def test_growth_extension(economy: Economy) -> None:
    """Trends, and investment that closes half of the gap to the capital that is wanted."""
    p, firms, aggregate = economy.parameters, economy.firms, economy.aggregate
    p.productivity_trend, p.demand_trend = 0.01, 0.02
    productivity_trend(economy)
    assert firms.labour_productivity == pytest.approx([4.04, 4.04, 6.06, 6.06])
    assert firms.wage_rate == pytest.approx([0.808, 0.808, 1.01, 1.01])

    aggregate.period = 3
    level = next_demand(economy, 0.9, 0.3, 5.0)
    assert np.log(level) - 0.06 == pytest.approx(0.9 * (np.log(5.0) - 0.04) + 0.3)

    p.investment_adjustment, p.target_utilisation = 0.5, 0.8
    firms.demand = np.array([16.0, 16.0, 8.0, 8.0])
    firms.capital = np.array([60.0, 900.0, 40.0, 100.0])
    firms_decisions(economy)
    # Replacement: 0.05 min(16, 0.2 K) and 0.15 min(8, 0.1 K). Capital wanted: 100 and 100.
    assert firms.investment_target == pytest.approx([0.6 + 20, 0, 0.6 + 30, 1.2])


def test_credit_is_rationed(economy: Economy) -> None:
    """Section 4.7: by collateral, by the bank's equity, and the first come first."""
    firms = economy.firms
    firms.loan_demand = np.array([30.0, 30.0, 0.0, 30.0])
    firms.expected_capital_value = np.array([100.0, 200.0, 900.0, 200.0])
    firms.expected_loans = np.array([50.0, 50.0, 80.0, 50.0])
    economy.bank.equity = 0.05 * (230 + 25)
    credit_market(economy)
    # Collateral: 0.6 * 100 - 50 = 10; the bank has room for 25
    assert firms.new_loans == pytest.approx([10, 15, 0, 0])

    firms.expected_capital_value = np.array([10.0, 200.0, 900.0, 200.0])
    economy.bank.equity = 0.05 * (230 + 70)
    credit_market(economy)
    assert firms.new_loans == pytest.approx([0, 30, 0, 30])

    economy.bank.equity = -1.0
    credit_market(economy)
    assert not firms.new_loans.any()


def test_labour_market(economy: Economy) -> None:
    """Section 4.8: firm 0 dismisses two; one a round, firms 1 and 3 hire from the lowest index."""
    firms, households = economy.firms, economy.households
    assert households.employer.tolist() == [0, 0, 1, 1, 2, 2, 2, 3, 3, 3, UNEMPLOYED, UNEMPLOYED]
    firms.employment_target = np.array([0.0, 4.0, 3.0, 6.0])
    labour_market(economy)
    assert households.employer.tolist() == [1, 3, 1, 1, 2, 2, 2, 3, 3, 3, 1, 3]
    assert firms.employees.tolist() == [0, 4, 3, 5]


def test_rounding() -> None:
    """Section 2.2: halves away from zero."""
    values = np.array([0.5, 1.5, 2.5, -0.5, 0.49999999999999994, 2.4])
    assert round_half_away(values).tolist() == [1, 2, 3, -1, 0, 2]


def test_rationing_in_goods() -> None:
    """Sections 2.6 and 6.1: who is served in part waits until all others have been."""
    demand = np.array([3.0, 4.0, 0.0, 2.0])
    price = np.array([1.0, 9.0, 2.0])
    trades = rationing_pass(demand, price, np.array([5.0, 0.0, 3.0]), in_money=False)
    # Buyer 0: 3 of seller 0. Buyer 1: the other 2. Buyer 3: 2 of seller 2. Buyer 1: the last.
    assert trades.quantity.tolist() == [3, 3, 0, 2]
    assert trades.value.tolist() == [3, 4, 0, 4]
    assert trades.unserved.tolist() == [0, 1, 0, 0]
    assert trades.sold.tolist() == [5, 0, 3]
    assert trades.left.tolist() == [0, 0, 0]


def test_rationing_in_money() -> None:
    """Section 2.6: budgets become quantities at the price of the seller who is visited."""
    budgets = np.array([6.0, 8.0])
    price = np.array([2.0, 4.0])
    trades = rationing_pass(budgets, price, np.array([4.0, np.inf]), in_money=True)
    # Buyer 0: 3 units for 6. Buyer 1: one unit for 2, then 1.5 units for 6.
    assert trades.quantity.tolist() == [3, 2.5]
    assert trades.value.tolist() == [6, 8]
    assert trades.unserved.tolist() == [0, 0]
    assert trades.left.tolist() == [0, np.inf]


def test_a_seller_who_is_just_sold_out_leaves() -> None:
    """Section 2.6: only more than is asked for keeps a seller on the list."""
    demand, stock = np.array([5.0, 1.0, 3.0]), np.array([5.0, 3.0])
    trades = rationing_pass(demand, np.ones(2), stock, in_money=False)
    assert trades.unserved.tolist() == [0, 0, 1]


def test_shares_are_revalued() -> None:
    """Section 4.14.2."""
    assert revalued(np.array([0.5, 0.5]), np.array([3.0, 1.0])).tolist() == [0.75, 0.25]


@pytest.fixture
def market(economy: Economy) -> Economy:
    """Nobody wants anything yet. Product 0: firm 0 has 4 units, the foreign seller 2 at 2 MU."""
    p, firms, households = economy.parameters, economy.firms, economy.households
    only_the_first = np.array([1.0, 0.0])
    p.input_shares = np.array([[1.0, 1.0], [0.0, 0.0]])
    p.firm_investment_shares = p.consumption_shares = p.housing_investment_shares = only_the_first
    p.government_shares = p.export_shares = only_the_first
    firms.materials_target, firms.investment_target = np.zeros(4), np.zeros(4)
    households.consumption_budget = np.zeros_like(households.deposits)
    households.housing_budget = np.zeros_like(households.deposits)
    firms.output, firms.inventories = np.array([3.0, 0.0, 1.0, 1.0]), np.array([1.0, 0.0, 0.0, 0.0])
    firms.capital = np.array([30.0, 25.0, 50.0, 50.0])  # capacity of firm 0: 6, of firm 1: 5
    economy.world.supply, economy.world.price = np.array([2.0, 5.0]), np.array([2.0, 1.0])
    return economy


def test_unserved_demand_is_registered(market: Economy) -> None:
    """Section 4.14.3: with spare capacity 3 of firm 0, then without limit with the importer.

    Firm 1 could make 5 units, but has nothing to show.
    """
    firms, world = market.firms, market.world
    firms.materials_target = np.array([3.0, 0.0, 0.0, 3.0])
    firms.investment_target = np.array([2.0, 0.0, 0.0, 0.0])
    market.government.entity_budget = 4.0
    goods_market(market)
    # Firm 0 gets its 4, firm 3 the 2 imported; each lacks 1, which both register with firm 0.
    # The government gets nothing: it registers 1 MU with firm 0 and 3 MU, 1.5 units, abroad.
    assert firms.demand == pytest.approx([4 + 1 + 1 + 1, 0, 0, 0])
    assert firms.sales == pytest.approx([4, 0, 0, 0])
    assert world.demand == pytest.approx([2 + 1.5, 0])
    assert world.sales == pytest.approx([2, 0])
    assert market.government.consumption == 0
    assert market.government.deflator == 0
    # Section 4.14.4: what firm 0 lacks, it lacks for investment.
    assert firms.materials_bought == pytest.approx([3, 0, 0, 2])
    assert firms.investment == pytest.approx([1, 0, 0, 0])
    assert firms.materials_price == pytest.approx([1, 0, 0, 2])
    assert firms.investment_price == pytest.approx([1, 0, 0, 0])


def test_final_users(market: Economy) -> None:
    """Section 4.14.4: households come first, then abroad; what lacks is housing."""
    households, world = market.households, market.world
    households.consumption_budget[[0, 7]] = 1.0, 2.0
    households.housing_budget[7] = 1.5
    world.consumer_budget = 5.0
    dwellings = households.housing[7]
    goods_market(market)
    # Of 4 MU at home: household 0 spends 1, household 7 the other 3, and the 0.5 that it lacks
    # only after both foreign consumers: 2.5 units at 2 MU are asked for, 2 are there.
    assert households.consumption[[0, 7]] == pytest.approx([1, 2])
    assert households.housing_investment[[0, 7]] == pytest.approx([0, 1])
    assert households.housing[7] == pytest.approx(dwellings + 1)
    assert world.consumption == pytest.approx(4)
    assert world.export_deflator == pytest.approx(2)
    assert market.aggregate.consumption_deflator == pytest.approx(1)
    assert market.aggregate.housing_deflator == pytest.approx(1)


def test_a_village_in_trouble_balances() -> None:
    """Section 7.1 over ten years of losses: firms fail, the bank is ruined, rates are at the bound."""
    parameters, initial = village()
    parameters |= {"theta": 0.4, "zeta_LTV": 0.2, "zeta_b": 0.1, "w_s": [0.8, 4.0], "r_star": -0.1}
    initial |= {"D_I": 1.0, "L_I": 300.0, "E_CB": 80.0 + 300.0 - 1.0 - 50.0 - 20.0}
    model = ReferenceModel(parameters, initial)
    for _ in range(40):
        model.step()
        errors = identity_errors(model.economy, model.series())
        assert all(abs(error) < 1e-9 for error in errors.values()), errors
    series = model.series()
    assert sum(series["refinanced_firms"]) > 0
    assert min(series["bank_equity"]) < 0
    assert min(series["euribor"]) == 0
