-- An index without the base quarter is no level either.
local m = require "macro"

return m.scenario {
  branches = {
    { name = "baseline" },
    { name = "data", follow = { export_demand = m.series "data/index_later.csv" } },
  },
}
