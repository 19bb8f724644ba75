local m = require "macro"

rate = 0.1
return m.scenario { set = { tax_income = rate } }
