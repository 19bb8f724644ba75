-- An index is no level.
local m = require "macro"

return m.scenario {
  branches = {
    { name = "baseline" },
    { name = "data", follow = { export_demand = m.series "data/index.csv" } },
  },
}
