local m = require "macro"

return m.scenario {
  checks = { m.acounts {} },
}
