-- Sizes make branches too.
local m = require "macro"
local sizes = {}
for i = 1, 100000 do sizes[i] = i end
return m.scenario {
  branches = {
    { name = "baseline" },
    { name = "sized", sizes = sizes, shocks = {
        policy_rate = m.path { pp = 1, from = "2020Q1", lasting = "2q" } } },
  },
}
