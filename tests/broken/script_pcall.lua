local m = require "macro"

pcall(error, "x")
return m.scenario {}
