local m = require "macro"

return m.scenario {
  branches = {
    { name = "baseline" },
    { name = "b", shocks = { policy_rate = m.path { from = "2020", permanent = true, pp = function(date, e)
      if date == "2020Q5" then return 1 end
      return e.date == "2020Q2" and 2 or 0
    end } } },
  },
}
