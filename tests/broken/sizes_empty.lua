local m = require "macro"

return m.scenario {
  horizon = "12q",
  branches = {
    { name = "baseline" },
    {
      name = "broken",
      sizes = {},
      shocks = {
        policy_rate = m.path { pp = 1, from = "2020Q1", permanent = true },
      },
    },
  },
}
