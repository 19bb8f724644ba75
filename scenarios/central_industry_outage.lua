-- Three industries lose a quarter of their capacity for half a year: the most central, or the least.
--
-- Question:  do shocks to central suppliers matter more than the same shocks elsewhere?
-- Source:    Acemoglu, Carvalho, Ozdaglar, Tahbaz-Salehi (2012), Econometrica 80: aggregate effects of
--            industry shocks follow the influence vector of the input-output network.
-- Expected:  GDP falls in both, by 2.5 and 1.1 % in the third quarter: the three industries of most influence
--            pull it down about twice as much as the three of least.

local m = require "macro"

local function outage(industries)
  return { capital_productivity = m.path { pct = -25, from = "2020Q1", lasting = "2q", industries = industries } }
end

return m.scenario {
  title    = "Outage of central industries",
  horizon  = "8q",
  runs     = 20,
  seed     = 2019,
  branches = {
    { name = "baseline" },
    { name = "most central", shocks = outage(m.industries { most = "influence", n = 3 }) },
    { name = "least central", shocks = outage(m.industries { least = "influence", n = 3 }) },
  },
}
