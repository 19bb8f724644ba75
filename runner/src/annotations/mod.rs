//! Names of the engine as Lua annotations, so that an editor completes each with unit and meaning.
//!
//! `scripts/types/names.lua` is what [`names`] gives for the calibration that is shipped; a test
//! compares them. The hand-written half is `scripts/types/language.lua`.

use std::fmt::Write;

use engine::levers::{self, Rule};
use engine::network::CENTRALITIES;
use engine::parameters::{Model, Scalars};
use engine::record::{IndustryRecord, Record};
use engine::simulation::Site;
use engine::strategies::{self, Field, FieldKind};
use engine::tables::{Column, Firms, Households};

use crate::evaluation::facts::{Fact, bands::CHECKED};
use crate::running::parts::{Parts, is_figure};
use crate::scenario::alias::ALIASES;

/// The annotations, for the industries and regions of `model`.
pub fn names(model: &Model) -> String {
    let mut file = Annotations::default();
    file.parameters("macro.Parameters", "Parameters by name.", "number");
    file.parameters(
        "macro.Swept",
        "Parameters by name, each with values.",
        "number[]",
    );
    file.class(
        "macro.Shocks",
        "Levers by name: what a scenario can move.",
        with_short(levers::all().map(|lever| {
            let text = sentence(lever.meaning, lever.unit);
            (lever.name, "macro.Path|macro.Path[]", text)
        })),
    );
    let rule = |of: &'static str| {
        with_short(Rule::ALL.iter().map(move |rule| {
            let text = sentence(rule.meaning(), rule.unit());
            (rule.name(), of, text)
        }))
    };
    file.class(
        "macro.Rules",
        "Rules that a function can replace.",
        rule("macro.Rule"),
    );
    file.class(
        "macro.Follow",
        "Series that can be held to data.",
        rule("macro.Series|macro.Path"),
    );
    let sites = Site::names();
    file.class(
        "macro.Sites",
        "Places between two phases; `runner phases` lists the phases.",
        sites
            .iter()
            .map(|site| (site.as_str(), "macro.Hook", String::new())),
    );
    file.fields(
        "macro.Firm",
        "What a rule of a firm may read.",
        &strategies::firm_fields(model.parameters(), model.initial()),
    );
    file.fields(
        "macro.RuleEconomy",
        "What a rule of a firm may read of the economy.",
        &strategies::economy_fields(),
    );
    for (name, part) in [
        ("macro.Aggregate", Parts::Aggregate),
        ("macro.Bank", Parts::Bank),
        ("macro.CentralBank", Parts::CentralBank),
        ("macro.Government", Parts::Government),
        ("macro.Foreign", Parts::Foreign),
    ] {
        let (table, columns) = part.columns();
        file.head(name, "What rules and hooks may read there.");
        for column in columns.iter().filter(|column| is_figure(table, column)) {
            file.line(
                column.name,
                "number",
                &sentence(column.meaning, column.unit),
            );
        }
    }
    file.alias("macro.SeriesName", Record::COLUMNS.iter().map(column));
    file.alias(
        "macro.IndustrySeriesName",
        IndustryRecord::COLUMNS.iter().map(column),
    );
    file.alias("macro.FirmColumn", Firms::COLUMNS.iter().map(column));
    file.alias(
        "macro.HouseholdColumn",
        Households::COLUMNS.iter().map(column),
    );
    file.alias(
        "macro.Centrality",
        CENTRALITIES
            .iter()
            .map(|measure| (measure.name, sentence(measure.meaning, measure.unit))),
    );
    file.alias("macro.Fact", CHECKED.iter().map(fact));
    let industries = &model.parameters().industries;
    file.alias(
        "macro.IndustryCode",
        industries
            .iter()
            .map(|industry| (industry.code.as_str(), industry.name.clone())),
    );
    let mut sections: Vec<&str> = industries.iter().map(|i| i.section.as_str()).collect();
    sections.dedup();
    file.alias(
        "macro.SectionLetter",
        sections
            .into_iter()
            .map(|section| (section, format!("all industries of section {section}"))),
    );
    file.text
}

/// Fields, and after them those that have a short name too.
fn with_short(
    fields: impl Iterator<Item = (&'static str, &'static str, String)>,
) -> impl Iterator<Item = (&'static str, &'static str, String)> {
    let fields: Vec<_> = fields.collect();
    let short = ALIASES.iter().filter_map(|(short, full)| {
        let (_, kind, _) = fields.iter().find(|(name, ..)| name == full)?;
        Some((*short, *kind, format!("Short for `{full}`")))
    });
    let short: Vec<_> = short.collect();
    fields.into_iter().chain(short)
}

fn column(column: &'static Column) -> (&'static str, String) {
    (column.name, sentence(column.meaning, column.unit))
}

/// A fact that can be checked, and where the result has it.
fn fact((name, fact): &(&'static str, Fact)) -> (&'static str, String) {
    let of = match fact.series {
        "" => String::new(),
        series => format!(" of {series}"),
    };
    (*name, format!("{}{of} in facts.parquet", fact.name))
}

/// Meaning and unit on one line.
fn sentence(meaning: &str, unit: &str) -> String {
    format!("{} [{unit}]", meaning.trim_end_matches('.'))
}

/// A file of annotations that grows.
struct Annotations {
    text: String,
}

impl Default for Annotations {
    fn default() -> Self {
        let head =
            "---@meta\n-- Names that the engine declares, for editors. Generated; never loaded.\n";
        Annotations { text: head.into() }
    }
}

impl Annotations {
    /// A table that a scenario writes: every field may be left out.
    fn class<'a>(
        &mut self,
        name: &str,
        meaning: &str,
        fields: impl Iterator<Item = (&'a str, &'a str, String)>,
    ) {
        self.head(name, meaning);
        for (field, kind, text) in fields {
            self.line(&format!("{field}?"), kind, &text);
        }
    }

    /// A table of parameters.
    fn parameters(&mut self, name: &str, meaning: &str, kind: &str) {
        let scalars = Scalars::DESCRIPTIONS.iter();
        let fields = scalars.map(|about| (about.name, kind, sentence(about.meaning, about.unit)));
        self.class(name, meaning, fields);
    }

    /// A table that a scenario reads: every field is there.
    fn fields(&mut self, name: &str, meaning: &str, fields: &[Field]) {
        self.head(name, meaning);
        for field in fields {
            let kind = match field.kind {
                FieldKind::Number => "number",
                FieldKind::Category(_) => "string",
            };
            self.line(&field.name, kind, &sentence(&field.meaning, &field.unit));
        }
    }

    fn head(&mut self, name: &str, meaning: &str) {
        let _ = write!(self.text, "\n---{meaning}\n---@class (exact) {name}\n");
    }

    fn line(&mut self, field: &str, kind: &str, text: &str) {
        let line = format!("---@field {field} {kind}  {text}");
        let _ = writeln!(self.text, "{}", line.trim_end());
    }

    fn alias<'a>(&mut self, name: &str, words: impl Iterator<Item = (&'a str, String)>) {
        let _ = write!(self.text, "\n---@alias {name}\n");
        for (word, text) in words {
            let _ = writeln!(self.text, "---| \"{word}\"  # {text}");
        }
    }
}
