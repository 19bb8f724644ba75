-- Bank Rate one point higher, or half a point lower, for a year.
--
-- Question:  what does an unexpected change of the policy rate do to output, prices and the public debt?
-- Source:    interest-rate shock of Poledna, Miess, Hommes, Rabitsch (2023) and of the BeforeIT.jl package;
--            here as a wedge on the Bank's own rule, which keeps running underneath.
-- Expected:  the policy rate moves by exactly one point, or half a point, for four quarters and returns
--            to its rule at once. Output moves by less than 0.1 %, prices not at all: in this model interest
--            redistributes between firms, bank and government more than it changes spending.

local m = require "macro"

local function moved(by)
  return { policy_rate = m.path { pp = by, from = "2020Q1", lasting = "4q" } }
end

return m.scenario {
  title    = "Bank Rate up a point, down half a point",
  economy  = { calibration = "uk-2019", scale = 1/1000 },
  horizon  = "12q",
  runs     = 20,
  seed     = 2019,
  branches = {
    { name = "baseline" },
    { name = "rate rise", shocks = moved(1.0) },
    { name = "rate cut", shocks = moved(-0.5) },
  },
}
