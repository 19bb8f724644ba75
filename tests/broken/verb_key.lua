local m = require "macro"

return m.scenario {
  branches = {
    { name = "baseline" },
    { name = "b", on = { period_start = function(e)
      if e.date == "2020Q2" then m.write_off(e.bank, { pc = 1, of = "equity" }) end
      m.transfer { from = e.firms, too = e.bank, amount = 1 }
    end } },
  },
}
