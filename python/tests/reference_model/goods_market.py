"""The goods market: section 4.14, with the rationing pass of sections 2.6 and 6.1."""

from dataclasses import dataclass

import numpy as np

from .economy import Economy, nonzero, positive


@dataclass
class Trades:
    """What a rationing pass did, per buyer and per seller."""

    unserved: np.ndarray  # demand left of each buyer, RU or MU as the demand
    quantity: np.ndarray  # goods of each buyer, RU
    value: np.ndarray  # money of each buyer, MU
    sold: np.ndarray  # goods of each seller, RU
    left: np.ndarray  # goods left to each seller, RU, exactly 0 where sold out


def rationing_pass(
    demand: np.ndarray, price: np.ndarray, available: np.ndarray, *, in_money: bool
) -> Trades:
    """Section 2.6, deterministic: the first seller in the list, buyers by increasing index.

    `demand` is of buyers, in RU, or in MU where `in_money`; `price` and `available` (RU) are of
    sellers in the order of the list. A buyer who is served in part waits for the next round.
    """
    remaining = demand.tolist()
    quantity, value = [0.0] * len(demand), [0.0] * len(demand)
    prices, stock = price.tolist(), available.tolist()
    sold = [0.0] * len(stock)

    sellers = [seller for seller, left in enumerate(stock) if left > 0]
    waiting = [buyer for buyer, wanted in enumerate(remaining) if wanted > 0]
    first = 0  # of the sellers with stock
    while waiting and first < len(sellers):
        for buyer in waiting:
            if first == len(sellers):
                break
            seller = sellers[first]
            unit = prices[seller] if in_money else 1.0
            wanted = remaining[buyer] / unit
            if stock[seller] > wanted:
                traded = wanted
                stock[seller] -= traded
                remaining[buyer] = 0.0
            else:
                traded = stock[seller]
                stock[seller] = 0.0
                remaining[buyer] -= traded * unit
                first += 1
            quantity[buyer] += traded
            value[buyer] += traded * prices[seller]
            sold[seller] += traded
        waiting = [buyer for buyer in waiting if remaining[buyer] > 0]
    return Trades(*map(np.array, (remaining, quantity, value, sold, stock)))


def goods_market(economy: Economy) -> None:
    """Phase 17: product by product, firms buy first, then households, foreigners, government."""
    p, firms, households = economy.parameters, economy.firms, economy.households
    government, world, aggregate = economy.government, economy.world, economy.aggregate
    persons = len(households.deposits)

    # 4.14.2: shares of final users, b̂_g = P̄_g b_g / Σ_k P̄_k b_k
    consumption_share = revalued(p.consumption_shares, aggregate.product_price)
    housing_share = revalued(p.housing_investment_shares, aggregate.product_price)
    export_share = revalued(p.export_shares, aggregate.product_price)
    government_share = revalued(p.government_shares, aggregate.product_price)

    # Sums over products, 4.14.5
    materials, investment = np.zeros(firms.count), np.zeros(firms.count)
    materials_value, investment_value = np.zeros(firms.count), np.zeros(firms.count)
    firms_demand, foreign_demand = np.zeros(firms.count), np.zeros(p.products)
    consumption, housing = np.zeros(persons), np.zeros(persons)
    real_consumption = real_housing = 0.0
    exports = real_exports = 0.0
    public = real_public = 0.0

    for product in range(p.products):
        # 4.14.1: domestic firms, then the foreign seller: p_f, S_f and X_f
        own = np.flatnonzero(firms.industry == product)
        price = np.append(firms.price[own], world.price[product])
        supply = np.append((firms.output + firms.inventories)[own], world.supply[product])
        spare = np.append((firms.capital_productivity * firms.capital - firms.output)[own], np.inf)
        spare[supply <= 0] = 0.0  # whoever had nothing to sell is invisible

        # 4.14.3, stage A: d_i = m_i + v_i, m_i = a_gs ΔM^d_i, v_i = b^CF_g I^d_i
        wanted_materials = p.input_shares[product, firms.industry] * firms.materials_target
        wanted_investment = p.firm_investment_shares[product] * firms.investment_target
        trades = rationing_pass(wanted_materials + wanted_investment, price, supply, in_money=False)
        unserved, spending = trades.unserved, trades.value
        available, demand = trades.left, trades.sold
        if (unserved > 0).any():
            registered = rationing_pass(unserved, price, spare, in_money=False)
            spare, demand = registered.left, demand + registered.sold

        # 4.14.4: shortfalls are of investment first
        got_materials = wanted_materials - positive(unserved - wanted_investment)
        got_investment = positive(wanted_investment - unserved)
        spent_per_unit = spending / nonzero(got_materials + got_investment)
        materials += got_materials
        investment += got_investment
        materials_value += spent_per_unit * got_materials
        investment_value += spent_per_unit * got_investment

        # 4.14.3, stage B: households, foreign consumers, government entities
        wanted_consumption = consumption_share[product] * households.consumption_budget
        wanted_housing = housing_share[product] * households.housing_budget
        foreign_budget = np.full(p.foreign_consumers, export_share[product] * world.consumer_budget)
        public_budget = np.full(
            p.government_entities, government_share[product] * government.entity_budget
        )
        budgets = np.concatenate(
            [wanted_consumption + wanted_housing, foreign_budget, public_budget]
        )
        trades = rationing_pass(budgets, price, available, in_money=True)
        demand = demand + trades.sold
        if (trades.unserved > 0).any():
            demand = demand + rationing_pass(trades.unserved, price, spare, in_money=True).sold

        # 4.14.4: shortfalls are of housing first
        buyers = np.cumsum([persons, p.foreign_consumers])
        of_households, of_foreigners, of_government = np.split(trades.unserved, buyers)
        bought, bought_abroad, bought_by_government = np.split(trades.quantity, buyers)
        got_consumption = wanted_consumption - positive(of_households - wanted_housing)
        got_housing = positive(wanted_housing - of_households)
        consumption += got_consumption
        housing += got_housing
        total = (wanted_consumption + wanted_housing - of_households).sum()
        goods_per_money = bought.sum() / nonzero(total)
        real_consumption += goods_per_money * got_consumption.sum()
        real_housing += goods_per_money * got_housing.sum()
        exports += foreign_budget.sum() - of_foreigners.sum()
        real_exports += bought_abroad.sum()
        public += public_budget.sum() - of_government.sum()
        real_public += bought_by_government.sum()

        # Q^d_f = S_f - A_f: what was sold, and what spare capacity could have served
        firms_demand[own] = demand[:-1]
        foreign_demand[product] = demand[-1]

    # 4.14.5
    firms.materials_bought, firms.investment = materials, investment
    firms.materials_price = materials_value / np.where(materials > 0, materials, 1.0)
    firms.investment_price = investment_value / np.where(investment > 0, investment, 1.0)
    firms.demand, world.demand = firms_demand, foreign_demand

    households.consumption, households.housing_investment = consumption, housing
    households.housing = households.housing + housing
    world.consumption, government.consumption = exports, public
    aggregate.consumption_deflator = consumption.sum() / nonzero(real_consumption)
    aggregate.housing_deflator = housing.sum() / nonzero(real_housing)
    world.export_deflator = exports / nonzero(real_exports)
    government.deflator = public / nonzero(real_public)

    # Q_i = min(Y_i + S_i, Q^d_i), Q^m_g = min(Y^m_g, Q^{d,m}_g)
    firms.sales = np.minimum(firms.output + firms.inventories, firms.demand)
    world.sales = np.minimum(world.supply, world.demand)


def revalued(shares: np.ndarray, product_price: np.ndarray) -> np.ndarray:
    """Shares of the base quarter at last quarter's product prices, section 4.14.2."""
    weights = product_price * shares
    return weights / weights.sum()
