local m = require "macro"

return m.scenario {
  sweep = m.latin_hypercube { n = 8 },
}
