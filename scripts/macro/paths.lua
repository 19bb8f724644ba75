-- Sizes over time, data, and industries: `m.path`, `m.series`, `m.industries`.

local word = require "macro.word"

local paths = {}

---A date: a quarter "2020Q3", a month "2020-07" (its quarter) or a year "2020".
---@alias macro.Date string

---A span of time: quarters "4q", months "18m" or years "2y".
---@alias macro.Span string

---A size: the same in every quarter, one number a quarter from `from` on, or what a function
---returns for the date and the economy of a quarter.
---@alias macro.Size number|number[]|fun(date: string, e: macro.Economy): number

---Codes ("C20"), section letters ("C": all of its industries), or `m.industries { ... }`.
---@alias macro.Choice (macro.IndustryCode|macro.SectionLetter)[]|macro.Industries

---How a lever is pulled over time. Give exactly one size and, unless it is a list, exactly one of
---`lasting`, `to`, `decay` and `permanent`.
---@class (exact) macro.PathArguments
---@field pp? macro.Size          percentage points; of the yearly rate for rates per quarter
---@field pct? macro.Size         per cent of the value without the shock
---@field level? macro.Size       the value itself, in the unit of the lever
---@field add? macro.Size         added to the value, in the unit of the lever
---@field from macro.Date         first quarter it acts in
---@field to? macro.Date          last quarter it acts in; the last of a year
---@field lasting? macro.Span     how long it acts
---@field decay? number           what is left of the size after a quarter, between 0 and 1
---@field permanent? true         it acts up to the horizon
---@field after? number           the size that stays when `lasting`, `to` or the list has ended
---@field products? macro.Choice  products it acts on, if the lever goes by product
---@field industries? macro.Choice industries it acts on, if the lever goes by industry
---@field combine? "stack"|"replace" with an earlier path of the same lever: act on its result, or take its place

---@class macro.Path

---A size over time: how far a lever is pulled in which quarters.
---@type fun(arguments: macro.PathArguments): macro.Path
paths.path = word.of "path"

---A column of a table beside the scenario, CSV or Parquet, one row a quarter.
---@class (exact) macro.SeriesArguments
---@field file string             path beside the scenario, ending in .csv or .parquet
---@field column? string          column of the values; needed if there are several
---@field as? "level"|"index"|"percent_a_year" in the unit of the rule, scaled to the model's value of the base quarter, or a rate in per cent a year
---@field from? macro.Date        first quarter that is followed

---@class macro.Series

---Data that a rule is held to.
---@type fun(arguments: string|macro.SeriesArguments): macro.Series
paths.series = word.of "series"

---Industries by their place in the production network; give one of `most` and `least`.
---@class (exact) macro.IndustriesArguments
---@field most? macro.Centrality
---@field least? macro.Centrality
---@field n integer               how many

---@class macro.Industries

---The industries, or products, that are most or least central in the production network.
---@type fun(arguments: macro.IndustriesArguments): macro.Industries
paths.industries = word.of "industries"

return paths
