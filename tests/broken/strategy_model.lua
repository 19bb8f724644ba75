local m = require "macro"

return m.scenario {
  horizon = "12q",
  branches = {
    { name = "baseline" },
    {
      name = "broken",
      strategies = {
        { name = "model", share = 0.2, price = function(f, e) return f.price end },
      },
    },
  },
}
