-- Policy rules: each call returns a function for `rules = { policy_rate = ... }`.
--
-- Arguments are yearly rates (0.02 is 2 % a year); the function returns the rate per quarter, or per month
-- where periods are months, that the engine wants, never below `floor`. Weights have no unit. The rate of
-- the period before is the rule's own, without what a shock adds to it: `e.central_bank_rule_rate`. A weight
-- on it is that of a quarter; by the month its third root is used.

local options = require "macro.options".of

local rules = {}

---A yearly rate as a rate per quarter: compounded four times it gives the yearly one.
---@param yearly number  rate per year, above -1
---@return number  rate per quarter
function rules.quarterly(yearly)
  return math.sqrt(math.sqrt(1 + yearly)) - 1
end

---A rate per quarter as a yearly one, compounded.
---@param quarterly number  rate per quarter
---@return number  rate per year
function rules.yearly(quarterly)
  return (1 + quarterly) * (1 + quarterly) * (1 + quarterly) * (1 + quarterly) - 1
end

-- The yearly rate of one per period of `e`.
local function yearly(e, rate)
  if e.periods_per_year == 12 then
    rate = (1 + rate) * (1 + rate) * (1 + rate) - 1
  end
  return rules.yearly(rate)
end

-- The rate per period of `e` of a yearly one.
local function per_period(e, yearly_rate)
  local rate = rules.quarterly(yearly_rate)
  if e.periods_per_year == 12 then
    return (1 + rate) ^ (1 / 3) - 1
  end
  return rate
end

-- Utilisation of capacity over that of the quarter before the rule was first asked, less 1: the gap
-- that a central bank of this economy can see.
local function gap(e)
  e.memory.normal_utilisation = e.memory.normal_utilisation or e.capacity_utilisation
  return e.capacity_utilisation / e.memory.normal_utilisation - 1
end

local function smoothed(e, o, desired)
  local smoothing = e.periods_per_year == 12 and o.smoothing ^ (1 / 3) or o.smoothing
  return math.max(per_period(e, o.floor), smoothing * e.central_bank_rule_rate + (1 - smoothing) * per_period(e, desired))
end

---@class macro.TaylorOptions
---@field real_rate? number  real equilibrium rate [per year]
---@field target? number  inflation target [per year]
---@field inflation? number  weight on the deviation of inflation from target
---@field gap? number  weight on the gap
---@field smoothing? number  weight on the rate of the quarter before [0 to 1]
---@field floor? number  lowest rate [per year]

---The rule of Taylor (1993): `i = r* + π + 0.5 (π - π*) + 0.5 gap`; inflation is that of the last
---quarter as a yearly rate, the gap that of capacity utilisation.
---Source: Taylor, Carnegie-Rochester Conference Series on Public Policy 39, 1993.
---Differs: published with inflation over four quarters, the deviation of real GDP from trend, `r*` of
---2 % and no floor; here it is one quarter's inflation, utilisation, 1 % and a floor of 0.
---@param given? macro.TaylorOptions
---@return macro.Rule
function rules.taylor_1993(given)
  local o = options("m.rules.taylor_1993", given, { real_rate = 0.01, target = 0.02, inflation = 0.5, gap = 0.5, smoothing = 0, floor = 0 })
  return function(e)
    local inflation = yearly(e, e.inflation)
    return smoothed(e, o, o.real_rate + inflation + o.inflation * (inflation - o.target) + o.gap * gap(e))
  end
end

---The rule of Taylor (1999), which answers twice as strongly to the gap.
---Source: Taylor (ed.), Monetary Policy Rules, University of Chicago Press, 1999.
---Differs: as `taylor_1993` does.
---@param given? macro.TaylorOptions
---@return macro.Rule
function rules.taylor_1999(given)
  local o = options("m.rules.taylor_1999", given, { real_rate = 0.01, target = 0.02, inflation = 0.5, gap = 1, smoothing = 0, floor = 0 })
  return rules.taylor_1993(o)
end

---A forward-looking rule with smoothing: it answers to the inflation that everybody expects.
---Source: Clarida, Galí, Gertler, Quarterly Journal of Economics 115, 2000.
---Differs: expected inflation is that of the coming quarter, the gap the last one of utilisation, not a
---forecast. The weight on inflation, 1 + `inflation` = 2, and `smoothing` are near the estimates from
---1979 on; the weight on the gap is smaller.
---@param given? macro.TaylorOptions
---@return macro.Rule
function rules.forward_looking(given)
  local o = options("m.rules.forward_looking", given, { real_rate = 0.01, target = 0.02, inflation = 1, gap = 0.25, smoothing = 0.8, floor = 0 })
  return function(e)
    local inflation = yearly(e, e.expected_inflation)
    return smoothed(e, o, o.real_rate + inflation + o.inflation * (inflation - o.target) + o.gap * gap(e))
  end
end

---The change of the rate answers to inflation and to growth; needs neither a gap nor a real rate.
---Source: Orphanides, Journal of Monetary Economics 50, 2003.
---Differs: inflation is one quarter's, not that of four; growth is what everybody expects of gross
---output, not forecasts of GDP; a quarter of the answer is given each quarter,
---a twelfth each month.
---@param given? { target?: number, trend?: number, inflation?: number, growth?: number, floor?: number }
---@return macro.Rule
function rules.first_difference(given)
  local o = options("m.rules.first_difference", given, { target = 0.02, trend = 0.01, inflation = 0.5, growth = 0.5, floor = 0 })
  return function(e)
    local change = o.inflation * (yearly(e, e.inflation) - o.target) + o.growth * (yearly(e, e.expected_growth) - o.trend)
    return math.max(per_period(e, o.floor), per_period(e, yearly(e, e.central_bank_rule_rate) + change / e.periods_per_year))
  end
end

---Holds the price level to a path that grows at the target from the quarter before the rule was
---first asked: bygones are not bygones.
---Source: Svensson, Journal of Money, Credit and Banking 31, 1999.
---Differs: there the central bank minimises a loss; this simple rule leans towards the same path.
---@param given? { real_rate?: number, target?: number, price?: number, smoothing?: number, floor?: number }
---@return macro.Rule
function rules.price_level(given)
  local o = options("m.rules.price_level", given, { real_rate = 0.01, target = 0.02, price = 0.5, smoothing = 0, floor = 0 })
  return function(e)
    local path = e.memory.price_path or e.gdp_deflator
    e.memory.price_path = path * (1 + per_period(e, o.target))
    return smoothed(e, o, o.real_rate + o.target + o.price * (e.gdp_deflator / path - 1))
  end
end

---A constant rate.
---@param rate number  rate per year
---@return macro.Rule
function rules.fixed(rate)
  if type(rate) ~= "number" or rate <= -1 or rate > 1 then
    error("m.rules.fixed needs a yearly rate; write m.rules.fixed(0.02) for 2 % a year", 2)
  end
  return function(e) return per_period(e, rate) end
end

return rules
