-- What happens to the whole economy if ...?
--
-- Question:
-- Source:
-- Expected:

local m = require "macro"

return m.scenario {
  economy  = { calibration = "uk-2019", scale = 1/1000 },
  horizon  = "12q",
  runs     = 20,
  seed     = 1,
  branches = {
    { name = "baseline" },
    { name = "rate rise", shocks = {
        policy_rate = m.path { pp = 1.0, from = "2020Q1", lasting = "4q" } } },
  },
}
