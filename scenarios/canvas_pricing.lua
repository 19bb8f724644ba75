-- All firms let demand pull their prices and their output.
--
-- Question:  what changes if firms answer to excess demand, and not to costs alone?
-- Source:    demand-pull extension of Hommes et al. (2025), the CANVAS model (SPEC 8.5).
-- Expected:  prices that answer to demand and zigzag: inflation changes about twice as much from quarter to
--            quarter as in the published model. Output is the same to half a per cent in the mean of many runs,
--            and a few per cent higher or lower in a single one. The cap keeps a firm that was sold out from
--            doubling its price in a quarter.

local m = require "macro"

local demand_pull = m.strategies.demand_pull { cap = 0.3 }

return m.scenario {
  title    = "Demand-pull firms",
  horizon  = "12q",
  runs     = 10,
  seed     = 2019,
  branches = {
    { name = "cost push" },
    { name = "demand pull", strategies = {
        { name = "demand pull", share = 1.0, quantity = demand_pull.quantity, price = demand_pull.price } } },
  },
}
