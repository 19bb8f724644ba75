local m = require "macro"

return m.scenario {
  horizon = "12q",
  branches = {
    { name = "baseline" },
    {
      name = "broken",
      follow = { export_demand = m.path { level = { 160000, -1 }, from = "2020Q1" } },
    },
  },
}
