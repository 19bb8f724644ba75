-- The bank writes off a tenth of its capital; the government makes it good, or does not.
--
-- Question:  what does a bank loss do to lending, and what does a rescue cost?
-- Source:    losses and rescues as in Laeven, Valencia (2013), IMF Economic Review 61.
-- Expected:  bank equity a tenth lower from 2021Q1 on and firm loans 1.5 % lower, which is the same money; with
--            the rescue, equity is back one quarter later and public debt is 0.4 % higher. The books balance in
--            every quarter of both.

local m = require "macro"

local function loss(e)
  if e.date == "2021Q1" then m.write_off(e.bank, { pct = 10, of = "equity" }) end
end

return m.scenario {
  title    = "Bank losses and rescue",
  horizon  = "12q",
  runs     = 10,
  seed     = 2019,
  branches = {
    { name = "baseline" },
    { name = "losses", on = { period_start = loss } },
    { name = "rescue", on = {
        period_start = function(e)
          loss(e)
          if e.date == "2021Q1" then e.memory.lost = 0.1 * e.bank.equity / 0.9 end
          if e.date == "2021Q2" then m.inject(e.bank, { amount = e.memory.lost }) end
        end } },
  },
  checks = { m.accounts { tolerance = 1e-9 } },
}
