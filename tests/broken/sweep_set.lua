local m = require "macro"

return m.scenario {
  horizon = "4q",
  branches = {
    { name = "baseline" },
    { name = "thrifty", set = { dividend_payout = 0.5 } },
  },
  sweep = m.grid { dividend_payout = { 0.5, 0.6 } },
}
