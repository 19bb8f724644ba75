//! The two stages in which the Lua of a scenario runs, and what differs between them.
//!
//! Declaration evaluates the file once, to find out what it describes; nothing is random there and
//! nothing can be changed. While a run is simulated, functions of the file are called in a state of
//! the run's own, made from the recorded texts.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use mlua::{Lua, MultiValue, Table, Value};

/// Verbs of the library, which act on the economy.
pub const VERBS: [&str; 5] = ["write_off", "transfer", "inject", "destroy", "pull"];

/// Where `require` finds what is not shipped.
#[derive(Clone, Debug)]
pub enum Files {
    /// Below a folder.
    Folder(PathBuf),
    /// Among texts that were read before, by name of the module.
    Recorded(Arc<BTreeMap<String, String>>),
}

impl Files {
    /// Whether the texts are parsed, so that functions can be made into rules of firms: that is done
    /// once, where the scenario is declared.
    pub fn parsed(&self) -> bool {
        matches!(self, Files::Folder(_))
    }
}

/// What a stage lends to Lua.
pub trait Stage {
    /// 64 random bits.
    ///
    /// # Errors
    /// If nothing is random here; says why.
    fn draw(&self) -> mlua::Result<u64>;

    /// Does what a verb of the library says.
    ///
    /// # Errors
    /// If it cannot be done; says why.
    fn act(&self, lua: &Lua, verb: &'static str, arguments: MultiValue) -> mlua::Result<Value>;
}

/// The stage in which the file is evaluated.
pub struct Declaration;

impl Stage for Declaration {
    fn draw(&self) -> mlua::Result<u64> {
        Err(mlua::Error::runtime(
            "nothing is random while a scenario is read; call math.random in a rule or a hook, where it draws the same in every branch",
        ))
    }

    fn act(&self, _: &Lua, verb: &'static str, _: MultiValue) -> mlua::Result<Value> {
        Err(mlua::Error::runtime(format!(
            "m.{verb} acts while the economy is simulated; call it in a function under `on`"
        )))
    }
}

/// `math.random` of Lua, on the draws of the stage.
///
/// # Errors
/// If the bounds hold no whole number, or nothing is random.
pub fn random(stage: &dyn Stage, arguments: &MultiValue) -> mlua::Result<Value> {
    let bound = |place: usize| match arguments.get(place) {
        Some(Value::Integer(bound)) => Ok(*bound),
        Some(Value::Number(bound)) if bound.fract() == 0.0 && bound.abs() < 2.0_f64.powi(53) => {
            Ok(*bound as i64)
        }
        _ => Err(mlua::Error::runtime(
            "math.random takes whole numbers; write math.random(), math.random(m) or math.random(m, n)",
        )),
    };
    let (low, high) = match arguments.len() {
        0 => {
            let bits = stage.draw()? >> 11;
            return Ok(Value::Number(bits as f64 * 0.5_f64.powi(53)));
        }
        1 if bound(0)? == 0 => return Ok(Value::Integer(stage.draw()? as i64)),
        1 => (1, bound(0)?),
        2 => (bound(0)?, bound(1)?),
        _ => {
            return Err(mlua::Error::runtime(
                "math.random takes at most two numbers",
            ));
        }
    };
    if low > high {
        return Err(mlua::Error::runtime(format!(
            "there is no whole number from {low} to {high}; give math.random the smaller bound first"
        )));
    }
    let span = u128::from(high.abs_diff(low)) + 1;
    let above = (u128::from(stage.draw()?) * span) >> 64;
    Ok(Value::Integer((i128::from(low) + above as i128) as i64))
}

/// The verbs, as functions of Lua.
///
/// # Errors
/// If Lua has no memory.
pub fn verbs(lua: &Lua, stage: &std::rc::Rc<dyn Stage>) -> mlua::Result<Table> {
    let table = lua.create_table()?;
    for verb in VERBS {
        let stage = std::rc::Rc::clone(stage);
        let act = move |lua: &Lua, arguments: MultiValue| stage.act(lua, verb, arguments);
        table.set(verb, lua.create_function(act)?)?;
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// Draws one number over and over.
    struct Fixed(u64, Cell<u32>);

    impl Stage for Fixed {
        fn draw(&self) -> mlua::Result<u64> {
            self.1.set(self.1.get() + 1);
            Ok(self.0)
        }

        fn act(&self, _: &Lua, _: &'static str, _: MultiValue) -> mlua::Result<Value> {
            Ok(Value::Nil)
        }
    }

    fn drawn(bits: u64, bounds: &[Value]) -> mlua::Result<Value> {
        random(
            &Fixed(bits, Cell::default()),
            &bounds.iter().cloned().collect(),
        )
    }

    #[test]
    fn the_ends_of_every_range_are_reached_and_not_passed() {
        let whole = |bound| Value::Integer(bound);
        let of = |bits, bounds: &[Value]| drawn(bits, bounds).unwrap();
        assert_eq!(of(0, &[]), Value::Number(0.0));
        assert_eq!(of(1 << 63, &[]), Value::Number(0.5));
        assert!(of(u64::MAX, &[]).as_f64().unwrap() < 1.0);
        assert_eq!(of(0, &[whole(6)]), whole(1));
        assert_eq!(of(u64::MAX, &[whole(6)]), whole(6));
        assert_eq!(of(0, &[whole(-3), whole(4)]), whole(-3));
        assert_eq!(of(u64::MAX, &[whole(-3), Value::Number(4.0)]), whole(4));
        assert_eq!(
            of(5, &[whole(i64::MIN), whole(i64::MAX)]),
            whole(i64::MIN + 5)
        );
        assert_eq!(of(7, &[whole(0)]), whole(7));
    }

    #[test]
    fn what_holds_no_whole_number_is_refused() {
        for bounds in [
            vec![Value::Number(1.5)],
            vec![Value::Integer(-1)],
            vec![Value::Integer(2), Value::Integer(1)],
            vec![Value::Boolean(true)],
            vec![Value::Integer(1); 3],
        ] {
            assert!(drawn(0, &bounds).is_err(), "{bounds:?}");
        }
    }
}
