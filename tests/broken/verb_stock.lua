local m = require "macro"

return m.scenario {
  branches = {
    { name = "baseline" },
    { name = "b", on = { period_start = function(e)
      if e.date == "2020Q2" then
        m.write_off(e.bank, { pct = 1, of = "gdp" })
        m.transfer { from = e.households:where { kind = "worker" }, to = e.bank, pct = 1, of = "loans" }
        m.destroy(e.firms, { pct = 1, of = "equity" })
        m.inject(e.firms, { pct = 1 })
        m.inject(e.bank, { of = "equity" })
      end
    end } },
  },
}
