local m = require "macro"

return m.scenario {
  sweep = m.sobol { n = 8, over = { propensity_to_consume = { 0.85, 95 } } },
}
