//! What a rule can see: fields of one firm, and figures of the economy that all firms share.

use super::inputs::{Derived, Input};
use crate::parameters::{InitialConditions, Parameters, Scalars};
use crate::record::Record;
use crate::tables::{Aggregate, Bank, CentralBank, Column, Firms, Foreign, Government, Kind};

/// What kind of value a field has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A number.
    Number,
    /// One of several words, each of which stands for codes: `C` for all industries of section C.
    Category(Vec<(String, Vec<u32>)>),
}

/// One thing a rule can see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Name in rules.
    pub name: String,
    /// Unit, in words.
    pub unit: String,
    /// One sentence.
    pub meaning: String,
    /// What kind of value it has.
    pub kind: FieldKind,
}

impl Field {
    fn number(name: &str, unit: &str, meaning: &str) -> Self {
        Field {
            name: name.into(),
            unit: unit.into(),
            meaning: meaning.into(),
            kind: FieldKind::Number,
        }
    }
}

/// Fields that are no column, or go by another name in rules: what they read, name, unit and meaning.
const NAMED: [(Input, &str, &str, &str); 11] = [
    (
        Input::Rule,
        "rule",
        "unit of the decision",
        "What the model's own rule gives for this decision",
    ),
    (
        Input::Column("inventories"),
        "inventory",
        "goods",
        "Finished goods on stock",
    ),
    (
        Input::Derived(Derived::ExpectedSales),
        "expected_sales",
        "goods/quarter",
        "Last quarter's demand, grown as expected",
    ),
    (
        Input::LastTarget,
        "last_target_output",
        "goods/quarter",
        "Goods the firm meant to make in the last quarter",
    ),
    (
        Input::Derived(Derived::MarketPrice),
        "market_price",
        "index, base quarter = 1",
        "Last quarter's average price of the firm's product, imports included",
    ),
    (
        Input::Derived(Derived::BundlePrice),
        "bundle_price",
        "index, base quarter = 1",
        "Last quarter's price of the firm's bundle of intermediate goods",
    ),
    (
        Input::Derived(Derived::UnitCost),
        "unit_cost",
        "index, base quarter = 1",
        "Cost of labour, intermediate goods and capital per good, at last quarter's prices",
    ),
    (
        Input::Derived(Derived::Capacity),
        "capacity",
        "goods/quarter",
        "Most that capital can make",
    ),
    (
        Input::Derived(Derived::Utilisation),
        "utilisation",
        "share",
        "Output as a share of capacity; 0 without capital",
    ),
    (
        Input::Derived(Derived::ReturnOnCapital),
        "return_on_capital",
        "share/quarter",
        "Profit per value of capital; 0 without capital",
    ),
    (
        Input::Draw,
        "draw",
        "number from 0 to 1",
        "A random number of the firm, new in every quarter and decision",
    ),
];

/// What the named field called `name` reads.
pub(super) fn named(name: &str) -> Option<Input> {
    NAMED
        .iter()
        .find(|(_, known, ..)| *known == name)
        .map(|(input, ..)| *input)
}

/// Every field of a firm, `f.` in rules: categories, columns by name, and what follows from them.
pub fn firm_fields(parameters: &Parameters, initial: &InitialConditions) -> Vec<Field> {
    let categories = [
        ("industry", industry_words(parameters)),
        ("region", region_words(initial)),
    ]
    .map(|(name, words)| Field {
        kind: FieldKind::Category(words),
        ..Field::number(name, "word", meaning_of(name))
    });
    let named = NAMED
        .iter()
        .map(|&(_, name, unit, meaning)| Field::number(name, unit, meaning));
    let columns = Firms::COLUMNS
        .iter()
        .filter(|column| column.kind != Kind::Identity)
        .map(|column| Field::number(column.name, column.unit, column.meaning));
    categories.into_iter().chain(named).chain(columns).collect()
}

fn meaning_of(name: &str) -> &'static str {
    Firms::COLUMNS
        .iter()
        .find(|column| column.name == name)
        .map_or("", |column| column.meaning)
}

/// Codes of industries, and section letters for all industries of a section.
fn industry_words(parameters: &Parameters) -> Vec<(String, Vec<u32>)> {
    let mut words: Vec<(String, Vec<u32>)> = Vec::new();
    for (index, industry) in parameters.industries.iter().enumerate() {
        let index = index as u32;
        match words.iter_mut().find(|(word, _)| *word == industry.section) {
            Some((_, codes)) => codes.push(index),
            None if industry.section != industry.code => {
                words.push((industry.section.clone(), vec![index]));
            }
            None => {}
        }
        words.push((industry.code.clone(), vec![index]));
    }
    words
}

fn region_words(initial: &InitialConditions) -> Vec<(String, Vec<u32>)> {
    initial
        .regions
        .iter()
        .enumerate()
        .map(|(index, (name, _))| (name.clone(), vec![index as u32]))
        .collect()
}

/// Where a figure of the economy is kept.
#[derive(Clone, Copy, Debug)]
pub(super) enum Figure {
    /// A figure of a table of the economy, as it stands.
    State(&'static str, &'static str),
    /// A scalar parameter in force.
    Parameter(&'static str),
}

/// Every figure of the economy, `e.` in rules: state as it stands, figures of the last quarter's
/// record that state does not have (0 for what the base quarter does not have), and scalar
/// parameters in force.
pub fn economy_fields() -> Vec<Field> {
    figures().into_iter().map(|(field, _)| field).collect()
}

/// Every figure of the economy, described, and where it is kept.
pub(super) fn figures() -> Vec<(Field, Figure)> {
    let mut figures: Vec<(Field, Figure)> = Vec::new();
    let mut add = |name: String, unit: &str, meaning: &str, figure: Figure| {
        if figures.iter().all(|(field, _)| field.name != name) {
            figures.push((Field::number(&name, unit, meaning), figure));
        }
    };
    let tables: [(&str, &[Column]); 5] = [
        ("", Aggregate::COLUMNS),
        ("bank_", Bank::COLUMNS),
        ("central_bank_", CentralBank::COLUMNS),
        ("government_", Government::COLUMNS),
        ("foreign_", Foreign::COLUMNS),
    ];
    let defaults = crate::economy::Economy::default();
    for (prefix, columns) in tables {
        for column in columns {
            let one = defaults
                .values_of(column.table, column.name)
                .is_some_and(|values| values.number(0).is_some());
            if one {
                let plain = matches!(column.name, "policy_rate" | "lending_rate");
                let prefix = if plain { "" } else { prefix };
                add(
                    format!("{prefix}{}", column.name),
                    column.unit,
                    column.meaning,
                    Figure::State(column.table, column.name),
                );
            }
        }
    }
    for column in Record::COLUMNS {
        add(
            column.name.into(),
            column.unit,
            column.meaning,
            Figure::State(column.table, column.name),
        );
    }
    for scalar in Scalars::DESCRIPTIONS {
        add(
            scalar.name.into(),
            scalar.unit,
            scalar.meaning,
            Figure::Parameter(scalar.name),
        );
    }
    figures
}
