local m = require "macro"

return m.scenario {
  horizon = "4q",
  branches = {
    { name = "baseline" },
    { name = "rise", shocks = { tax_income = m.path { pp = 10, from = "2020Q1", permanent = true } } },
  },
  sweep = m.grid { tax_income = { 0.2, 0.5 }, size_of = { rise = { 1, 6 } } },
}
