-- Months are no quarters, also as days.
local m = require "macro"

return m.scenario {
  branches = {
    { name = "baseline" },
    { name = "data", follow = {
        export_demand = m.series { file = "data/monthly_again.csv", column = "exports" } } },
  },
}
