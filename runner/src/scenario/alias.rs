//! Short names of levers and rules.

/// Each with the name that it stands for.
pub const ALIASES: [(&str, &str); 2] = [("exports", "export_demand"), ("imports", "import_supply")];

/// The full name where `name` is a short one.
pub fn full(name: &str) -> &str {
    let alias = ALIASES.iter().find(|(alias, _)| *alias == name);
    alias.map_or(name, |(_, name)| name)
}
