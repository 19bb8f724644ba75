-- One of two entries with the same name would be lost without a word.
local m = require "macro"

local shared = { runs = 2, runs = 3 }

return m.scenario {
  set     = { tax_income = 0.2 },
  runs    = shared.runs,
  set     = { ["tax_income"] = 0.25, tax_income = 0.3 },
  branches = {
    { name = "baseline" },
    { name = "twice", shocks = {
        policy_rate = m.path { pp = 1, pp = 2, from = "2020Q1", lasting = "2q" },
        policy_rate = m.path { pp = 1, from = "2020Q3", lasting = "2q" } } },
  },
}
