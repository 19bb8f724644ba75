local m = require "macro"

return m.scenario {
  economy = { matching = "agregate" },
}
