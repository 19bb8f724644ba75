local m = require "macro"

return m.scenario {
  horizon = "12q",
  branches = {
    { name = "baseline" },
    {
      name = "broken",
      strategies = {
        { name = "a", share = 0.6, price = function(f, e) return f.price end },
        { name = "b", share = 0.6, industries = { "C20" }, price = function(f, e) return f.price end },
      },
    },
  },
}
