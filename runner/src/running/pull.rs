//! `m.pull(e, lever, { ... })`: a hook pulls a lever for the rest of the quarter.

use std::sync::Arc;

use engine::levers::{self, Lever, Pull, Reach, Size, Wedge};
use engine::simulation::Site;
use mlua::{MultiValue, Table, Value};

use super::desk::{Desk, only, refuse};
use super::filter;
use super::view::View;
use crate::scenario::alias;
use crate::words;

const EXAMPLE: &str = "write m.pull(e, \"policy_rate\", { pp = 1 })";

/// Notes a pull.
///
/// # Errors
/// If there is no such lever, it does not go that way, or it is too late.
pub fn pull(desk: &Desk, arguments: &MultiValue) -> mlua::Result<Value> {
    let mut moment = desk.acting("m.pull")?;
    let (Some(Value::UserData(e)), Some(Value::String(name)), Some(Value::Table(how))) =
        (arguments.front(), arguments.get(1), arguments.get(2))
    else {
        return Err(refuse(format!(
            "m.pull takes the economy, a lever and a size; {EXAMPLE}"
        )));
    };
    if !e.is::<View>() {
        return Err(refuse(format!("m.pull takes `e` first; {EXAMPLE}")));
    }
    let name = name.to_string_lossy();
    let Some(lever) = levers::find(alias::full(&name)) else {
        let known = levers::all().map(|lever| lever.name);
        let remedy = words::nearest_or(&name, known, "`runner vars` lists them");
        return Err(refuse(format!("there is no lever `{name}`; {remedy}")));
    };
    in_time(lever, moment.site)?;
    let wedge = wedge(lever, how)?;
    let filter = match lever.reach {
        Reach::Whole => None,
        Reach::Products => Some("products"),
        Reach::Industries => Some("industries"),
    };
    refuse_others(lever, how, filter)?;
    let rows = match filter.map(|name| (name, how.raw_get::<Value>(name))) {
        None | Some((_, Ok(Value::Nil))) => None,
        Some((name, value)) => Some(Arc::from(filter::coded(&desk.facts, name, &value?)?)),
    };
    moment.pulls.push(Pull { lever, rows, wedge });
    Ok(Value::Nil)
}

/// Whether the phase that puts the lever in force is yet to come.
fn in_time(lever: &Lever, site: Site) -> mlua::Result<()> {
    let name = lever.name;
    let here = site.name();
    if lever.is_parameter() {
        return if site == Site::PeriodStart {
            Ok(())
        } else {
            Err(refuse(format!(
                "`{name}` holds for a whole period and cannot change at {here}; pull it at period_start"
            )))
        };
    }
    let last = format!("before_{}", lever.phase);
    if Site::find(&last).is_some_and(|last| site <= last) {
        return Ok(());
    }
    Err(refuse(format!(
        "`{name}` is put in force by the phase {}, which is over at {here}; pull it up to {last}",
        lever.phase
    )))
}

fn wedge(lever: &Lever, how: &Table) -> mlua::Result<Wedge> {
    let takes = || words::choice(lever.sizes.iter().map(|size| size.name()));
    let mut given = Vec::new();
    for size in Size::ALL {
        match how.raw_get(size.name())? {
            Value::Nil => {}
            Value::Integer(value) => given.push((size, value as f64)),
            Value::Number(value) if value.is_finite() => given.push((size, value)),
            _ => {
                return Err(refuse(format!(
                    "`{}` is no finite number; {EXAMPLE}",
                    size.name()
                )));
            }
        }
    }
    match given[..] {
        [(size, value)] if lever.sizes.contains(&size) => Ok(Wedge { size, value }),
        [(size, _)] => Err(refuse(format!(
            "`{}` cannot be changed by `{}`; write {}",
            lever.name,
            size.name(),
            takes()
        ))),
        _ => Err(refuse(format!("m.pull needs one size; write {}", takes()))),
    }
}

/// Refuses keys that mean nothing for `lever`.
fn refuse_others(lever: &Lever, how: &Table, filter: Option<&str>) -> mlua::Result<()> {
    let sizes = Size::ALL.iter().map(|size| size.name());
    let known: Vec<&str> = sizes.chain(filter).collect();
    only(&format!("m.pull of `{}`", lever.name), how, &known)
}
