-- What a terminal would obey is shown as it is written.
local m = require "macro"
return m.scenario { branches = { { name = "red\27[31m\nalert" }, { name = "turned \u{202E}", parent = "b\7" } } }
