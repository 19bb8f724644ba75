-- Four ways to spend about one per cent of GDP for two years.
--
-- Question:  which kind of fiscal stimulus moves output most per pound, and what does it leave in debt?
-- Source:    sizes from the national accounts of 2019: public consumption is 19 % of GDP, household
--            consumption 61 %; kinds as in Coenen et al. (2012), American Economic Journal: Macroeconomics 4.
-- Expected:  all four raise GDP by about 0.5 % in the second quarter and by about 2 % after two years: nearly
--            all income is spent in this model, so that the kinds differ less than in others. Public purchases
--            cost the least debt, as they pay the most taxes back.

local m = require "macro"

local function for_two_years(size)
  size.from, size.lasting = "2020Q1", "8q"
  return m.path(size)
end

return m.scenario {
  title    = "Fiscal stimulus by kind",
  horizon  = "16q",
  runs     = 20,
  seed     = 2019,
  branches = {
    { name = "baseline" },
    { name = "public purchases", shocks = { government_consumption = for_two_years { pct = 5 } } },
    { name = "income tax", shocks = { tax_income = for_two_years { pp = -2 } } },
    { name = "value added tax", shocks = { tax_value_added = for_two_years { pp = -1.7 } } },
    { name = "benefits", shocks = { benefit_inactive_level = for_two_years { pct = 10 } } },
  },
}
