local m = require "macro"

return m.scenario {
  economy = { calibration = "uk-2018" },
  set = { tax_incom = 0.2 },
}
