local m = require "macro"

return m.scenario {
  sweep = m.grid { propensity_to_consume = 0.85 },
}
