-- What a hook can do: `m.write_off`, `m.transfer`, `m.inject`, `m.destroy`, `m.pull`.
--
-- Stocks change only in this way, so that somebody loses what another gains and the books balance.
-- The verbs act while the economy is simulated, in functions under `on`.

local _, host = ...

local verbs = {}

---Somebody with an account: `e.government`, `e.central_bank`, `e.bank`, `e.foreign`, or a group such as
---`e.firms:where { industry = "C" }`.
---@alias macro.Party macro.Government|macro.CentralBank|macro.Bank|macro.Foreign|macro.Group

---How much; give exactly one of `pct` and `amount`.
---@class (exact) macro.Amount
---@field pct? number        per cent of the stock that `of` names, as it stands now; at most 100 is written off
---@field amount? number     millions
---@field of? string         the stock

---Loans to firms are written off: the bank loses what firms gain. Of `e.bank` in per cent of its
---"equity" or "loans", spread over all firms; of firms in per cent of their "loans". Returns millions.
---@type fun(party: macro.Party, arguments: macro.Amount): number
verbs.write_off = host.write_off

---@class (exact) macro.TransferArguments
---@field from macro.Party   who pays; households and firms in proportion to their deposits
---@field to macro.Party     who receives; households equal shares, firms in proportion to their employees
---@field amount? number     millions
---@field pct? number        per cent of the stock of the payer that `of` names
---@field of? string         "deposits" of firms and households, "equity" of the bank

---Money from one to another: `m.transfer { from = e.government, to = e.firms, amount = 100 }`. Only deposits
---move. Nobody in the model spends out of deposits, so households that get some buy nothing more: for their
---income pull `benefit_other_level`, `benefit_inactive_level`, `unemployment_replacement` or `tax_income`.
---Returns millions.
---@type fun(arguments: macro.TransferArguments): number
verbs.transfer = host.transfer

---Capital from the government for the bank or for firms, in millions or in per cent of "equity".
---Returns millions.
---@type fun(party: macro.Party, arguments: macro.Amount): number
verbs.inject = host.inject

---@class (exact) macro.DestroyArguments
---@field pct number         per cent that is lost
---@field of "capital"|"materials"|"inventories"

---Goods of firms are lost, and their equity with them. Returns the quantity.
---@type fun(firms: macro.Party, arguments: macro.DestroyArguments): number
verbs.destroy = host.destroy

---@class (exact) macro.PullArguments
---@field pp? number         percentage points; of the yearly rate for rates per quarter
---@field pct? number        per cent of the value without the pull
---@field level? number      the value itself, in the unit of the lever
---@field add? number        added to the value, in the unit of the lever
---@field products? (macro.IndustryCode|macro.SectionLetter)[] products it acts on, if the lever goes by product
---@field industries? (macro.IndustryCode|macro.SectionLetter)[] industries it acts on, if the lever goes by industry

---Pulls a lever for the rest of this quarter, on top of what is pulled already.
---@type fun(e: macro.Economy, lever: string, arguments: macro.PullArguments)
verbs.pull = host.pull

return verbs
