local m = require "macro"

return m.scenario {
  horizon = "12q",
  branches = {
    { name = "baseline" },
    {
      name = "broken",
      rules = { policy_rate = m.rules.taylor_1993 },
    },
  },
}
