local m = require "macro"

return m.scenario {
  horizon = "12q",
  branches = {
    { name = "baseline" },
    {
      name = "broken",
      follow = { export_demand = m.path { pct = 1, from = "2020Q1", lasting = "4q" } },
    },
  },
}
