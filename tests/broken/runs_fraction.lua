local m = require "macro"

return m.scenario {
  runs = 1.5,
}
