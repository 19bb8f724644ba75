local m = require "macro"

return m.scenario {
  horizon = "12q",
  branches = {
    { name = "baseline" },
    {
      name = "broken",
      rules = { tax_income = function(e) return 0.2 end },
    },
  },
}
