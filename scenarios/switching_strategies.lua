-- Firms that price by costs, by demand or with caution, and learn from each other.
--
-- Question:  which way of pricing spreads if firms copy what pays?
-- Source:    discrete choice among strategies, Brock, Hommes (1997), Econometrica 65.
-- Expected:  after each year every firm chooses anew, strategy k with probability exp(2 U_k) over the sum for all,
--            where U_k is the mean profit of its firms in units of the mean absolute profit of all. As profits
--            are much alike, the shares move by tenths and no strategy drives out the others; prices and output
--            stay within half a per cent of those of the published model in the mean of many runs.

local m = require "macro"

local switching = m.switching { every = "4q", by = "profit", intensity = 2.0 }
local demand_pull = m.strategies.demand_pull { cap = 0.1 }

return m.scenario {
  title    = "Strategies that spread",
  horizon  = "20q",
  runs     = 10,
  seed     = 2019,
  branches = {
    { name = "cost push" },
    { name = "mixed", strategies = {
        { name = "demand pull", share = 0.3, switching = switching,
          quantity = demand_pull.quantity, price = demand_pull.price },
        { name = "cautious", share = 0.3, switching = switching,
          price = function(f, e)
            if f.demand < 0.98 * f.last_target_output then return f.price * (1 - 0.01) end
            return f.price * (1 + f.cost_push) * (1 + e.expected_inflation)
          end } } },
  },
}
