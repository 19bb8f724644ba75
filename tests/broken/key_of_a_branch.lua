local m = require "macro"

return m.scenario {
  shocks = { policy_rate = m.path { pp = 1, from = "2020Q1", permanent = true } },
}
