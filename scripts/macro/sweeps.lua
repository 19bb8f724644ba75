-- Runs over many values of parameters: `m.grid`, `m.latin_hypercube`, `m.sobol`, `m.morris`, for
-- `sweep` of a scenario. All branches are run at every point of the design, with the same draws.

local word = require "macro.word"

local sweeps = {}

---What every sweep can be told beside its parameters.
---@class (exact) macro.SweepOptions
---@field size_of? table<string, number[]>  by branch: every size of its paths is multiplied
---@field of? macro.SeriesName[]            series whose sensitivity is told; five if left out

---@class macro.Sweep

---Every combination of the listed values: `propensity_to_consume = { 0.85, 0.9, 0.95 }`.
---@class (exact) macro.GridArguments : macro.Swept, macro.SweepOptions

---Every combination of values.
---@type fun(arguments: macro.GridArguments): macro.Sweep
sweeps.grid = word.of "grid"

---@class (exact) macro.LatinHypercubeArguments : macro.SweepOptions
---@field over? macro.Swept       parameters, each with its lowest and highest value: { 0.85, 0.95 }
---@field n integer               points

---Points that cover the range of every parameter evenly: one in each of n slices.
---Source: McKay, Beckman and Conover (1979).
---@type fun(arguments: macro.LatinHypercubeArguments): macro.Sweep
sweeps.latin_hypercube = word.of "latin_hypercube"

---@class (exact) macro.SobolArguments : macro.SweepOptions
---@field over? macro.Swept       parameters, each with its lowest and highest value: { 0.85, 0.95 }
---@field n integer               a power of two; n times two more than there are parameters are run

---Saltelli's design on a Sobol sequence: which part of the variance is due to which parameter.
---Source: Saltelli et al. (2010), Computer Physics Communications 181, 259-270.
---@type fun(arguments: macro.SobolArguments): macro.Sweep
sweeps.sobol = word.of "sobol"

---@class (exact) macro.MorrisArguments : macro.SweepOptions
---@field over? macro.Swept       parameters, each with its lowest and highest value: { 0.85, 0.95 }
---@field trajectories integer    paths through the design, each of one step per parameter
---@field levels? integer         values of each parameter, an even number; 4 if left out

---Elementary effects: which parameters matter at all, for few runs.
---Source: Morris (1991), Technometrics 33, 161-174; Campolongo, Cariboni and Saltelli (2007).
---@type fun(arguments: macro.MorrisArguments): macro.Sweep
sweeps.morris = word.of "morris"

return sweeps
