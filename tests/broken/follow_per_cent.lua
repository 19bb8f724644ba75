-- Bank Rate in per cent a year is no rate per quarter.
local m = require "macro"

return m.scenario {
  branches = {
    { name = "baseline" },
    { name = "data", follow = { policy_rate = m.series { file = "data/bank_rate.csv", as = "level" } } },
  },
}
