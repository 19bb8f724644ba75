local m = require "macro"

return m.scenario {
  horizon = "12q",
  branches = {
    { name = "baseline" },
    {
      name = "broken",
      follow = { exports = m.series "data/good.csv" },
      rules = { export_demand = function(e) return 1 end },
    },
  },
}
