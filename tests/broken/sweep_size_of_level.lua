local m = require "macro"

return m.scenario {
  horizon = "4q",
  branches = {
    { name = "baseline" },
    { name = "held", shocks = { tax_income = m.path { level = 0.2, from = "2020Q1", permanent = true } } },
  },
  sweep = m.grid { size_of = { held = { 1, 2 } } },
}
