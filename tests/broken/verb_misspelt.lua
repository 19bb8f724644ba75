local m = require "macro"

return m.scenario {
  branches = {
    { name = "baseline" },
    { name = "b", on = { period_start = function(e)
      if e.date == "2020Q2" then m.transfr { from = e.government, to = e.bank, amount = 1 } end
      m.rules.tailor {}
    end } },
  },
}
