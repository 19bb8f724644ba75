-- Options of a function of the library.

local options = {}

---What was given, and `defaults` for the rest; a name that is not among them is an error.
---@param name string  of the function
---@param given? table
---@param defaults table<string, number>
---@return table<string, number>
function options.of(name, given, defaults)
  if given ~= nil and type(given) ~= "table" then
    local known = {}
    for option in pairs(defaults) do known[#known + 1] = option .. " = ..." end
    local example = #known == 0 and "()" or " { " .. known[1] .. " }"
    error("`" .. name .. "` takes options by name; write " .. name .. example, 3)
  end
  local chosen = {}
  for option, value in pairs(defaults) do chosen[option] = value end
  for option, value in pairs(given or {}) do
    if defaults[option] == nil then
      local known = {}
      for word in pairs(defaults) do known[#known + 1] = "`" .. word .. "`" end
      local remedy = #known == 0 and "it has none" or "the options are " .. table.concat(known, ", ")
      error("`" .. name .. "` has no option `" .. tostring(option) .. "`; " .. remedy, 3)
    end
    if type(value) ~= "number" then
      error("`" .. name .. "` needs a number for `" .. option .. "`; write it without quotes", 3)
    end
    chosen[option] = value
  end
  return chosen
end

return options
