local m = require "macro"

return m.scenario {
  horizon = "12q",
  branches = {
    { name = "baseline" },
    {
      name = "broken",
      shocks = {
        labour_productivity = m.path { pct = 10, from = "2020Q1", lasting = "4q", products = { "C" } },
      },
    },
  },
}
