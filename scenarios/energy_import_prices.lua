-- Energy from abroad half as dear again for a year; half of it stays.
--
-- Question:  how does an energy price shock run through prices, output and the public finances?
-- Source:    a round figure for a year such as 2022. Oil and gas are products of mining (B), petrol of
--            refining (C19), power of D.
-- Expected:  consumer prices 1.2 % higher after a year and still rising, as import prices are set on top of
--            domestic ones, which follow; real GDP 0.5 % lower after a year and 0.8 to 0.9 % after two. The second
--            branch lets the Bank answer by a rule of its own: the policy rate is higher, output and prices
--            are the same.

local m = require "macro"

local energy = m.path {
  pct = 50, from = "2020Q1", lasting = "4q", after = 25,
  products = { "B", "C19", "D" },
}

return m.scenario {
  title    = "Energy import prices up by half",
  horizon  = "12q",
  runs     = 20,
  seed     = 2019,
  branches = {
    { name = "baseline" },
    { name = "energy", shocks = { import_price = energy } },
    { name = "energy, forward-looking Bank", parent = "energy", rules = {
        policy_rate = m.rules.forward_looking { smoothing = 0.8 } } },
  },
}
