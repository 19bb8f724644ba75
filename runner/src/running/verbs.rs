//! `m.write_off`, `m.transfer`, `m.inject`, `m.destroy`: from what Lua says to the verbs of the engine.

use std::rc::Rc;

use engine::accounting::verbs::{self, Goods, Party, Refusal};
use engine::economy::Economy;
use engine::numeric::reduce;
use mlua::{MultiValue, Table, Value};

use super::desk::{self, Desk, only, refuse};
use super::group::{Agents, Group};
use super::parts::{Part, Parts};
use crate::words;

/// Somebody with an account.
enum Somebody {
    One(Parts),
    Firms(Rc<[u32]>),
    Households(Rc<[u32]>),
}

impl Somebody {
    /// Its name in `e`.
    fn name(&self) -> &'static str {
        match self {
            Somebody::One(part) => part.columns().0,
            Somebody::Firms(_) => "firms",
            Somebody::Households(_) => "households",
        }
    }

    fn party(&self) -> Party<'_> {
        match self {
            Somebody::One(Parts::Bank) => Party::Bank,
            Somebody::One(Parts::CentralBank) => Party::CentralBank,
            Somebody::One(Parts::Foreign) => Party::Foreign,
            Somebody::One(_) => Party::Government,
            Somebody::Firms(rows) => Party::Firms(rows),
            Somebody::Households(rows) => Party::Households(rows),
        }
    }
}

/// What somebody with an account has that a share can be taken of, by the name in `e`.
pub const STOCKS: [(&str, &[&str]); 6] = [
    ("bank", &["equity", "loans"]),
    ("central_bank", &["equity"]),
    ("foreign", &["position"]),
    ("government", &["debt"]),
    ("households", &["deposits"]),
    ("firms", &["loans", "deposits", "equity"]),
];

/// Names in the table that `verb` is given.
pub fn keys(verb: &str) -> &'static [&'static str] {
    if verb == "transfer" {
        &["from", "to", "pct", "amount", "of"]
    } else {
        &["pct", "amount", "of"]
    }
}

/// What is wrong where `verb` takes away `pct` per cent of what is there: message and remedy.
pub fn part(verb: &str, pct: f64) -> Option<(String, String)> {
    (!(0.0..=100.0).contains(&pct)).then(|| {
        let message = format!("m.{verb} cannot take {} % of a stock", words::number(pct));
        (message, "write a `pct` from 0 to 100".to_owned())
    })
}

/// Does what `verb` says; returns how much it was.
///
/// # Errors
/// If it cannot be done.
pub fn act(desk: &Desk, verb: &str, arguments: &MultiValue) -> mlua::Result<Value> {
    let mut moment = desk.acting(&format!("m.{verb}"))?;
    let economy = &moment.economy;
    let first = arguments.front().cloned().unwrap_or(Value::Nil);
    let second = arguments.get(1).cloned().unwrap_or(Value::Nil);
    let done = if verb == "transfer" {
        let table = table(verb, &first)?;
        only(&format!("m.{verb}"), &table, keys(verb))?;
        let from = somebody(economy, verb, &table.raw_get("from")?)?;
        let to = somebody(economy, verb, &table.raw_get("to")?)?;
        let amount = amount(verb, &table, |of| stock_of(economy, &from, of))?;
        verbs::may_change_at(&moment.site).map_err(|refusal| told(verb, &refusal))?;
        verbs::transfer(&mut moment.economy, from.party(), to.party(), amount)
    } else {
        let who = somebody(economy, verb, &first)?;
        let table = table(verb, &second)?;
        only(&format!("m.{verb}"), &table, keys(verb))?;
        if let ("write_off", Some(pct)) = (verb, number(&table, "pct")?) {
            part(verb, pct).map_or(Ok(()), |wrong| Err(desk::told(wrong)))?;
        }
        if verb == "destroy" {
            let (goods, share) = goods(&table)?;
            let Somebody::Firms(rows) = &who else {
                return Err(refuse(
                    "m.destroy takes firms; write m.destroy(e.firms, { ... })",
                ));
            };
            goods
                .may_change_at(&moment.site)
                .map_err(|refusal| told(verb, &refusal))?;
            let moment = &mut *moment;
            let shares = &moment.parameters.input_shares;
            verbs::destroy(&mut moment.economy, shares, rows, goods, share)
        } else {
            let losses = if verb == "write_off" {
                share_of_equity(&who, &table)?
            } else {
                None
            };
            let amount = match losses {
                Some(_) => 0.0,
                None => amount(verb, &table, |of| stock_of(economy, &who, of))?,
            };
            verbs::may_change_at(&moment.site).map_err(|refusal| told(verb, &refusal))?;
            if let Some(share) = losses {
                verbs::write_off_bank_equity(&mut moment.economy, share)
            } else if verb == "inject" {
                verbs::inject(&mut moment.economy, who.party(), amount)
            } else {
                let firms = match who {
                    Somebody::One(Parts::Bank) => Group::everybody(&moment.economy),
                    Somebody::Firms(rows) => rows,
                    _ => {
                        return Err(refuse(
                            "m.write_off takes e.bank or firms; write m.write_off(e.bank, { pct = 10, of = \"equity\" })",
                        ));
                    }
                };
                verbs::write_off_loans(&mut moment.economy, &firms, amount)
            }
        }
    };
    let amount = done.map_err(|refusal| told(verb, &refusal))?;
    moment.changed = true;
    Ok(Value::Number(amount))
}

/// A refusal of the engine, in words for the author of the scenario.
fn told(verb: &str, refusal: &Refusal) -> mlua::Error {
    let remedy = match refusal {
        Refusal::Amount(_) | Refusal::Share(_) => "write a number from 0 on",
        Refusal::Nobody { .. } | Refusal::Rows { .. } => "look at :count() before",
        Refusal::Itself { .. } => "name two",
        Refusal::TooMuch { .. } | Refusal::Boundless { .. } => {
            "ask for less, or for a share with `pct`"
        }
        Refusal::NoCapital { .. } => "write m.transfer { from = e.government, to = ... }",
        Refusal::NoEquity(_) => "give an `amount`",
        Refusal::Late { .. } => "act at an earlier site",
    };
    let text = refusal.to_string();
    let text = text.replace("; use a transfer", "");
    refuse(format!("m.{verb}: {text}; {remedy}"))
}

fn table(verb: &str, value: &Value) -> mlua::Result<Table> {
    match value {
        Value::Table(table) => Ok(table.clone()),
        _ => Err(refuse(format!(
            "m.{verb} was not told how much; write {}",
            example(verb)
        ))),
    }
}

/// How `verb` is written.
pub fn example(verb: &str) -> &'static str {
    match verb {
        "transfer" => "m.transfer { from = e.government, to = e.households, amount = 1000 }",
        "inject" => "m.inject(e.bank, { amount = 1000 })",
        "destroy" => "m.destroy(e.firms:where { industry = \"C\" }, { pct = 5, of = \"capital\" })",
        _ => "m.write_off(e.bank, { pct = 10, of = \"equity\" })",
    }
}

fn somebody(economy: &Economy, verb: &str, value: &Value) -> mlua::Result<Somebody> {
    if let Value::UserData(data) = value {
        if let Ok(part) = data.borrow::<Part>()
            && part.part != Parts::Aggregate
        {
            return Ok(Somebody::One(part.part));
        }
        if let Ok(group) = data.borrow::<Group>() {
            let rows = group.rows(economy);
            return Ok(match group.agents {
                Agents::Firms => Somebody::Firms(rows),
                Agents::Households => Somebody::Households(rows),
            });
        }
    }
    Err(refuse(format!(
        "m.{verb} needs somebody with an account; write {}",
        example(verb)
    )))
}

fn number(table: &Table, name: &str) -> mlua::Result<Option<f64>> {
    match table.raw_get(name)? {
        Value::Nil => Ok(None),
        Value::Integer(number) => Ok(Some(number as f64)),
        Value::Number(number) => Ok(Some(number)),
        other => Err(refuse(format!(
            "`{name}` is a {}; write a number",
            other.type_name()
        ))),
    }
}

/// Millions: given, or as a share of a stock.
fn amount(
    verb: &str,
    table: &Table,
    stock: impl Fn(Option<&str>) -> mlua::Result<f64>,
) -> mlua::Result<f64> {
    let of: Option<String> = match table.raw_get("of")? {
        Value::Nil => None,
        Value::String(of) => Some(of.to_string_lossy()),
        _ => return Err(refuse("`of` names a stock; write of = \"equity\"")),
    };
    match (number(table, "pct")?, number(table, "amount")?) {
        (Some(pct), None) => Ok(pct / 100.0 * stock(of.as_deref())?),
        (None, Some(amount)) => {
            if of.is_some() {
                stock(of.as_deref())?;
            }
            Ok(amount)
        }
        _ => Err(refuse(format!(
            "m.{verb} needs one of `pct` and `amount`; write {}",
            example(verb)
        ))),
    }
}

/// The share of the bank's equity that is to be lost, if that is how losses are given.
fn share_of_equity(who: &Somebody, table: &Table) -> mlua::Result<Option<f64>> {
    let of: Value = table.raw_get("of")?;
    let equity = matches!(&of, Value::String(of) if of.to_string_lossy() == "equity");
    match (who, number(table, "pct")?, number(table, "amount")?) {
        (Somebody::One(Parts::Bank), Some(pct), None) if equity => Ok(Some(pct / 100.0)),
        _ => Ok(None),
    }
}

/// The stock `of` somebody that shares are taken of \[million\].
fn stock_of(economy: &Economy, who: &Somebody, of: Option<&str>) -> mlua::Result<f64> {
    let over = |rows: &[u32], column: &[f64]| {
        reduce::sum(rows.len(), |place| column[rows[place] as usize].max(0.0))
    };
    let known = STOCKS.iter().find(|(owner, _)| *owner == who.name());
    let names = known.map_or(&[][..], |(_, stocks)| stocks);
    let stock = match of {
        None if names.len() == 1 => names[0],
        None => {
            return Err(refuse(format!(
                "a share needs the stock it is taken of; write of = {}",
                words::choice(names.iter().copied()).replace('`', "\"")
            )));
        }
        Some(of) => *names.iter().find(|name| **name == of).ok_or_else(|| {
            let remedy = words::instead(of, names.iter().copied());
            refuse(format!("there is no stock `{of}` here; {remedy}"))
        })?,
    };
    let firms = &economy.firms;
    Ok(match (who, stock) {
        (Somebody::One(Parts::Bank), "equity") => economy.bank.equity,
        (Somebody::One(Parts::Bank), _) => reduce::total(&firms.loans),
        (Somebody::One(Parts::CentralBank), _) => economy.central_bank.equity,
        (Somebody::One(Parts::Foreign), _) => economy.foreign.position,
        (Somebody::One(_), _) => economy.government.debt,
        (Somebody::Households(rows), _) => over(rows, &economy.households.deposits),
        (Somebody::Firms(rows), "loans") => over(rows, &firms.loans),
        (Somebody::Firms(rows), "deposits") => over(rows, &firms.deposits),
        (Somebody::Firms(rows), _) => over(rows, &firms.equity),
    })
}

/// Which goods, and what share of them.
fn goods(table: &Table) -> mlua::Result<(Goods, f64)> {
    let names = || Goods::ALL.into_iter().map(Goods::name);
    let of = match table.raw_get("of")? {
        Value::String(of) => of.to_string_lossy(),
        _ => String::new(),
    };
    let Some(goods) = Goods::find(&of) else {
        let remedy = words::choice(names()).replace('`', "\"");
        return Err(refuse(format!(
            "m.destroy does not say what is lost; write of = {remedy}"
        )));
    };
    match number(table, "pct")? {
        Some(pct) => Ok((goods, pct / 100.0)),
        None => Err(refuse(format!(
            "m.destroy needs `pct`; write {}",
            example("destroy")
        ))),
    }
}
