local m = require "macro"

return m.scenario {
  horizon = "12q",
  branches = {
    { name = "baseline" },
    {
      name = "broken",
      shocks = {
        tax_income = m.path { pp = 90, from = "2020Q1", lasting = "4q" },
      },
    },
  },
}
