local m = require "macro"

return m.scenario {
  sweep = { propensity_to_consume = { 0.85, 0.95 } },
}
