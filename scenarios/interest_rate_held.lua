-- The policy rate is held for a year, then the rule takes over from where it was held.
--
-- Question:  how long does a rate that the central bank has held go on to be felt?
-- Source:    interest-rate shock of the BeforeIT.jl package (SPEC 8.2): the rate is overwritten up to a
--            final quarter; as the rule smooths the rate that was stored, the shock decays afterwards
--            with the weight of smoothing.
-- Expected:  0.5 % a quarter in each of the first four quarters of every run, then a difference from the
--            baseline that shrinks by the weight of smoothing, 0.91 in this calibration, each quarter.

local m = require "macro"

return m.scenario {
  title    = "Bank Rate held for a year",
  horizon  = "12q",
  runs     = 10,
  seed     = 2019,
  branches = {
    { name = "baseline" },
    { name = "held", follow = {
        policy_rate = m.path { level = 0.005, from = "2020Q1", lasting = "4q" } } },
  },
}
