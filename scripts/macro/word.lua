-- How the library says what was meant.
--
-- A word of the library returns a table that names the word and holds what it was given. Nothing
-- is checked here: the runner does, with the place of every entry, and tells all problems at once.

local word = {}

---A function that returns what it is given under the name of a word.
---@param name string
---@return fun(arguments: any): table
function word.of(name)
  return function(arguments)
    return { macro = name, arguments = arguments }
  end
end

return word
