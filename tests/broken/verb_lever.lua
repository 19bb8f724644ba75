local m = require "macro"

return m.scenario {
  branches = {
    { name = "baseline" },
    { name = "b", on = { period_start = function(e)
      if e.date == "2020Q2" then
        m.pull(e, "policy_rat", { pp = 1 })
        m.pull(e, "import_price", { pp = 1 })
        m.pull(e, "policy_rate", { pp = 1, products = { "C" } })
      end
    end } },
  },
}
