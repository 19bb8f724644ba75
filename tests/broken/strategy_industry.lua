local m = require "macro"

return m.scenario {
  horizon = "12q",
  branches = {
    { name = "baseline" },
    {
      name = "broken",
      strategies = {
        { name = "a", share = 0.5, industries = { "G49" }, price = function(f, e) return f.price end },
      },
    },
  },
}
