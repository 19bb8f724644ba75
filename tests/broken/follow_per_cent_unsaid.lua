-- Bank Rate in per cent a year, of which nothing is said.
local m = require "macro"

return m.scenario {
  branches = {
    { name = "baseline" },
    { name = "data", follow = { policy_rate = m.series "data/bank_rate_later.csv" } },
  },
}
