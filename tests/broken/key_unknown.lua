local m = require "macro"

return m.scenario {
  horzion = "12q",
}
