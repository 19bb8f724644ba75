-- Productivity stops to grow for good.
--
-- Question:  what if the slowdown of 2008 were total: no growth of output per hour at all?
-- Source:    Goodridge, Haskel, Wallis (2018), Accounting for the UK productivity puzzle, Economica 85.
-- Expected:  lower wages and higher employment than in the baseline, as every product needs more hands;
--            GDP follows demand and is hardly lower within three years.

local m = require "macro"

return m.scenario {
  title    = "Productivity slowdown",
  horizon  = "12q",
  runs     = 20,
  seed     = 2019,
  branches = {
    { name = "baseline" },
    { name = "slowdown", shocks = {
        productivity_trend = m.path { level = 0, from = "2020Q1", permanent = true } } },
  },
}
