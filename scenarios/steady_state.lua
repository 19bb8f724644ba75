-- The United Kingdom with everything taken out that makes it move: three years of the same quarter.
--
-- Question:  if nothing happens at all, does the economy stand still, or do matching, rationing and
--            bookkeeping move it by themselves?
-- Source:    the steady-state data set of BeforeIT.jl, the published program of Poledna, Miess, Hommes
--            and Rabitsch (2023), there of Austria. Here from the accounts of 2019: interest and public
--            borrowing are zero, government consumption, exports and imports stay, the rate is fixed,
--            nothing grows. Who buys from whom is still drawn.
-- Expected:  the same GDP, prices, jobs and profits in all quarters, runs and seeds, to one part in
--            10^11. Only money accumulates: imports exceed exports by 9 012 million a quarter, which
--            households and firms lose and the rest of the world gains. Without interest it has no
--            effect. It is a test of the machinery, not a place to put shocks: everybody forecasts from
--            a history that never moved, and after the smallest movement the forecasts run away.

local m = require "macro"

return m.scenario {
  title   = "United Kingdom, steady state",
  economy = { calibration = "uk-2019", scale = 1/1000, steady_state = true },
  horizon = "12q",
  runs    = 2,
  seed    = 2019,
}
