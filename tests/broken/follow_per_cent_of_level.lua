-- A quantity is no rate.
local m = require "macro"

return m.scenario {
  branches = {
    { name = "baseline" },
    { name = "data", follow = { export_demand = m.series { file = "data/good.csv", as = "percent_a_year" } } },
  },
}
