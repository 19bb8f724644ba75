-- Trade and public spending as they came in 2020 to 2022, the rest as the model makes it.
--
-- Question:  how much of the slump of 2020 follows from trade and public spending alone?
-- Source:    conditional forecast (SPEC 8.6, section 5 of Poledna et al. 2023). Data: Office for National
--            Statistics, UK Economic Accounts, chained volumes, in `data/uk_2020_2022.csv`.
-- Expected:  exports and government consumption on their observed paths in every run, except where goods run
--            short (exports in 2020Q2, by 5 % of those of 2019Q4); imports are offered as observed, and up to
--            15 % of those of 2019Q4 find no buyer. GDP is 3 to 3.5 % below the baseline at the end of 2020, and
--            2 to 4 % after. The slump itself was much deeper: households and firms know of no pandemic here, and
--            consumption is not conditioned on.

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
