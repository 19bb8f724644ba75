local m = require "macro"

return m.scenario {
  horizon = "12q"
  runs = 3,
}
