local m = require "macro"

return m.scenario {
  horizon = "12q",
  branches = {
    { name = "baseline" },
    {
      name = "broken",
      follow = { export_demand = m.series "data/latin1.csv" },
    },
  },
}
