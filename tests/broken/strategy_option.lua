local m = require "macro"

return m.scenario {
  horizon = "12q",
  branches = {
    { name = "baseline" },
    {
      name = "broken",
      strategies = { { name = "a", price = m.strategies.markup_adjustment { size = 0.01 }.price } },
    },
  },
}
