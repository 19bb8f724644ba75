-- Policy rules of the library against figures worked by hand. Run by `cargo test` as a scenario to check.

local m = require "macro"

local function near(found, expected)
  if math.abs(found - expected) > 1e-12 then
    error("found " .. found .. ", expected " .. expected, 2)
  end
end

-- An economy at target: 2 % inflation a year, normal utilisation.
local function economy(change)
  local e = {
    central_bank_rule_rate = 0, inflation = m.rules.quarterly(0.02), expected_inflation = m.rules.quarterly(0.02),
    expected_growth = m.rules.quarterly(0.01), periods_per_year = 4, capacity_utilisation = 0.8, gdp_deflator = 1, memory = {},
  }
  for name, value in pairs(change or {}) do e[name] = value end
  return e
end

-- Yearly and quarterly rates are each other's inverse: 1.01^4 = 1.04060401.
near(m.rules.yearly(0.01), 0.04060401)
near(m.rules.quarterly(0.04060401), 0.01)

-- Taylor 1993 at target: 1 % + 2 %. With 4 % inflation: 1 + 4 + 0.5 * 2 = 6 %.
near(m.rules.yearly(m.rules.taylor_1993()(economy())), 0.03)
near(m.rules.yearly(m.rules.taylor_1993()(economy { inflation = m.rules.quarterly(0.04) })), 0.06)

-- The gap counts from the first quarter asked: utilisation up by a tenth adds 0.5 * 10 points, twice
-- as much under Taylor 1999.
for name, expected in pairs { taylor_1993 = 0.08, taylor_1999 = 0.13 } do
  local rule, e = m.rules[name](), economy()
  rule(e)
  e.capacity_utilisation = 0.88
  near(m.rules.yearly(rule(e)), expected)
end

-- Smoothing: 0.8 of 2 % a quarter and 0.2 of the rule's.
near(m.rules.taylor_1993 { smoothing = 0.8 }(economy { central_bank_rule_rate = 0.02 }),
  0.8 * 0.02 + 0.2 * m.rules.quarterly(0.03))

-- Never below the floor.
near(m.rules.taylor_1993()(economy { inflation = m.rules.quarterly(-0.05) }), 0)

-- Forward-looking: 1 + 3 + 1 * (3 - 2) = 5 %, of which 0.2 counts.
near(m.rules.forward_looking()(economy { expected_inflation = m.rules.quarterly(0.03) }),
  0.2 * m.rules.quarterly(0.05))

-- First difference: inflation a point too high moves the yearly rate by half a point over four quarters.
near(m.rules.yearly(m.rules.first_difference()(economy {
  central_bank_rule_rate = m.rules.quarterly(0.03), inflation = m.rules.quarterly(0.03) })), 0.03 + 0.005 / 4)

-- Price level: 2 % above the path after a quarter adds 0.5 * 2 points.
do
  local rule, e = m.rules.price_level(), economy()
  near(m.rules.yearly(rule(e)), 0.03)
  e.gdp_deflator = 1.02 * (1 + m.rules.quarterly(0.02))
  near(m.rules.yearly(rule(e)), 0.04)
end

near(m.rules.fixed(0.0406040)(economy()), m.rules.quarterly(0.0406040))

-- By the month a rate compounds twelve times, and of what is smoothed the third root is left.
do
  local function month(yearly) return (1 + yearly) ^ (1 / 12) - 1 end
  local e = economy { periods_per_year = 12, inflation = month(0.04), central_bank_rule_rate = 0.01 }
  near(m.rules.taylor_1993()(e), month(0.06))
  near(m.rules.taylor_1993 { smoothing = 0.729 }(e), 0.9 * 0.01 + 0.1 * month(0.06))
  near(m.rules.fixed(0.02)(e), month(0.02))
end

return m.scenario { horizon = "1q" }
