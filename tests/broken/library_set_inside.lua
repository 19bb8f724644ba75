-- What everybody shares cannot be changed.
local m = require "macro"
table.insert(table, 1)
return m.scenario { horizon = "4q" }
