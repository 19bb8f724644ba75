local m = require "macro"

return m.scenario {
  set = { policy_rate = 0.01 },
}
