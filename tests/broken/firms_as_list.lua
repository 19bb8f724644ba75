local m = require "macro"

return m.scenario {
  branches = {
    { name = "baseline" },
    { name = "b", on = { period_start = function(e)
      e.firms[1].price = 99
      local first = e.industries[1]
    end } },
  },
}
