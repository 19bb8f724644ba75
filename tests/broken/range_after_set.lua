local m = require "macro"

return m.scenario {
  horizon = "12q",
  branches = {
    { name = "baseline" },
    {
      name = "broken",
      set = { propensity_to_consume = 9 },
      shocks = {
        propensity_to_consume = m.path { pct = 20, from = "2020Q1", lasting = "2q" },
      },
    },
  },
}
