local m = require "macro"

local file = io.open("data.csv")
return m.scenario {}
