local m = require "macro"

return m.scenario {
  horizon = "12q",
  branches = {
    { name = "baseline" },
    {
      name = "broken",
      strategies = { { name = "a", price = m.strategies.cost_push } },
    },
  },
}
