local m = require "macro"

return m.scenario {
  branches = {
    { set = { tax_income = 0.2 } },
  },
}
