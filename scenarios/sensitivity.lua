-- Which of the numbers that nobody observes decide what a rate rise does?
--
-- Question:  how much of the forecast, and of the effect of a rate rise on it, hangs on how much
--            households spend of their income, how firms price, what they pay out, and how large the
--            rise is?
-- Source:    screening by elementary effects: Morris (1991), Technometrics 33, 161-174. Ranges: a tenth
--            up and down around the calibration for behaviour that is estimated, wide where the published
--            model imposes a round number (SPEC 5.1: price weight 1/2, loan repayment 0.05).
-- Expected:  what households spend and what firms pay out move real GDP in the baseline most, each more
--            than ten times as much as the price weight and the repayment of loans. The size of the rise
--            does nothing there, and decides nearly alone what the branch does to the policy rate.

local m = require "macro"

return m.scenario {
  title    = "What a rate rise depends on",
  horizon  = "8q",
  runs     = 4,
  seed     = 2019,
  branches = {
    { name = "baseline" },
    { name = "rate rise", shocks = {
        policy_rate = m.path { pp = 1, from = "2020Q1", lasting = "4q" } } },
  },
  sweep = m.morris {
    trajectories = 8,
    over = {
      propensity_to_consume = { 0.92, 0.98 },
      price_weight          = { 0.3, 0.7 },
      dividend_payout       = { 0.95, 1.1 },
      loan_repayment        = { 0.03, 0.08 },
    },
    size_of = { ["rate rise"] = { 0.5, 1.5 } },
    of = { "real_gdp", "unemployment_rate", "policy_rate", "government_debt" },
  },
}
