local m = require "macro"

return m.scenario {
  scale = 1/1000,
}
