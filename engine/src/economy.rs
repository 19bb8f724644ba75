//! The whole state of an economy: tables of columns and nothing else. A clone is a snapshot.

use crate::record::{IndustryRecord, Record};
use crate::tables::{
    Aggregate, Bank, BeforeLevers, CentralBank, Column, Firms, Foreign, Government, Households,
    Population, Values, ValuesMut,
};

/// All state of one run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Economy {
    /// Counts, fixed for the run.
    pub population: Population,
    /// Firms by industry.
    pub firms: Firms,
    /// Firms' columns as they were before the levers of the quarter.
    pub before_levers: BeforeLevers,
    /// Workers, inactive persons, investors, banker.
    pub households: Households,
    /// The bank.
    pub bank: Bank,
    /// The central bank.
    pub central_bank: CentralBank,
    /// The government.
    pub government: Government,
    /// The rest of the world.
    pub foreign: Foreign,
    /// Histories, expectations, price indices.
    pub aggregate: Aggregate,
    /// National accounts of the last period.
    pub accounts: Accounts,
}

/// What the last period looked like in the accounts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Accounts {
    /// For the whole economy.
    pub national: Record,
    /// By industry.
    pub industries: IndustryRecord,
}

/// Finds columns in the tables it lists: all there are.
macro_rules! tables {
    ($($name:literal $table:ident = $($field:ident).+;)*) => {
        impl Economy {
            /// Description of every column of every table.
            pub fn columns() -> impl Iterator<Item = &'static Column> {
                [$($table::COLUMNS),*].into_iter().flatten()
            }

            /// Values of a column or figure, by its table and name; none if there is no such column.
            pub fn values_of(&self, table: &str, column: &str) -> Option<Values<'_>> {
                match table {
                    $($name => self.$($field).+.values_of(column),)*
                    _ => None,
                }
            }

            /// The same, to change.
            pub fn values_mut(&mut self, table: &str, column: &str) -> Option<ValuesMut<'_>> {
                match table {
                    $($name => self.$($field).+.values_mut(column),)*
                    _ => None,
                }
            }
        }
    };
}

tables! {
    "population" Population = population;
    "firms" Firms = firms;
    "before_levers" BeforeLevers = before_levers;
    "households" Households = households;
    "bank" Bank = bank;
    "central_bank" CentralBank = central_bank;
    "government" Government = government;
    "foreign" Foreign = foreign;
    "aggregate" Aggregate = aggregate;
    "series" Record = accounts.national;
    "industries" IndustryRecord = accounts.industries;
}
