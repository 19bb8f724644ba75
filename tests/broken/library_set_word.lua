-- What everybody shares cannot be changed.
local m = require "macro"
m.path = nil
return m.scenario { horizon = "4q" }
