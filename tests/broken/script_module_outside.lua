local m = require "macro"
local taxes = require "../taxes"

return m.scenario { set = taxes }
