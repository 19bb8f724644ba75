local m = require "macro"

return m.scenario {
  horizon = "12q",
  branches = {
    { name = "baseline" },
    {
      name = "broken",
      sizes = { 0.5, 1 },
      shocks = {
        policy_rate = m.path { level = 0.01, from = "2020Q1", permanent = true },
      },
    },
  },
}
