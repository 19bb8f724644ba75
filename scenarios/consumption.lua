-- Households spend five per cent more of their income for a year.
--
-- Question:  how far does a change of heart of consumers carry?
-- Source:    consumption shock of the BeforeIT.jl package (SPEC 8.4): the propensity to consume is
--            multiplied in the first quarter and divided again in the final one, which it therefore no
--            longer covers. With a final quarter of 5 it is in force for four, as here.
-- Expected:  supply holds consumption back in the first quarter; it is 4 to 6 % higher in the next three,
--            GDP 3 to 4 % by the end of the year. Of that about half is left two years later: firms have
--            planned for more, hired, and paid.

local m = require "macro"

return m.scenario {
  title    = "Consumers spend more for a year",
  horizon  = "12q",
  runs     = 20,
  seed     = 2019,
  branches = {
    { name = "baseline" },
    { name = "spending", shocks = {
        propensity_to_consume = m.path { pct = 5, from = "2020Q1", lasting = "4q" } } },
  },
}
