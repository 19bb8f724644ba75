local m = require "macro"

return m.scenario {
  sweep = m.path { propensity_to_consume = { 0.85, 0.95 } },
}
