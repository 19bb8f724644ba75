local m = require "macro"

return m.scenario {
  set = { propensity_to_consum = 0.9 },
}
