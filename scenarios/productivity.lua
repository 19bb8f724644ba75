-- Labour productivity one per cent higher: once and for good, or again every quarter.
--
-- Question:  what do firms do with workers who make more?
-- Source:    productivity shock of the BeforeIT.jl package (SPEC 8.3). Its multiplier is applied in every
--            quarter and compounds: after n quarters productivity is 1.01^n times the original. What is
--            described there, a change of level, is the first branch; both are offered by name.
-- Expected:  firms need fewer workers for what they sell: unemployment rises by about half a point at once
--            in the first branch, and by two and a half points a year in the second; output hardly follows, by
--            0.2 % and by 1.4 % after three years, as demand does not know of it.

local m = require "macro"

return m.scenario {
  title    = "Labour productivity one per cent higher",
  horizon  = "12q",
  runs     = 20,
  seed     = 2019,
  branches = {
    { name = "baseline" },
    { name = "once", shocks = {
        labour_productivity = m.path { pct = 1.0, from = "2020Q1", permanent = true } } },
    { name = "compounding", shocks = {
        labour_productivity = m.path {
          pct = function(date, e) return 100 * (math.exp(e.period * math.log(1.01)) - 1) end,
          from = "2020Q1", permanent = true } } },
  },
}
