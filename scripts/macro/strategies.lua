-- Firm strategies: each call returns decision rules to put into an entry of `strategies`, such as
-- `{ name = "cautious", share = 0.3, quantity = m.strategies.inventory_targeting().quantity }`.
--
-- A rule is a plain function over one firm `f` in the economy `e`; it is compiled when the scenario is
-- loaded and runs over millions of firms. In a rule `f.price` and `f.target_output` are last
-- quarter's where they are decided; `f.rule` is what the model's own rule has just given.

local options = require "macro.options".of

local strategies = {}

---The model's own decisions: output follows last demand and expected growth, the price follows costs
---and expected inflation.
---Source: Poledna, Miess, Hommes, Rabitsch, European Economic Review 151, 2023.
---@param given? {}
---@return { quantity: macro.FirmRule, price: macro.FirmRule }
function strategies.cost_push(given)
  options("m.strategies.cost_push", given, {})
  return {
    quantity = function(f, e) return f.demand * (1 + e.expected_growth) end,
    price = function(f, e) return f.price * ((1 + f.cost_push) * (1 + e.expected_inflation)) end,
  }
end

---Demand pull: a firm with excess demand raises its output if it is dearer than its market, else its
---price; with too little demand it lowers its price if it is dearer, else its output.
---Source: Hommes, He, Poledna, Siqueira, Zhang (CANVAS), Journal of Economic Dynamics and Control, 2025.
---@param given? { cap?: number }  largest change of price or output that demand causes in a quarter [share]
---@return { quantity: macro.FirmRule, price: macro.FirmRule }
function strategies.demand_pull(given)
  local cap = options("m.strategies.demand_pull", given, { cap = math.huge }).cap
  local function pull(f)
    if f.last_target_output == 0 then return 0 end
    return math.max(-cap, math.min(cap, f.demand / f.last_target_output - 1))
  end
  return {
    quantity = function(f, e)
      local excess, dear = f.last_target_output <= f.demand, f.price >= f.market_price
      local change = 0
      if excess == dear then change = pull(f) end
      return f.last_target_output * (1 + e.expected_growth) * (1 + change)
    end,
    price = function(f, e)
      local excess, dear = f.last_target_output <= f.demand, f.price >= f.market_price
      local change = 0
      if excess ~= dear then change = pull(f) end
      return f.price * (1 + f.cost_push) * (1 + e.expected_inflation) * (1 + change)
    end,
  }
end

---Mark-up adjustment: on top of its costs a firm raises its price a little where it sold out, and
---lowers it where goods were left.
---Source: Assenza, Delli Gatti, Grazzini, Journal of Economic Dynamics and Control 50, 2015.
---@param given? { step?: number }  change of the price in a quarter [share]
---@return { price: macro.FirmRule }
function strategies.markup_adjustment(given)
  local step = options("m.strategies.markup_adjustment", given, { step = 0.005 }).step
  return {
    price = function(f, e)
      local change = -step
      if f.demand > f.last_target_output then change = step end
      return f.rule * (1 + change)
    end,
  }
end

---Inventory targeting: output also closes a part of the gap between desired and present stocks.
---Source: Metzler, Review of Economics and Statistics 23, 1941.
---@param given? { ratio?: number, speed?: number }  stocks over expected sales; share of the gap closed in a quarter
---@return { quantity: macro.FirmRule }
function strategies.inventory_targeting(given)
  local o = options("m.strategies.inventory_targeting", given, { ratio = 0.1, speed = 0.25 })
  local ratio, speed = o.ratio, o.speed
  return {
    quantity = function(f, e)
      return math.max(0, f.rule + speed * (ratio * f.rule - f.inventories))
    end,
  }
end

return strategies
