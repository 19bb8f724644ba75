-- Firm strategies of the library against figures worked by hand. Run by `cargo test` as a scenario to
-- check; that they compile is seen where scenarios use them.

local m = require "macro"

local function near(found, expected)
  if math.abs(found - expected) > 1e-12 then
    error("found " .. found .. ", expected " .. expected, 2)
  end
end

local e = { expected_growth = 0.01, expected_inflation = 0.02 }

local function firm(change)
  local f = { demand = 110, last_target_output = 100, price = 1.1, market_price = 1, cost_push = 0.05,
    inventories = 4, rule = 100 }
  for name, value in pairs(change or {}) do f[name] = value end
  return f
end

local cost_push = m.strategies.cost_push()
near(cost_push.quantity(firm(), e), 110 * 1.01)
near(cost_push.price(firm(), e), 1.1 * 1.05 * 1.02)

-- Demand pull, the four cases: 10 % too much or too little demand, dear or cheap.
local pull = m.strategies.demand_pull()
local cheap, slack = { price = 0.9 }, { demand = 90 }
near(pull.quantity(firm(), e), 100 * 1.01 * 1.1)
near(pull.price(firm(), e), 1.1 * 1.05 * 1.02)
near(pull.quantity(firm(cheap), e), 100 * 1.01)
near(pull.price(firm(cheap), e), 0.9 * 1.05 * 1.02 * 1.1)
near(pull.quantity(firm(slack), e), 100 * 1.01)
near(pull.price(firm(slack), e), 1.1 * 1.05 * 1.02 * 0.9)
near(pull.quantity(firm { price = 0.9, demand = 90 }, e), 100 * 1.01 * 0.9)
near(pull.price(firm { price = 0.9, demand = 90 }, e), 0.9 * 1.05 * 1.02)
-- The cap, and a firm that planned nothing.
near(m.strategies.demand_pull { cap = 0.03 }.quantity(firm(), e), 100 * 1.01 * 1.03)
near(pull.quantity(firm { last_target_output = 0 }, e), 0)

local markup = m.strategies.markup_adjustment { step = 0.01 }
near(markup.price(firm { rule = 2 }, e), 2.02)
near(markup.price(firm { rule = 2, demand = 100 }, e), 1.98)

-- Stocks of 4 where 10 are wanted: a quarter of the gap is made good.
near(m.strategies.inventory_targeting().quantity(firm(), e), 101.5)
near(m.strategies.inventory_targeting { ratio = 0, speed = 1 }.quantity(firm { inventories = 300 }, e), 0)

return m.scenario { horizon = "1q" }
