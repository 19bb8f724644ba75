local m = require "macro"

return m.scenario {
  horizon = "12q",
  branches = {
    { name = "baseline" },
    {
      name = "broken",
      rules = { policy_rate = function(e) return math.max(0, 0.01 * e.unemployment) end },
    },
  },
}
