local m = require "macro"

return m.scenario {
  branches = {
    { name = "a" },
    { name = "a" },
  },
}
