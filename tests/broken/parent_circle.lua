local m = require "macro"

return m.scenario {
  horizon = "12q",
  branches = {
    { name = "baseline" },
    { name = "other", parent = "broken" },
    {
      name = "broken",
      parent = "other",
    },
  },
}
