-- Far more branches than there can be are refused at once.
local m = require "macro"
local branches = {}
for i = 1, 200000 do branches[i] = { name = "b" .. i, parent = "b1" } end
return m.scenario { branches = branches }
