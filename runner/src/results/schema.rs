//! Columns of the result files: label, unit, symbol and source of each stand in its metadata.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema, SchemaRef};
use engine::network::CENTRALITIES;
use engine::parameters::Frequency;
use engine::record::{IndustryRecord, Record as Series};
use engine::tables::{Column, Firms, Kind};

use super::sweep::point;
use crate::scenario::Record;

/// The publication that defines the series.
const SOURCE: &str =
    "Poledna, Miess, Hommes, Rabitsch (2023), European Economic Review 151, 104306";

/// Fact of a table whose periods are no quarters: what they are.
pub const FREQUENCY: &str = "frequency";

/// `schema` with the words for quarters in its metadata turned into those for the periods that
/// `facts` tell of.
pub fn in_periods(schema: &Schema, facts: &[(String, String)]) -> Schema {
    let frequency = facts.iter().find(|(name, _)| name == FREQUENCY);
    let frequency = frequency.and_then(|(_, word)| word.parse::<Frequency>().ok());
    let Some(frequency) = frequency.filter(|it| *it != Frequency::Quarter) else {
        return schema.clone();
    };
    let name = frequency.name();
    let capital = format!("{}{}", name[..1].to_uppercase(), &name[1..]);
    let told = |text: &String| frequency.unit(text).replace("Quarter", &capital);
    let fields = schema.fields().iter().map(|field| {
        let facts = field.metadata().iter();
        let facts = facts.map(|(key, value)| (key.clone(), told(value)));
        Field::clone(field).with_metadata(facts.collect())
    });
    Schema::new(fields.collect::<Vec<_>>())
}

/// Schema of `series.parquet`.
pub fn series(record: &Record, sweeps: bool) -> SchemaRef {
    let mut fields = keys(sweeps);
    fields.extend(
        record
            .series
            .iter()
            .map(|&place| column(&Series::COLUMNS[place])),
    );
    Arc::new(Schema::new(fields))
}

/// Schema of `industries.parquet`.
pub fn industries(record: &Record, sweeps: bool) -> SchemaRef {
    let mut fields = keys(sweeps);
    fields.push(key(
        "industry",
        DataType::Utf8,
        "Code of the industry, which is also its product",
        "code",
    ));
    fields.extend(
        record
            .industries
            .iter()
            .map(|&place| column(&IndustryRecord::COLUMNS[place])),
    );
    Arc::new(Schema::new(fields))
}

/// What a row is of; in a sweep also the point.
fn keys(sweeps: bool) -> Vec<Field> {
    let mut keys = vec![
        key("branch", DataType::Utf8, "Branch of the scenario", "name"),
        key(
            "run",
            DataType::UInt32,
            "Monte Carlo run; the same number draws the same in every branch",
            "number",
        ),
        key(
            "period",
            DataType::UInt32,
            "Quarters after the base quarter",
            "quarters",
        ),
        key("date", DataType::Utf8, "Quarter of the calendar", "quarter"),
    ];
    if sweeps {
        keys.insert(0, point());
    }
    keys
}

/// A column that says what a row is of.
pub fn key(name: &str, kind: DataType, label: &str, unit: &str) -> Field {
    described(
        Field::new(name, kind, false),
        [("label", label), ("unit", unit), ("kind", "key")],
    )
}

/// Schema of the files in `firms/`; `columns` are places in the table of firms.
pub fn firms(columns: &[usize]) -> SchemaRef {
    let mut fields = keys(false).split_off(2);
    fields.push(key(
        "firm",
        DataType::UInt32,
        "Row of the firm, the same in every branch of a run",
        "index from 0",
    ));
    fields.push(key(
        "company_number",
        DataType::Utf8,
        "Registration number",
        "eight characters",
    ));
    fields.push(key(
        "industry",
        DataType::Utf8,
        "Code of the industry, which is also its product",
        "code",
    ));
    fields.extend(columns.iter().map(|&place| column(&Firms::COLUMNS[place])));
    Arc::new(Schema::new(fields))
}

/// Schema of `strategies.parquet`.
pub fn strategies(sweeps: bool) -> SchemaRef {
    let mut fields = keys(sweeps);
    fields.push(key(
        "strategy",
        DataType::Utf8,
        "Strategy of firms; `model` for the model's own rules",
        "name",
    ));
    fields.push(described(
        Field::new("share", DataType::Float64, false),
        [
            ("label", "Share of all firms that follow the strategy"),
            ("unit", "share of firms"),
            ("kind", "rate"),
            ("source", "strategies of the scenario"),
        ],
    ));
    Arc::new(Schema::new(fields))
}

/// Schema of `network.parquet`.
pub fn network() -> SchemaRef {
    let mut fields = vec![
        key(
            "industry",
            DataType::Utf8,
            "Code of the industry, which is also its product",
            "code",
        ),
        key(
            "section",
            DataType::Utf8,
            "Section of the industry",
            "letter",
        ),
        key("name", DataType::Utf8, "Industry in words", "name"),
    ];
    fields.extend(CENTRALITIES.iter().map(|measure| {
        described(
            Field::new(measure.name, DataType::Float64, true),
            [
                ("label", measure.meaning),
                ("unit", measure.unit),
                ("kind", "rate"),
                ("source", measure.source),
            ],
        )
    }));
    Arc::new(Schema::new(fields))
}

fn column(column: &Column) -> Field {
    let field = Field::new(column.name, DataType::Float64, true);
    let source = match column.table {
        "series" => format!("{SOURCE}; national accounts, phase `record`"),
        "firms" => format!("{SOURCE}; state of the firm at the end of the quarter"),
        _ => format!("{SOURCE}; by industry, phase `record`"),
    };
    described(
        field,
        [
            ("label", column.meaning),
            ("unit", column.unit),
            ("kind", kind(column.kind)),
            ("symbol", column.symbol),
            ("source", &source),
        ],
    )
}

/// `field` with facts about it.
pub fn described<const N: usize>(field: Field, facts: [(&str, &str); N]) -> Field {
    field.with_metadata(
        facts
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect(),
    )
}

/// The word for a kind of quantity.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Identity => "identity",
        Kind::Stock => "stock",
        Kind::Flow => "flow",
        Kind::Price => "price",
        Kind::Rate => "rate",
        Kind::Count => "count",
    }
}
