//! The Lua library that is shipped, `scripts/macro/`: embedded, so that the program works from any folder.

/// Name and text of every module.
const MODULES: &[(&str, &str)] = &[
    ("macro", include_str!("../../../scripts/macro/init.lua")),
    (
        "macro.checks",
        include_str!("../../../scripts/macro/checks.lua"),
    ),
    (
        "macro.options",
        include_str!("../../../scripts/macro/options.lua"),
    ),
    (
        "macro.paths",
        include_str!("../../../scripts/macro/paths.lua"),
    ),
    (
        "macro.rules",
        include_str!("../../../scripts/macro/rules.lua"),
    ),
    (
        "macro.strategies",
        include_str!("../../../scripts/macro/strategies.lua"),
    ),
    (
        "macro.sweeps",
        include_str!("../../../scripts/macro/sweeps.lua"),
    ),
    (
        "macro.switching",
        include_str!("../../../scripts/macro/switching.lua"),
    ),
    (
        "macro.verbs",
        include_str!("../../../scripts/macro/verbs.lua"),
    ),
    (
        "macro.word",
        include_str!("../../../scripts/macro/word.lua"),
    ),
];

/// Text of the shipped module `name`.
pub fn source(name: &str) -> Option<&'static str> {
    MODULES
        .iter()
        .find(|(module, _)| *module == name)
        .map(|(_, source)| *source)
}

/// Name and text of every module.
pub fn modules() -> impl Iterator<Item = (&'static str, &'static str)> {
    MODULES.iter().copied()
}

/// Names of the shipped modules.
pub fn names() -> impl Iterator<Item = &'static str> + Clone {
    MODULES.iter().map(|(name, _)| *name)
}
