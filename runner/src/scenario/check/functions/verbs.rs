//! What functions hand to verbs, as far as it is written there.

use engine::accounting::verbs::Goods;
use engine::levers::{self, Lever, Reach, Size};

use crate::lua::compiler::{Argument, Called, Given, Part};
use crate::running::verbs::{STOCKS, example, keys, part};
use crate::scenario::alias;
use crate::words;

/// A place, and what is wrong there: message and remedy.
type Wrong<'a> = (&'a Part, (String, String));

/// What is wrong with a call.
pub fn wrong(called: &Called) -> Vec<Wrong<'_>> {
    let verb = called.name.as_str();
    let arguments = &called.arguments;
    let table = |place: usize| match arguments.get(place).map(|argument| &argument.kind) {
        Some(Given::Table(Some(entries))) => Some((&arguments[place].part, &entries[..])),
        _ => None,
    };
    match verb {
        "pull" => match (arguments.get(1), table(2)) {
            (Some(lever), Some((_, entries))) => pulled(lever, entries),
            _ => Vec::new(),
        },
        "transfer" => table(0).map_or_else(Vec::new, |(whole, entries)| {
            let from = entries.iter().find(|(name, _)| name == "from");
            money(verb, from.map(|(_, from)| from), whole, entries)
        }),
        "write_off" | "inject" | "destroy" => table(1).map_or_else(Vec::new, |(whole, entries)| {
            money(verb, arguments.first(), whole, entries)
        }),
        _ => Vec::new(),
    }
}

/// A verb that says how much of what.
fn money<'a>(
    verb: &str,
    party: Option<&Argument>,
    whole: &'a Part,
    entries: &'a [(String, Argument)],
) -> Vec<Wrong<'a>> {
    let mut wrong = others(&format!("m.{verb}"), entries, keys(verb));
    let given = |name: &str| entries.iter().find(|(other, _)| other == name);
    let stocks = stocks(verb, party);
    match given("of") {
        Some((_, of)) => {
            if let Given::Text(name) = &of.kind
                && !stocks.contains(&name.as_str())
            {
                let remedy = words::instead(name, stocks.iter().copied());
                wrong.push((
                    &of.part,
                    (format!("m.{verb} has no stock `{name}` here"), remedy),
                ));
            }
        }
        None if given("pct").is_some() && stocks.len() > 1 => {
            let remedy = words::choice(stocks).replace('`', "\"");
            let message = format!("m.{verb} does not say what `pct` is a share of");
            wrong.push((whole, (message, format!("write of = {remedy}"))));
        }
        None => {}
    }
    let none = given("pct").is_none() && given("amount").is_none();
    if none && wrong.is_empty() {
        let message = format!("m.{verb} was not told how much");
        wrong.push((whole, (message, format!("write {}", example(verb)))));
    }
    if let (Some((_, pct)), "write_off" | "destroy") = (given("pct"), verb)
        && let Given::Number(number) = pct.kind
    {
        wrong.extend(part(verb, number).map(|told| (&pct.part, told)));
    }
    wrong
}

/// What a share can be taken of.
fn stocks(verb: &str, party: Option<&Argument>) -> Vec<&'static str> {
    if verb == "destroy" {
        return Goods::ALL.into_iter().map(Goods::name).collect();
    }
    let name = match party.map(|party| &party.kind) {
        Some(Given::Economy(names)) => names.first(),
        _ => None,
    };
    let known = STOCKS
        .iter()
        .find(|(owner, _)| Some(*owner) == name.map(String::as_str));
    let mut stocks: Vec<&str> = match known {
        Some((_, stocks)) => stocks.to_vec(),
        None => STOCKS
            .iter()
            .flat_map(|(_, stocks)| *stocks)
            .copied()
            .collect(),
    };
    stocks.sort_unstable();
    stocks.dedup();
    stocks
}

/// A lever that is pulled.
fn pulled<'a>(name: &'a Argument, entries: &'a [(String, Argument)]) -> Vec<Wrong<'a>> {
    let Given::Text(text) = &name.kind else {
        return Vec::new();
    };
    let Some(lever) = levers::find(alias::full(text)) else {
        let known = levers::all().map(|lever| lever.name);
        let remedy = words::nearest_or(text, known, "`runner vars` lists them");
        return vec![(&name.part, (format!("there is no lever `{text}`"), remedy))];
    };
    let mut wrong = others(
        &format!("m.pull of `{}`", lever.name),
        entries,
        &takes(lever),
    );
    for (key, size) in entries {
        let size_of = Size::ALL.into_iter().find(|size| size.name() == key);
        if size_of.is_some_and(|size| !lever.sizes.contains(&size)) {
            let sizes = words::choice(lever.sizes.iter().map(|size| size.name()));
            let message = format!("`{}` cannot be changed by `{key}`", lever.name);
            wrong.push((&size.part, (message, format!("write {sizes}"))));
        }
    }
    wrong
}

/// Names in the table that pulls `lever`; every size, as a wrong one is told about apart.
fn takes(lever: &Lever) -> Vec<&'static str> {
    let filter = match lever.reach {
        Reach::Whole => None,
        Reach::Products => Some("products"),
        Reach::Industries => Some("industries"),
    };
    let sizes = Size::ALL.into_iter().map(Size::name);
    sizes.chain(filter).collect()
}

/// Names in a table that mean nothing.
fn others<'a>(
    what: &str,
    entries: &'a [(String, Argument)],
    known: &[&'static str],
) -> Vec<Wrong<'a>> {
    let unknown = entries
        .iter()
        .filter(|(name, _)| !known.contains(&name.as_str()));
    let told = unknown.map(|(name, value)| {
        let remedy = words::instead(name, known.iter().copied());
        (&value.part, (format!("{what} has no `{name}`"), remedy))
    });
    told.collect()
}
