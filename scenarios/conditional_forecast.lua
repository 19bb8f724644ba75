-- Trade and public spending as they came in 2020 to 2022, the rest as the model makes it.
--
-- Question:  how much of the slump of 2020 follows from trade and public spending alone?
-- Source:    conditional forecast (SPEC 8.6, section 5 of Poledna et al. 2023). Data: Office for National
--            Statistics, UK Economic Accounts, chained volumes, in `data/uk_2020_2022.csv`.
-- Expected:  exports, imports and government consumption on their observed paths in every run; GDP 3 to 4 %
--            below the baseline from the end of 2020 on. The slump itself was ten times as deep: households
--            and firms know of no pandemic here, and consumption is not conditioned on.

local m = require "macro"

local function observed(column)
  return m.series { file = "data/uk_2020_2022.csv", column = column, as = "index" }
end

return m.scenario {
  title    = "Conditional on observed trade and public spending",
  horizon  = "11q",
  runs     = 20,
  seed     = 2019,
  branches = {
    { name = "unconditional" },
    { name = "observed", follow = {
        export_demand          = observed "exports_real",
        import_supply          = observed "imports_real",
        government_consumption = observed "government_consumption_real" } },
  },
}
