-- What everybody shares cannot be changed.
local m = require "macro"
pairs = ipairs
return m.scenario { horizon = "4q" }
