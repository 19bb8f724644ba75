local m = require "macro"

return m.scenario { set = { tax_income = rate } }
