-- World demand for the country's exports falls by a fifth and comes back by a third each quarter.
--
-- Question:  what does a collapse of world trade do at home?
-- Source:    size of the fall of world trade in 2008Q4 to 2009Q1: Baldwin (ed.), The Great Trade Collapse,
--            CEPR, 2009.
-- Expected:  exports down 20 % at once and by less than half of that two quarters later; GDP about 3 % lower
--            within the year through lost incomes, unemployment two points higher; half of it is over after
--            three years, when exports are back.

local m = require "macro"

return m.scenario {
  title    = "Collapse of exports",
  horizon  = "12q",
  runs     = 20,
  seed     = 2019,
  branches = {
    { name = "baseline" },
    { name = "collapse", shocks = {
        export_demand = m.path { pct = -20, from = "2020Q1", decay = 0.67 } } },
  },
  checks = {
    m.sign { branch = "collapse", series = "real_gdp", is = "-", from = "2020Q1", to = "2020Q4" },
    m.sign { branch = "collapse", series = "unemployment_rate", is = "+", from = "2020Q2", to = "2020Q4" },
  },
}
