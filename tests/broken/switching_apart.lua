local m = require "macro"

return m.scenario {
  horizon = "12q",
  branches = {
    { name = "baseline" },
    {
      name = "broken",
      strategies = {
        { name = "a", share = 0.2, price = function(f, e) return f.price end, switching = m.switching { every = "4q", by = "profit", intensity = 2 } },
        { name = "b", share = 0.2, price = function(f, e) return f.price end, switching = m.switching { every = "1q", by = "profit", intensity = 2 } },
      },
    },
  },
}
