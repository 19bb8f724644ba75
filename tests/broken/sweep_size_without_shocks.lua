local m = require "macro"

return m.scenario {
  horizon = "4q",
  branches = {
    { name = "baseline" },
  },
  sweep = m.grid { size_of = { baseline = { 1, 2 } } },
}
