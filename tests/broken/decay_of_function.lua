local m = require "macro"

return m.scenario {
  horizon = "12q",
  branches = {
    { name = "baseline" },
    {
      name = "broken",
      shocks = {
        policy_rate = m.path { pp = function(date, e) return 1 end, from = "2020Q1", decay = 0.5 },
      },
    },
  },
}
