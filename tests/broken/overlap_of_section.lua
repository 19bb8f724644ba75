local m = require "macro"

return m.scenario {
  horizon = "12q",
  branches = {
    { name = "baseline" },
    {
      name = "broken",
      shocks = {
        import_price = {
          m.path { pct = 10, from = "2020Q1", lasting = "4q", products = { "C" } },
          m.path { pct = 20, from = "2020Q1", lasting = "4q", products = { "B" } },
          m.path { pct = 30, from = "2020Q4", lasting = "4q", products = { "C20" } },
        },
      },
    },
  },
}
