local m = require "macro"

return m.scenario {
  horizon = "12q",
  branches = {
    { name = "baseline" },
    {
      name = "broken",
      shocks = {
        tax_income = {
          m.path { pp = 50, from = "2020Q1", permanent = true },
          m.path { pp = 50, from = "2021Q1", permanent = true, combine = "stack" },
        },
      },
    },
  },
}
