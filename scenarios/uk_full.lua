-- The whole United Kingdom, one to one: every registered enterprise and every person, one year from
-- the end of 2019.
--
-- Question:  what is left of chance when nobody stands for a thousand others?
-- Source:    national accounts and business counts of 2019 (`calibrations/uk-2019`), 2.75 million
--            enterprises and 53.4 million persons. Businesses without employees beyond these are no
--            firms, because a firm of the model has a worker; their owners are among the workers.
-- Expected:  the paths of the baseline, inside its bands: growth between -1 and 4 % over the year,
--            inflation between 0 and 4 %, unemployment between 2 and 6 %.
-- Takes:     about 8 GiB of memory as `--dry-run` estimates it; a machine that cannot hold it is told
--            the scale that fits. At `--scale 1/10` and one thread a quarter took 7.5 s and the
--            program 693 MiB (`docs/performance.md`); `--profile` tells where the time goes.

local m = require "macro"

return m.scenario {
  title   = "United Kingdom, one to one",
  economy = { calibration = "uk-2019", scale = 1 },
  horizon = "4q",
  runs    = 1,
  seed    = 2019,
  record  = { industries = {} },
}
