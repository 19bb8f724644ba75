local m = require "macro"

return m.scenario {
  sweep = m.morris { trajectories = 8, over = { propensity_to_consume = { 0.85, 0.9, 0.95 } } },
}
