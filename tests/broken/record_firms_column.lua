local m = require "macro"

return m.scenario {
  record = { firms = { columns = { "output", "prise" } } },
}
