local m = require "macro"

return m.scenario {
  horizon = "12q",
  branches = {
    { name = "baseline" },
    { name = "other", set = { tax_income = 0.2 } },
  },
  checks = {
    m.path { pp = 1 },
  },
}
