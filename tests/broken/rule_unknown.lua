local m = require "macro"

return m.scenario {
  horizon = "12q",
  branches = {
    { name = "baseline" },
    {
      name = "broken",
      rules = { policyrate = function(e) return 0 end },
    },
  },
}
