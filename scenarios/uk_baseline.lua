-- The United Kingdom without any shock, three years from the end of 2019.
--
-- Question:  where does the economy go if nothing happens to it, and how much of that is chance?
-- Source:    national accounts of 2019 (`calibrations/uk-2019`), with the growth extension that the
--            calibration names and the policy rule of the Bank of England.
-- Expected:  mean growth between 0.5 and 3 % a year, inflation between 0 and 4 %, unemployment between
--            2 and 6 %, and a policy rate that leaves 0.75 % slowly upwards. The bands are wide: much
--            of what happens in three years is chance. The model knows no pandemic: compare it with
--            what was expected at the end of 2019, not with what came.

local m = require "macro"

return m.scenario {
  title   = "United Kingdom, baseline",
  economy = { calibration = "uk-2019", scale = 1/1000 },
  horizon = "12q",
  runs    = 20,
  seed    = 2019,
  output  = { forecasts = true },
}
