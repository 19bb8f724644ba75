local m = require "macro"

return m.scenario {
  horizon = "12q",
  branches = {
    { name = "baseline" },
    {
      name = "broken",
      shocks = {
        policy_rate = 0.01,
      },
    },
  },
}
