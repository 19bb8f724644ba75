-- What everybody shares cannot be changed.
local m = require "macro"
local s = string
s.rep = nil
return m.scenario { horizon = "4q" }
