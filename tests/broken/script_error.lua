local m = require "macro"

local scale = nil
return m.scenario { economy = { scale = scale / 10 } }
