local m = require "macro"

return m.scenario {
  horizon = "12q",
  branches = {
    { name = "baseline" },
    {
      name = "broken",
      follow = { export_demand = m.path { level = function(date, e) return 1 end, from = "2020Q1", lasting = "4q" } },
    },
  },
}
