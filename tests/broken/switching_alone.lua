local m = require "macro"

return m.scenario {
  horizon = "12q",
  branches = {
    { name = "baseline" },
    {
      name = "broken",
      switching = m.switching { every = "4q", by = "profit", intensity = 2 },
    },
  },
}
