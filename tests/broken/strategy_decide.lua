local m = require "macro"

return m.scenario {
  horizon = "12q",
  branches = {
    { name = "baseline" },
    {
      name = "broken",
      strategies = {
        { name = "a", share = 0.2, decide = function(f, e) return { price = 1, quantty = 2 } end },
      },
    },
  },
}
