-- Energy from abroad half as dear again for a year, a central bank with a rule of its own, and cautious firms.
--
-- Question:  if energy import prices rise by 50 % for a year and half of it stays, the central bank follows its
--            own rule, and 30 % of firms price cautiously: what happens, run by run against the same draws?
-- Source:    the shock is a round figure for a year such as 2022, as in `energy_import_prices.lua`; the rule
--            answers to inflation with the weight of Taylor (1993), smoothed; caution is an assumption of ours.
-- Expected:  consumer prices 1.1 to 1.2 % higher after a year and 2.3 % after three, a little less than without
--            the cautious firms (2.5 %); real GDP 0.4 to 0.5 % lower after a year and 0.8 to 0.9 % after two,
--            unemployment half a point higher in the second. The policy rate is a point higher in that year, by
--            its rule, which answers to inflation more strongly than that of the calibration, and neither output
--            nor prices show it.

local m = require "macro"

local energy = m.path {
  pct = 50, from = "2020Q1", lasting = "4q", after = 25,
  products = { "B", "C19", "D" },
}

-- Prices as the published model does, except that a firm that sold less than it meant to make gives way.
local function cautious(f, e)
  if f.demand < 0.98 * f.last_target_output then return f.price * (1 - 0.01) end
  return f.price * (1 + f.cost_push) * (1 + e.expected_inflation)
end

return m.scenario {
  title    = "Energy squeeze",
  horizon  = "12q",
  runs     = 20,
  seed     = 2019,
  branches = {
    { name = "baseline" },
    { name = "squeeze",
      shocks = { import_price = energy },
      rules = {
        policy_rate = function(e)
          return math.max(0, 0.8 * e.central_bank.rule_rate + 0.2 * (0.005 + 1.5 * (e.inflation - 0.005)))
        end },
      strategies = { { name = "cautious", share = 0.3, price = cautious } } },
  },
}
