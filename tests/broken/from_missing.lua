local m = require "macro"

return m.scenario {
  horizon = "12q",
  branches = {
    { name = "baseline" },
    {
      name = "broken",
      shocks = {
        policy_rate = m.path { pp = 1, lasting = "4q" },
      },
    },
  },
}
