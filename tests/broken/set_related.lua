local m = require "macro"

return m.scenario {
  set = { vat = 0.2 },
}
