-- What has to hold of the results: `m.accounts`, `m.sign`, `m.range`, `m.stylised_facts`. A check that
-- fails, or that finds nothing to measure, is named in the summary and makes the exit code 30.

local word = require "macro.word"

local checks = {}

---@class (exact) macro.AccountsArguments
---@field tolerance? number       largest share by which an account may be off

---@class macro.Check

---No account is off by more than `tolerance` in any run and quarter.
---@type fun(arguments?: macro.AccountsArguments): macro.Check
checks.accounts = word.of "accounts"

---@class (exact) macro.SignArguments
---@field branch string           branch that is compared with the first
---@field series string           series of the record
---@field is "+"|"-"              the sign
---@field at_least_pct? number     smallest size, in per cent of the mean of the first branch
---@field from? string            first quarter; the first simulated one if left out
---@field to? string              last quarter; the horizon if left out

---The difference from the first branch with the same draws has a sign in every quarter: its mean over
---the runs and the 90 % band of that mean (of Student's t; one run has none, and fails).
---@type fun(arguments: macro.SignArguments): macro.Check
checks.sign = word.of "sign"

---@class (exact) macro.RangeArguments
---@field series string           series of the record
---@field low? number             lowest value allowed
---@field high? number            highest value allowed
---@field branch? string          branch it looks at; all if left out
---@field from? string            first quarter; the first simulated one if left out
---@field to? string              last quarter; the horizon if left out

---A series stays between two values in every run and quarter.
---@type fun(arguments: macro.RangeArguments): macro.Check
checks.range = word.of "range"

---@class (exact) macro.StylisedFactsArguments
---@field fact? macro.Fact        the fact; all if left out
---@field branch? string          branch it looks at; the first if left out
---@field low? number             lowest value allowed; from the data of the country if neither is given
---@field high? number            highest value allowed

---The mean over the runs of each stylised fact is in the band of the country's own data; without bounds
---of one's own it takes 20 quarters.
---@type fun(arguments?: macro.StylisedFactsArguments): macro.Check
checks.stylised_facts = word.of "stylised_facts"

return checks
