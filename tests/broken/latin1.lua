-- Saved by an editor that does not write UTF-8.
local m = require "macro"
return m.scenario { title = "Überhang" }
