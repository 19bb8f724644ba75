//! `e.industries`: figures by industry and product.

use std::rc::Rc;

use engine::economy::Economy;
use engine::record::IndustryRecord;
use engine::tables::{Aggregate, Column, Foreign, Values};
use mlua::{MetaMethod, UserData, UserDataMethods, Value};

use super::desk::{Desk, refuse};
use crate::scenario::check::codes;
use crate::words;

/// Industries in the hands of Lua.
pub struct Industries(pub Rc<Desk>);

impl Industries {
    fn get(&self, code: &str, name: &str) -> mlua::Result<f64> {
        let industries = &self.0.facts.industries;
        let moment = self.0.moment()?;
        let row = match codes::found(code, industries)[..] {
            [] => {
                let remedy = codes::near(code, industries);
                return Err(refuse(format!("there is no industry `{code}`; {remedy}")));
            }
            [row] => usize::from(row),
            ref several => {
                let codes = several
                    .iter()
                    .map(|&row| industries[usize::from(row)].code.as_str());
                let remedy = words::list(codes);
                return Err(refuse(format!(
                    "`{code}` is a section of several industries; name one of {remedy}"
                )));
            }
        };
        let value = column(&moment.economy, name).and_then(|values| values.number(row));
        value.ok_or_else(|| {
            let names = names(&moment.economy);
            let remedy = words::nearest_or(
                name,
                names.iter().map(String::as_str),
                "`runner vars` lists the series of industries",
            );
            refuse(format!("industries have no `{name}`; {remedy}"))
        })
    }
}

impl UserData for Industries {
    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        methods.add_method("get", |_, industries, (code, name): (String, String)| {
            industries.get(&code, &name)
        });
        methods.add_method("codes", |_, industries, ()| {
            let industries = industries.0.facts.industries.iter();
            Ok(industries
                .map(|industry| industry.code.clone())
                .collect::<Vec<_>>())
        });
        methods.add_meta_method(MetaMethod::Index, |_, _, name: Value| {
            let name = super::view::key(&name)?;
            Err::<Value, _>(refuse(format!(
                "`e.industries` has no `{name}`; write e.industries:get(\"C20\", \"{name}\")"
            )))
        });
    }
}

/// Values by industry or product: of the record, of prices, of foreign trade.
fn column<'a>(economy: &'a Economy, name: &str) -> Option<Values<'a>> {
    let foreign = name.strip_prefix("foreign_");
    let found = economy.values_of("industries", name);
    let found = found.or_else(|| economy.values_of("aggregate", name));
    found
        .or_else(|| economy.values_of("foreign", foreign?))
        .filter(|values| matches!(values, Values::Numbers(_)))
        .filter(|_| !name.ends_with("_history"))
}

fn names(economy: &Economy) -> Vec<String> {
    let of = |columns: &[Column], prefix: &str| -> Vec<String> {
        let names = columns
            .iter()
            .map(|column| format!("{prefix}{}", column.name));
        names
            .filter(|name| column(economy, name).is_some())
            .collect()
    };
    [
        of(IndustryRecord::COLUMNS, ""),
        of(Aggregate::COLUMNS, ""),
        of(Foreign::COLUMNS, "foreign_"),
    ]
    .concat()
}
