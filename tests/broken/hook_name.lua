local m = require "macro"

return m.scenario {
  horizon = "12q",
  branches = {
    { name = "baseline" },
    {
      name = "broken",
      shocks = {
        tax_income = m.path { pp = function(date, e) return e.inflaton end, from = "2020Q1", lasting = "4q" },
      },
      on = {
        period_start = function(e)
          if e.bank.equitty < 0 then print(e.parameters.tax_incom) end
          e.memory.seen = e.product_price
          local function later() return e.foreign.sales end
        end,
      },
    },
  },
}
