-- Productivity stops to grow for good.
--
-- Question:  what if the slowdown of 2008 were total: no growth of output per hour at all?
-- Source:    Goodridge, Haskel, Wallis (2018), Accounting for the UK productivity puzzle, Economica 85.
-- Expected:  unemployment falls by more than a point and a half within three years, as every product needs
--            more hands than in the baseline; GDP, which follows demand, is hardly lower (0.1 to 0.2 %).

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
