local m = require "macro"

return m.scenario {
  sweep = m.grid { policy_rate = { 0.01, 0.02 } },
}
