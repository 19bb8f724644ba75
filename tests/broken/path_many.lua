-- Paths of one lever are compared with each other.
local m = require "macro"
local paths = {}
for i = 1, 50000 do paths[i] = m.path { pp = 1, from = "2020Q1", lasting = "1q", combine = "stack" } end
return m.scenario {
  branches = { { name = "baseline" }, { name = "many", shocks = { policy_rate = paths } } },
}
