-- Choice among strategies: `m.switching`.

local word = require "macro.word"

local switching = {}

---@class (exact) macro.SwitchingArguments
---@field every string            span between two choices, such as "4q"
---@field by string               field of a firm that tells how well its strategy did, such as "profit"
---@field intensity number        intensity of choice: 0 is chance, the larger the more the best spreads
---@field memory? number          weight of what a strategy did before, from 0 to below 1

---@class macro.Switching

---Firms choose among the strategies of a branch again and again; those that did well spread.
---Source: Brock and Hommes (1997), discrete choice.
---@type fun(arguments: macro.SwitchingArguments): macro.Switching
switching.switching = word.of "switching"

return switching
