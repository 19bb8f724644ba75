-- The scenario library: `local m = require "macro"`.
--
-- Every function returns plain data that says what was meant; the runner checks it and reports
-- what is wrong with file, line and column. Nothing here reads, draws or computes.

local macro = {}

---A scenario: what to simulate, how often, in which branches. Everything has a default.
---@param description table
---@return table
function macro.scenario(description)
  if type(description) ~= "table" then
    error("m.scenario needs a table; write m.scenario { horizon = \"12q\" }", 2)
  end
  return { macro = "scenario", description = description }
end

-- Words of the language that the runner knows but cannot carry out yet. They stand where they will
-- work, so that the runner can name each with its line instead of stopping at the first.
for _, word in ipairs { "path", "series", "accounts", "sign", "range" } do
  macro[word] = function(arguments)
    return { macro = word, arguments = arguments }
  end
end

return macro
