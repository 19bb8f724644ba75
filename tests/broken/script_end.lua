local m = require "macro"

local function shocks()
  return {}

return m.scenario { horizon = "12q" }
