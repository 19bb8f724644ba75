//! One table per kind of agent, and nothing but tables: every state variable of the model.
//!
//! A table with `[type]` columns has one row per agent; a table of plain values has one row.
//! Name, unit, kind, symbol and meaning of a column are written once, in [`table!`]; `runner
//! vars`, Parquet metadata and the manual come from there.

mod aggregate;
mod bank;
mod before_levers;
mod central_bank;
mod firms;
mod foreign;
mod government;
mod households;
mod population;
mod values;

pub use aggregate::Aggregate;
pub use bank::Bank;
pub use before_levers::BeforeLevers;
pub(crate) use before_levers::levered;
pub use central_bank::CentralBank;
pub use firms::{CompanyNumber, Firms};
pub use foreign::Foreign;
pub use government::Government;
pub use households::{Employer, Households};
pub use population::Population;
pub(crate) use values::Stored;
pub use values::{Values, ValuesMut};

/// What kind of quantity a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Who or what the agent is.
    Identity,
    /// A quantity at the end of a period.
    Stock,
    /// A quantity per period.
    Flow,
    /// A price, an index of prices.
    Price,
    /// A rate or a share.
    Rate,
    /// A number of persons, firms or buyers.
    Count,
}

/// Description of one column, series or parameter.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Table the column belongs to.
    pub table: &'static str,
    /// Name in code, scenarios and results.
    pub name: &'static str,
    /// Kind of quantity.
    pub kind: Kind,
    /// Unit, in words.
    pub unit: &'static str,
    /// Symbol in the published model.
    pub symbol: &'static str,
    /// One sentence.
    pub meaning: &'static str,
}

/// Declares a table: the struct, the description of its columns, and access to them by name.
macro_rules! table {
    (@type [$kind:ty]) => { Vec<$kind> };
    (@type $kind:ty) => { $kind };
    (
        $(#[$doc:meta])*
        pub struct $name:ident in $table:literal {
            $(#[doc = $meaning:literal] $column:ident : $type:tt, $kind:ident, $unit:literal, $symbol:literal;)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $(#[doc = $meaning] #[doc = concat!(" [", $unit, "] ", $symbol)] pub $column: $crate::tables::table!(@type $type),)*
        }

        impl $name {
            /// Description of every column.
            pub const COLUMNS: &'static [$crate::tables::Column] = &[
                $($crate::tables::Column {
                    table: $table,
                    name: stringify!($column),
                    kind: $crate::tables::Kind::$kind,
                    unit: $unit,
                    symbol: $symbol,
                    meaning: $meaning.trim_ascii(),
                },)*
            ];

            /// Values of a column or figure, by its name; none if there is no such column.
            pub fn values_of(&self, column: &str) -> Option<$crate::tables::Values<'_>> {
                match column {
                    $(stringify!($column) => Some($crate::tables::Stored::values(&self.$column)),)*
                    _ => None,
                }
            }

            /// The same, to change.
            pub fn values_mut(&mut self, column: &str) -> Option<$crate::tables::ValuesMut<'_>> {
                match column {
                    $(stringify!($column) => Some($crate::tables::Stored::values_mut(&mut self.$column)),)*
                    _ => None,
                }
            }

            /// A column of numbers, to change row by row; none if there is none.
            pub fn numbers_mut(&mut self, column: &str) -> Option<&mut [f64]> {
                match self.values_mut(column)? {
                    $crate::tables::ValuesMut::Numbers(numbers) => Some(numbers),
                    _ => None,
                }
            }
        }
    };
}
pub(crate) use table;
