-- A module that was saved by an editor that does not write UTF-8.
local m = require "macro"
local names = require "modules.latin1"
return m.scenario { title = names.title }
