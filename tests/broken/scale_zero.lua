local m = require "macro"

return m.scenario {
  economy = { scale = 0 },
}
