-- The shortest scenario: the United Kingdom from 2019Q4, one person in a thousand, three years.
--
-- Question:  does everything work?
-- Source:    everything is a default: `calibrations/uk-2019`.
-- Expected:  a table with a row a year. Everything else is a default; `runner hello.lua --dry-run`
--            prints them all.

local m = require "macro"

return m.scenario { horizon = "12q" }
