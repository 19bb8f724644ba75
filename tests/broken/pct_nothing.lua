-- A price and a productivity must be above 0.
local m = require "macro"
local function all(pct) return m.path { pct = pct, from = "2020Q1", lasting = "2q" } end
return m.scenario {
  branches = {
    { name = "baseline" },
    { name = "free", shocks = { import_price = all(-100) } },
    { name = "idle", shocks = { labour_productivity = all(-200) } },
    { name = "without", shocks = { export_demand = all(-200) } },
    { name = "huge", shocks = { import_price = all(1e300) } },
  },
}
