-- Makes the sandbox: runs once, before the scenario, with the functions of the host.
-- What is not kept here does not exist for a scenario.

local host = ...
local error, type, next, sort, getmetatable, setmetatable = error, type, next, table.sort, getmetatable, setmetatable
local tostring_any, find_any, gsub_any, format_any = tostring, string.find, string.gsub, string.format
local _G, select, pack, unpack, move_any, pcall = _G, select, table.pack, table.unpack, table.move, pcall
local rawget, ipairs_any, concat = rawget, ipairs, table.concat

-- What stands behind the shared tables that a scenario sees, which are empty and cannot be changed.
local behind = {}

local KEPT = {
  "assert", "error", "ipairs", "math", "select", "string", "table", "tonumber", "type", "utf8",
  "_G", "_VERSION",
}

-- What people look for that a scenario does without, and what to do instead.
local WITHOUT = {
  io = "a scenario reads no files; `require` finds Lua files beside it",
  os = "a scenario knows no clock and no system",
  debug = "it is not part of the scenario language",
  package = "`require` finds the library and Lua files beside the scenario",
  coroutine = "it is not part of the scenario language",
  load = "put the text into a file beside the scenario and `require` it",
  loadstring = "put the text into a file beside the scenario and `require` it",
  loadfile = "use `require`",
  dofile = "use `require`",
  pcall = "errors are reported with their line; let them happen",
  xpcall = "errors are reported with their line; let them happen",
  collectgarbage = "it is not part of the scenario language",
  setmetatable = "a scenario is plain data",
  getmetatable = "a scenario is plain data",
  rawget = "write `t[key]`",
  rawset = "write `t[key] = value`",
  rawequal = "write `a == b`",
  rawlen = "write `#t`",
  next = "use `pairs`, which goes through keys in sorted order",
}

local kept = {}
for _, name in ipairs(KEPT) do kept[name] = _G[name] end
for name in next, _G do
  if kept[name] == nil then _G[name] = nil end
end

string.dump = function()
  error("string.dump is not part of the scenario language; leave it out: a scenario is text, and functions stay functions", 2)
end
math.random = host.random
math.randomseed = function()
  error("math.randomseed is not part of the scenario language; write `seed = ...` in the scenario", 2)
end

-- Keys in sorted order, numbers first: the same on every machine and in every run.
local function before(a, b)
  local kind_a, kind_b = type(a), type(b)
  if kind_a ~= kind_b then return kind_a < kind_b end
  if kind_a == "boolean" then return b and not a end
  return a < b
end

-- Keys that have an order.
local ORDERED = { boolean = true, number = true, string = true }

function pairs(t)
  if type(t) ~= "table" then error("pairs needs a table, not " .. type(t), 2) end
  local keys = {}
  for key in next, behind[t] or t do
    if not ORDERED[type(key)] then
      error("pairs has no order for a key that is a " .. type(key) .. "; use texts or numbers as keys", 2)
    end
    keys[#keys + 1] = key
  end
  sort(keys, before)
  local at = 0
  return function()
    at = at + 1
    local key = keys[at]
    if key ~= nil then return key, t[key] end
  end
end

-- What a value would show as its address.
local ADDRESS = { table = "table", ["function"] = "function", userdata = "part of the economy" }

local function tostring(value) return ADDRESS[type(value)] or tostring_any(value) end
_G.tostring = tostring

-- Errors are texts: whatever else is given has no words.
local function give_up(message, level)
  if type(message) == "number" then message = tostring_any(message) end
  if type(message) ~= "string" then
    message = "the script gives up without a message; write error(\"why\")"
  end
  error(message, level == 0 and 0 or level + 2)
end

local function stop(message, level)
  give_up(message, type(level) == "number" and level or 1)
  return nil
end

local function demand(value, ...)
  if value then return value, ... end
  give_up(select("#", ...) == 0 and "assertion failed!" or (...), 1)
  return nil
end

_G.error, _G.assert = stop, demand

function print(...)
  local words = {}
  for index = 1, select("#", ...) do words[index] = tostring((select(index, ...))) end
  host.print(concat(words, "\t"))
end

-- Calls what stands behind a function of this file, so that errors name the function and the line
-- that a scenario knows. To be called as `return call(...)`.
local function call(name, original, ...)
  local results = pack(pcall(original, ...))
  if results[1] then return unpack(results, 2, results.n) end
  local problem = results[2]
  if type(problem) ~= "string" or find_any(problem, "^[%w_.]+:%d+: ") then error(problem, 0) end
  error((gsub_any(problem, "'%?'", "`" .. name .. "`")), 2)
end

-- The same bits on every machine and in the rules of firms. What is no number is left to Lua, which
-- says so.
for name, exact in next, host.math do
  local original = math[name]
  math[name] = function(x, base)
    if type(x) ~= "number" or base ~= nil and type(base) ~= "number" then
      return call("math." .. name, original, x, base)
    end
    return exact(x, base)
  end
end

function string.format(pattern, ...)
  if find_any(tostring(pattern), "%%[^%a%%]*p") then error("%p prints an address; leave it out", 2) end
  local values = { ... }
  for index = 1, select("#", ...) do
    values[index] = ADDRESS[type(values[index])] or values[index]
  end
  return call("string.format", format_any, pattern, unpack(values, 1, select("#", ...)))
end

-- Steps that one call of a pattern function may need at worst. Each of k repeats `*`, `+`, `-` takes
-- a part of the text, which n letters allow in (n + k over k) ways, from each of n + 1 starts; each
-- `?` doubles that; each way is as long as the pattern. `%b`, `%f` and `%1` count as repeats, as do
-- signs in a set, which may be too careful.
local function work(subject, pattern)
  local rest, steps = gsub_any(pattern, "%%[^bf%d]", "x"), #pattern
  local _, repeats = gsub_any(rest, "[*+%-%%]", "")
  local _, optional = gsub_any(rest, "%?", "")
  for k = 1, repeats + 1 do steps = steps * (#subject + k) / k end
  return steps * 2.0 ^ optional
end

-- One call of a pattern function cannot be interrupted, so its work is bounded before it starts.
for _, name in ipairs { "find", "match", "gmatch", "gsub" } do
  local original = string[name]
  string[name] = function(subject, pattern, ...)
    host.look()
    if work(tostring_any(subject), tostring_any(pattern)) > 1e9 then
      error("string." .. name .. ": too much work for one pattern; shorten the text or the pattern", 2)
    end
    return call("string." .. name, original, subject, pattern, ...)
  end
end

function table.move(from, first, last, ...)
  if type(first) == "number" and type(last) == "number" and last - first > 1e6 then error("table.move: more than a million entries", 2) end
  return call("table.move", move_any, from, first, last, ...)
end

-- One call can fill the memory, so the clock is looked at before it.
local rep_any = string.rep
function string.rep(...)
  host.look()
  return call("string.rep", rep_any, ...)
end

-- Lua's own sort looks at the clock where a list is awkward, so that equal entries could end in
-- another order. This one merges: equal entries stay in their order.
function table.sort(list, is_before)
  if type(list) ~= "table" then error("bad argument #1 to `table.sort` (table expected, got " .. type(list) .. ")", 2) end
  is_before = is_before or function(a, b) return a < b end
  local from, into, length, width = list, {}, #list, 1
  while width < length do
    for start = 1, length, 2 * width do
      local left, middle, finish = start, start + width, start + 2 * width
      if middle > length + 1 then middle = length + 1 end
      if finish > length + 1 then finish = length + 1 end
      local right = middle
      for place = start, finish - 1 do
        if left < middle and (right >= finish or not is_before(from[right], from[left])) then
          into[place], left = from[left], left + 1
        else
          into[place], right = from[right], right + 1
        end
      end
    end
    from, into, width = into, from, 2 * width
  end
  if from ~= list then
    for place = 1, length do list[place] = from[place] end
  end
end

-- What a scenario sees of a table that everybody shares: it can be read, not changed. The host finds
-- the table itself under `behind`.
local function shut(name, shared, index)
  local seen = setmetatable({}, {
    __index = index or shared,
    __newindex = function(_, word)
      local remedy = "use a table of your own"
      if type(word) == "string" and find_any(word, "^[%a_][%w_]*$") then remedy = "write `local " .. word .. " = ...`" end
      error("`" .. name .. "." .. tostring(word) .. "` cannot be set: `" .. name
        .. "` is the same for everybody; " .. remedy, 2)
    end,
    __metatable = false,
    behind = shared,
  })
  behind[seen] = shared
  return seen
end

-- The same for the library, where a word that it does not have is an error where it is used.
local function guard(name, library)
  return shut(name, library, function(_, word)
    local value = library[word]
    if value == nil then error(host.unknown_word(name, tostring(word), library), 2) end
    return value
  end)
end

local loaded, loading = {}, {}

function require(name)
  if type(name) ~= "string" then error("require needs the name of a module in quotes", 2) end
  if loaded[name] ~= nil then return loaded[name] end
  if loading[name] then error("module `" .. name .. "` requires itself", 2) end
  local chunk, problem = host.fetch(name)
  if not chunk then error(problem, 2) end
  loading[name] = true
  local value = chunk(name, host.shipped(name) and host.verbs or nil)
  if value == nil then value = true end
  if host.shipped(name) then value = guard(name, value) end
  loaded[name] = value
  return value
end

-- The tables that everybody shares cannot be changed, and a name that was never set is an error.
getmetatable("").__metatable = false
local globals = {}
for name, value in next, _G do globals[name] = value end
for name in next, globals do _G[name] = nil end
for _, name in ipairs_any { "math", "string", "table", "utf8" } do
  globals[name] = shut(name, globals[name])
end
behind[_G] = globals
setmetatable(globals, {
  __index = function(_, name)
    local hint = WITHOUT[name] or host.nearest(tostring(name))
    error("`" .. tostring(name) .. "` is not defined; " .. hint, 2)
  end,
})
setmetatable(_G, {
  __index = globals,
  __newindex = function(_, name)
    local problem = "` would be a global"
    if rawget(globals, name) ~= nil then problem = "` cannot be set: it is the same for everybody" end
    name = tostring(name)
    error("`" .. name .. problem .. "; write `local " .. name .. " = ...`", 2)
  end,
  __metatable = false,
  behind = globals,
})
