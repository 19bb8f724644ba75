local m = require "macro"

return m.scenario {
  output = { formats = { "csvv" } },
}
