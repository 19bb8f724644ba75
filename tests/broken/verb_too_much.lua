local m = require "macro"

return m.scenario {
  branches = {
    { name = "baseline" },
    { name = "b", on = { period_start = function(e)
      if e.date == "2020Q2" then m.write_off(e.bank, { pct = 150, of = "equity" }) end
      m.destroy(e.firms, { pct = -1, of = "capital" })
    end } },
  },
}
