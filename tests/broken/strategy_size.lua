local m = require "macro"

return m.scenario {
  horizon = "12q",
  branches = {
    { name = "baseline" },
    {
      name = "broken",
      strategies = {
        { name = "a", share = 0.5, size = { min = 50, max = 10 }, price = function(f, e) return f.price end },
      },
    },
  },
}
