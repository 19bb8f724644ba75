-- Months are no quarters.
local m = require "macro"

return m.scenario {
  branches = {
    { name = "baseline" },
    { name = "data", follow = {
        export_demand = m.series { file = "data/monthly.csv", column = "exports" } } },
  },
}
