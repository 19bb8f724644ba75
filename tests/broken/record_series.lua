local m = require "macro"

return m.scenario {
  record = { series = { "gdp" } },
}
