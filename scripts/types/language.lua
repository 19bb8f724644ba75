---@meta
-- What the keys of a scenario may hold, for editors. Never loaded: names that the engine declares
-- (levers, series, parameters, columns, sites) are in `names.lua`, which is generated.

---@class (exact) macro.Scenario
---@field title? string  names the result folder; the file's name if absent
---@field economy? macro.EconomyChoice  what is simulated
---@field horizon? string  how long: "12q", "3y", with months also "36m"; "12q" if absent
---@field runs? integer  Monte Carlo runs of every branch; 10 if absent
---@field seed? integer  seed of all draws; run r draws the same numbers in every branch; 1 if absent
---@field start_from? string  folder of states that an earlier result has kept, from which runs start: .../state/branch=NAME; the opening of the calibration if absent
---@field set? macro.Parameters  parameters replaced in every branch, from the first simulated quarter on
---@field branches? macro.Branch[]  the first is the reference
---@field sweep? macro.Sweep  points at which all branches are run; only one if absent
---@field record? macro.Record  what is kept; everything but panels if absent
---@field checks? macro.Check[]  what must hold; exit code 30 where it does not
---@field output? { dir?: string, formats?: string[], quantiles?: number[], forecasts?: boolean, split_effects?: "recession", checkpoint?: string, save_state?: boolean }  folder that result folders are made in; levels of quantiles over runs, between 0 and 1; whether the summary tells of forecasts; what effects are split by; how often a run keeps its state, such as "4q", or "10min" of time that passes; whether the state at the end of every run is part of the result

---@class (exact) macro.EconomyChoice
---@field calibration? string  name of a calibration; "uk-2019" if absent
---@field frequency? "quarter"|"month"  length of a period; "quarter" if absent
---@field scale? number  model persons per real person, above 0 and at most 1; 1/1000 if absent
---@field firms? integer  firms of the model, in place of `scale`; the nearest scale is taken
---@field persons? integer  persons of the model, in place of `scale`; the nearest scale is taken
---@field households? integer  another word for `persons`: a household of the model is a person
---@field businesses? "registered"|"all"  which businesses are firms: registered enterprises, or all, of which the others have one worker; if absent "registered", or "all" where more firms are asked for
---@field matching? "exact"|"aggregate"|"auto"  every purchase drawn singly, or those of buyers that want little at once; auto: at once from 1/100 on
---@field policy_rule? "domestic"|"foreign"|"fixed"  what the policy rate answers to
---@field policy_weights? "estimated"|"imposed"  where the weights of the policy rule are from
---@field growth? boolean  whether the growth extension is on
---@field steady_state? boolean  the data set in which nothing moves

---@class (exact) macro.Branch
---@field name string  unique
---@field parent? string  branch whose entries this one inherits; own entries lie on top
---@field set? macro.Parameters  parameters replaced in this branch
---@field shocks? macro.Shocks  paths of levers: wedges on what the model's own rule gives
---@field sizes? number[]  one branch for each: every size of its paths is multiplied
---@field follow? macro.Follow  series that are held to data
---@field rules? macro.Rules  behavioural rules that are replaced
---@field strategies? macro.Strategy[]  decisions of a share of the firms that are replaced
---@field switching? macro.Switching  how strategies spread
---@field on? macro.Sites  functions called between phases

---The economy as rules and hooks see it: state and series by name, parts, groups of agents.
---@class macro.Economy : macro.RuleEconomy
---@field date string  quarter that is simulated, such as "2021Q1", or month, such as "2021-01"
---@field period integer  its number; 1 is the first after the base quarter
---@field periods_per_year integer  4, or 12 where periods are months
---@field run integer  number of the run
---@field branch string  name of the branch
---@field memory table<string, any>  what rules and hooks want to remember: plain data
---@field parameters macro.Parameters  in force now
---@field aggregate macro.Aggregate
---@field bank macro.Bank
---@field central_bank macro.CentralBank
---@field government macro.Government
---@field foreign macro.Foreign
---@field firms macro.Group
---@field households macro.Group
---@field industries macro.IndustryTable

---A function that gives a value once a quarter, in the unit of the rule.
---@alias macro.Rule fun(e: macro.Economy): number
---A function over one firm; compiled when the scenario is loaded.
---@alias macro.FirmRule fun(f: macro.Firm, e: macro.RuleEconomy): number
---A function called between two phases.
---@alias macro.Hook fun(e: macro.Economy)

---@class (exact) macro.Strategy
---@field name string  unique in the branch
---@field share? number  share of the firms that it may have, 0 to 1; 1 if absent
---@field industries? macro.Choice  firms of these industries; all if absent
---@field regions? string[]  firms of these regions; all if absent
---@field size? { min?: integer, max?: integer }  firms with so many employees at the start
---@field switching? macro.Switching  how strategies spread; the same in all entries
---@field quantity? macro.FirmRule  output the firm means to make [goods/quarter]
---@field price? macro.FirmRule  selling price [index, base quarter = 1]
---@field investment? macro.FirmRule  investment goods wanted [goods/quarter]
---@field employment? macro.FirmRule  persons wanted; rounded, at least 1
---@field wage? macro.FirmRule  gross wage per employee at normal intensity [million/person/quarter]
---@field loan_demand? macro.FirmRule  loans asked for [million/quarter]
---@field dividend? macro.FirmRule  share of profit after tax that is paid out
---@field decide? fun(f: macro.Firm, e: macro.RuleEconomy): table<string, number>  several decisions at once

---@class (exact) macro.Record
---@field series? macro.SeriesName[]  national series; all if absent
---@field industries? macro.IndustrySeriesName[]  industry series; all if absent
---@field firms? { columns: macro.FirmColumn[], every?: string, sample?: integer }  a panel of firms

---Figures of industries, as they were recorded last.
---@class macro.IndustryTable
local industries = {}

---A series of one industry.
---@param code macro.IndustryCode
---@param series macro.IndustrySeriesName
---@return number
function industries:get(code, series) end

---Codes of all industries, in order.
---@return string[]
function industries:codes() end

---A group of agents; every call is one loop in Rust.
---@class macro.Group
local group = {}

---Those that meet all conditions, such as `{ industry = "C" }` or `{ min_employees = 50 }`.
---@param conditions table
---@return macro.Group
function group:where(conditions) end

---How many there are.
---@return integer
function group:count() end

---@param column macro.FirmColumn|macro.HouseholdColumn
---@return number
function group:sum(column) end

---@param column macro.FirmColumn|macro.HouseholdColumn
---@return number
function group:mean(column) end

---@param column macro.FirmColumn|macro.HouseholdColumn
---@param weight macro.FirmColumn
---@return number
function group:weighted_mean(column, weight) end

---@param column macro.FirmColumn|macro.HouseholdColumn
---@param q number  0 to 1
---@return number
function group:quantile(column, q) end

---Multiplies a column that is no stock.
---@param column macro.FirmColumn|macro.HouseholdColumn
---@param factor number
function group:scale(column, factor) end

---Adds to a column that is no stock.
---@param column macro.FirmColumn|macro.HouseholdColumn
---@param amount number
function group:add(column, amount) end

---Sets a column that is no stock.
---@param column macro.FirmColumn|macro.HouseholdColumn
---@param value number
function group:set(column, value) end
