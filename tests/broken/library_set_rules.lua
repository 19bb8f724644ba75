-- What everybody shares cannot be changed.
local m = require "macro"
m.rules.fixed = 1
return m.scenario { horizon = "4q" }
