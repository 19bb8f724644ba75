-- The whole United Kingdom, near one to one: about five million firms and thirty million households,
-- ten years by the month from the end of 2019.
--
-- Question:  what is left of chance when hardly anybody stands for others?
-- Source:    national accounts, business counts and business population estimates of 2019
--            (`calibrations/uk-2019`): 5.9 million businesses, registered or not (`docs/businesses.md`),
--            and 53.4 million persons. Five million of the one are at a scale of 0.85, thirty million of
--            the other at 0.56; the scale between, 0.69, has 4.1 million firms and 36.9 million persons.
-- Expected:  the paths of the baseline, inside its bands: in the first year growth between -1 and 4 %, inflation
--            between 0 and 4 %, unemployment between 2 and 6 %; at the end of the ten about 6 %.
-- Takes:     `--dry-run` says how much memory; a machine that cannot hold it is told the scale that fits.
--            `matching = "aggregate"` in `economy` is some five times as fast, `--scale 1/1000` a try
--            in seconds, and `--profile` tells where the time goes (`docs/performance.md`).

local m = require "macro"

return m.scenario {
  title   = "United Kingdom, whole",
  economy = { calibration = "uk-2019", businesses = "all", firms = 5e6, households = 30e6, frequency = "month" },
  horizon = "120m",
  runs    = 1,
  seed    = 2019,
  record  = { industries = {} },
  output  = { checkpoint = "10min" },
}
