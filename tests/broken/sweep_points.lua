local m = require "macro"

return m.scenario {
  horizon = "4q",
  branches = {
    { name = "baseline" },
    { name = "rise", shocks = { tax_income = m.path { pp = 10, from = "2020Q1", permanent = true } } },
    { name = "held", shocks = { tax_income = m.path { level = 0.2, from = "2020Q1", permanent = true } } },
    { name = "thrifty", set = { dividend_payout = 0.5 } },
  },
  sweep = m.grid {
    propensity_to_consume = { 0.85, 0.86, 0.87, 0.88, 0.89, 0.9, 0.91, 0.92, 0.93, 0.94, 0.95 },
    loan_to_value = { 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9 },
    risk_premium = { 0.001, 0.002, 0.003, 0.004, 0.005, 0.006, 0.007, 0.008, 0.009, 0.010, 0.011 },
    price_weight = { 0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1 },
  },
}
