-- Banks need twice the capital, lend a tenth on the same collateral, and ask two points more.
--
-- Question:  what does tight credit do to firms, and through them to everybody?
-- Source:    kinds of shock as in Gertler, Karadi (2011), Journal of Monetary Economics 58; the sizes are
--            round figures of ours.
-- Expected:  no new loans in the two years, firm loans a fifth lower at their end, and an output that does not
--            move (by less than 0.05 %): firms overdraw their accounts instead, and the model never refuses an
--            overdraft. A limit of the published model that is worth knowing before it is asked about credit.

local m = require "macro"

local function for_two_years(size)
  size.from, size.lasting = "2020Q1", "8q"
  return m.path(size)
end

return m.scenario {
  title    = "Credit crunch",
  horizon  = "12q",
  runs     = 20,
  seed     = 2019,
  branches = {
    { name = "baseline" },
    { name = "crunch", shocks = {
        capital_requirement = for_two_years { pct = 100 },
        loan_to_value       = for_two_years { pct = -90 },
        risk_premium        = for_two_years { pp = 2 } } },
  },
  record = { series = { "real_gdp", "new_loans", "firm_loans", "refinanced_firms", "bank_equity",
                        "lending_rate", "unemployment_rate", "inflation", "nominal_gdp", "gdp_deflator",
                        "policy_rate", "government_debt" } },
}
