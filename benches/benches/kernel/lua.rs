//! The branching rule as a Lua function that is called for each firm.

use mlua::{Function, Lua, Table};

use crate::rules::{BRANCHING_FIELDS, Firms, scalar};

const RULE: &str = "
return function(f, e)
  local cost = f.wage_rate / f.labour_productivity + f.bundle_price / f.intermediate_productivity
  local price
  if f.inventory > 0.2 * f.expected_sales then
    price = 0.99 * f.price
  else
    price = f.price * (1 + 0.05 * (cost / f.price)) * (1 + e.expected_inflation)
  end
  return math.max(0.7 * price + 0.3 * f.price, 1.02 * cost)
end";

/// The rule in a Lua state.
pub struct Called {
    _lua: Lua,
    rule: Function,
    firm: Table,
    economy: Table,
}

impl Called {
    pub fn new() -> mlua::Result<Self> {
        let lua = Lua::new();
        let economy = lua.create_table()?;
        economy.raw_set("expected_inflation", scalar("expected_inflation"))?;
        Ok(Self {
            rule: lua.load(RULE).eval()?,
            firm: lua.create_table()?,
            economy,
            _lua: lua,
        })
    }

    /// The results for all firms, whose fields are passed in one table.
    pub fn run(&self, firms: &Firms, result: &mut [f64]) -> mlua::Result<()> {
        let columns = BRANCHING_FIELDS.map(|name| (name, firms.numbers(name)));
        for (row, result) in result.iter_mut().enumerate() {
            for (name, column) in columns {
                self.firm.raw_set(name, column[row])?;
            }
            *result = self.rule.call((&self.firm, &self.economy))?;
        }
        Ok(())
    }

    /// The results where the fields of the first firm stand for all: calls alone.
    pub fn run_bare(&self, result: &mut [f64]) -> mlua::Result<()> {
        for result in result {
            *result = self.rule.call((&self.firm, &self.economy))?;
        }
        Ok(())
    }
}
