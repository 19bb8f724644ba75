-- Value added tax lower for a year, in three sizes.
--
-- Question:  does twice the tax cut have twice the effect?
-- Source:    the temporary cut of VAT of December 2008 was 2.5 points of the standard rate, about half of
--            that on average consumption: Crossley, Low, Sleeman (2014), Institute for Fiscal Studies.
-- Expected:  households buy more for the same money while it lasts; the three effects on GDP stand to
--            each other as 1 to 2 to 4, about 0.4, 0.8 and 1.6 % at the end of the year.

local m = require "macro"

return m.scenario {
  title    = "Value added tax cut in three sizes",
  horizon  = "8q",
  runs     = 20,
  seed     = 2019,
  branches = {
    { name = "baseline" },
    { name = "cut", sizes = { 0.5, 1, 2 }, shocks = {
        tax_value_added = m.path { pp = -1.25, from = "2020Q1", lasting = "4q" } } },
  },
}
