-- The scenario library: `local m = require "macro"`.
--
-- Every function returns plain data that says what was meant; the runner checks it and reports
-- what is wrong with file, line and column. Nothing here reads, draws or computes.

local macro = {}

---A scenario: what to simulate, how often, in which branches. Everything has a default.
---@param description macro.Scenario
---@return table
function macro.scenario(description)
  if type(description) ~= "table" then
    error("m.scenario needs a table; write m.scenario { horizon = \"12q\" }", 2)
  end
  return { macro = "scenario", description = description }
end

local paths, checks, switching = require "macro.paths", require "macro.checks", require "macro.switching"
local sweeps, verbs = require "macro.sweeps", require "macro.verbs"

macro.path, macro.series, macro.industries = paths.path, paths.series, paths.industries
macro.accounts, macro.sign, macro.range = checks.accounts, checks.sign, checks.range
macro.stylised_facts = checks.stylised_facts
macro.switching = switching.switching
macro.grid, macro.latin_hypercube = sweeps.grid, sweeps.latin_hypercube
macro.sobol, macro.morris = sweeps.sobol, sweeps.morris
macro.write_off, macro.transfer, macro.inject = verbs.write_off, verbs.transfer, verbs.inject
macro.destroy, macro.pull = verbs.destroy, verbs.pull

---Policy rules, for `rules = { policy_rate = ... }`.
macro.rules = require "macro.rules"
---Ways of pricing and producing, for entries of `strategies`.
macro.strategies = require "macro.strategies"

return macro
