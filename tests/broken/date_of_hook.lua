local m = require "macro"

return m.scenario {
  branches = {
    { name = "baseline" },
    { name = "b", on = { period_start = function(e)
      if e.date == "2020-Q2" then print(1) end
      if "2020q2" == e.date then print(2) end
      local date = e.date
      if date ~= "2020-07" or date == "2020" or date > "2020" then print(3) end
      if e.date >= "2020" and e.date < "2021Q1" then print(4) end
      if e.date == "next spring" then print(5) end
    end } },
  },
}
