local m = require "macro"

local scenario = m.scenario { horizon = "12q" }
