local m = require "macro"

return m.scenario {
  sweep = m.sobol { n = 4096, over = { propensity_to_consume = { 0.85, 0.95 } } },
}
