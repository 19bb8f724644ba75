local m = require "macro"

return m.scenario {
  horizon = "4q",
  branches = {
    { name = "baseline" },
    { name = "rise", shocks = { tax_income = m.path { pp = 10, from = "2020Q1", permanent = true } } },
    { name = "held", shocks = { tax_income = m.path { level = 0.2, from = "2020Q1", permanent = true } } },
    { name = "thrifty", set = { dividend_payout = 0.5 } },
  },
  sweep = m.grid { propensity_to_consum = { 0.85, 0.95 } },
}
