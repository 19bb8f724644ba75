local m = require "macro"

return m.scenario {
  horizon = "12q",
  runs = 0,
  set = { vat = 0.2 },
  economy = { scale = 1/1000, policy_rule = "taylor" },
  branches = {
    { name = "baseline" },
    { name = "shock", parent = "base", shocks = {
        policy_rate = m.path { pp = 1, from = "2020Q9", lastin = "4q" },
        import_price = m.path { pct = 10, from = "2030Q1", lasting = "4q", products = { "Z" } } } },
    { name = "trade", follow = { exports = m.series "data/gap.csv" } },
  },
  record = { series = { "gdp" } },
  checks = { m.sign { branch = "shok", series = "real_gdp", is = "-" } },
}
