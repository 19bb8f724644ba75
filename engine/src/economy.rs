//! The whole state of an economy: tables of columns and nothing else. A clone is a snapshot.

use crate::record::{IndustryRecord, Record};
use crate::tables::{
    Aggregate, Bank, BeforeLevers, CentralBank, Column, Firms, Foreign, Government, Households,
    Population, Values,
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

impl Economy {
    /// Description of every column of every table.
    pub fn columns() -> impl Iterator<Item = &'static Column> {
        [
            Population::COLUMNS,
            Firms::COLUMNS,
            BeforeLevers::COLUMNS,
            Households::COLUMNS,
            Bank::COLUMNS,
            CentralBank::COLUMNS,
            Government::COLUMNS,
            Foreign::COLUMNS,
            Aggregate::COLUMNS,
            Record::COLUMNS,
            IndustryRecord::COLUMNS,
        ]
        .into_iter()
        .flatten()
    }

    /// Values of a column or figure, by its table and name; none if there is no such column.
    pub fn values_of(&self, table: &str, column: &str) -> Option<Values<'_>> {
        match table {
            "population" => self.population.values_of(column),
            "firms" => self.firms.values_of(column),
            "before_levers" => self.before_levers.values_of(column),
            "households" => self.households.values_of(column),
            "bank" => self.bank.values_of(column),
            "central_bank" => self.central_bank.values_of(column),
            "government" => self.government.values_of(column),
            "foreign" => self.foreign.values_of(column),
            "aggregate" => self.aggregate.values_of(column),
            "series" => self.accounts.national.values_of(column),
            "industries" => self.accounts.industries.values_of(column),
            _ => None,
        }
    }
}
