-- The same economy under seven central banks.
--
-- Question:  how much does it matter which rule the central bank follows?
-- Source:    Taylor (1993), Taylor (1999), Clarida, Galí, Gertler (2000), Orphanides (2003), Svensson (1999);
--            see `scripts/macro/rules.lua`.
-- Expected:  paths of the policy rate that differ by points, and outputs that differ by 0.12 % at most in the
--            mean of the runs: interest hardly moves spending in this model.

local m = require "macro"

return m.scenario {
  title    = "Seven central banks",
  horizon  = "12q",
  runs     = 10,
  seed     = 2019,
  branches = {
    { name = "as calibrated" },
    { name = "Taylor 1993", rules = { policy_rate = m.rules.taylor_1993() } },
    { name = "Taylor 1999, smoothed", rules = { policy_rate = m.rules.taylor_1999 { smoothing = 0.85 } } },
    { name = "forward-looking", rules = { policy_rate = m.rules.forward_looking() } },
    { name = "first difference", rules = { policy_rate = m.rules.first_difference() } },
    { name = "price level", rules = { policy_rate = m.rules.price_level() } },
    { name = "of my own", rules = {
        policy_rate = function(e)
          return math.max(0, 0.8 * e.policy_rate + 0.2 * (0.005 + 1.5 * (e.inflation - 0.005)))
        end } },
  },
}
