-- A heading that stands twice names no column.
local m = require "macro"

return m.scenario {
  branches = {
    { name = "baseline" },
    { name = "data", follow = {
        export_demand = m.series { file = "data/column_twice.csv", column = "exports" } } },
  },
}
