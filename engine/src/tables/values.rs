//! A column found by its name, for scenarios, strategies and results; phases use fields.

use super::{CompanyNumber, Employer};

/// Values of one column or of one figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Values<'a> {
    /// A number per row.
    Numbers(&'a [f64]),
    /// A count per row.
    Counts(&'a [u32]),
    /// A count per row that may be negative.
    Signed(&'a [i32]),
    /// An index per row.
    Short(&'a [u16]),
    /// A small index per row.
    Byte(&'a [u8]),
    /// Yes or no per row.
    Flags(&'a [bool]),
    /// Registration numbers.
    Registrations(&'a [CompanyNumber]),
    /// Employers.
    Employers(&'a [Employer]),
    /// One number.
    Number(f64),
    /// One count.
    Count(u32),
}

/// Values of one column or of one figure, to change; a column may get other rows.
#[derive(Debug, PartialEq)]
pub enum ValuesMut<'a> {
    /// A number per row.
    Numbers(&'a mut Vec<f64>),
    /// A count per row.
    Counts(&'a mut Vec<u32>),
    /// A count per row that may be negative.
    Signed(&'a mut Vec<i32>),
    /// An index per row.
    Short(&'a mut Vec<u16>),
    /// A small index per row.
    Byte(&'a mut Vec<u8>),
    /// Yes or no per row.
    Flags(&'a mut Vec<bool>),
    /// Registration numbers.
    Registrations(&'a mut Vec<CompanyNumber>),
    /// Employers.
    Employers(&'a mut Vec<Employer>),
    /// One number.
    Number(&'a mut f64),
    /// One count.
    Count(&'a mut u32),
}

impl Values<'_> {
    /// The number in `row`; a yes is 1. None outside the column and for what is no number.
    /// One figure has row 0 only.
    pub fn number(&self, row: usize) -> Option<f64> {
        match *self {
            Values::Numbers(column) => column.get(row).copied(),
            Values::Counts(column) => column.get(row).map(|&n| f64::from(n)),
            Values::Signed(column) => column.get(row).map(|&n| f64::from(n)),
            Values::Short(column) => column.get(row).map(|&n| f64::from(n)),
            Values::Byte(column) => column.get(row).map(|&n| f64::from(n)),
            Values::Flags(column) => column.get(row).map(|&yes| f64::from(u8::from(yes))),
            Values::Number(number) => (row == 0).then_some(number),
            Values::Count(count) => (row == 0).then_some(f64::from(count)),
            Values::Registrations(_) | Values::Employers(_) => None,
        }
    }

    /// Rows of the column; 1 for one figure.
    pub fn rows(&self) -> usize {
        match self {
            Values::Numbers(column) => column.len(),
            Values::Counts(column) => column.len(),
            Values::Signed(column) => column.len(),
            Values::Short(column) => column.len(),
            Values::Byte(column) => column.len(),
            Values::Flags(column) => column.len(),
            Values::Registrations(column) => column.len(),
            Values::Employers(column) => column.len(),
            Values::Number(_) | Values::Count(_) => 1,
        }
    }
}

/// What a table can hold.
pub(crate) trait Stored {
    /// The values, to read.
    fn values(&self) -> Values<'_>;

    /// The values, to change.
    fn values_mut(&mut self) -> ValuesMut<'_>;
}

impl Stored for f64 {
    fn values(&self) -> Values<'_> {
        Values::Number(*self)
    }

    fn values_mut(&mut self) -> ValuesMut<'_> {
        ValuesMut::Number(self)
    }
}

impl Stored for u32 {
    fn values(&self) -> Values<'_> {
        Values::Count(*self)
    }

    fn values_mut(&mut self) -> ValuesMut<'_> {
        ValuesMut::Count(self)
    }
}

macro_rules! stored {
    ($($kind:ty as $variant:ident;)*) => {
        $(impl Stored for Vec<$kind> {
            fn values(&self) -> Values<'_> {
                Values::$variant(self)
            }

            fn values_mut(&mut self) -> ValuesMut<'_> {
                ValuesMut::$variant(self)
            }
        })*
    };
}

stored! {
    f64 as Numbers;
    u32 as Counts;
    i32 as Signed;
    u16 as Short;
    u8 as Byte;
    bool as Flags;
    CompanyNumber as Registrations;
    Employer as Employers;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::tables::Firms;

    #[test]
    fn columns_are_found_by_name_and_numbers_can_be_changed() {
        let mut firms = Firms {
            price: vec![1.0, 2.0],
            employees: vec![3, 4],
            ..Firms::default()
        };
        assert_eq!(firms.values_of("price"), Some(Values::Numbers(&[1.0, 2.0])));
        assert_eq!(firms.values_of("employees").unwrap().number(1), Some(4.0));
        let none = firms.values_of("company_number");
        assert_eq!(none, Some(Values::Registrations(&[])));
        assert_eq!(firms.values_of("prize"), None);
        firms.numbers_mut("price").unwrap()[1] = 5.0;
        assert_eq!(firms.price, [1.0, 5.0]);
        assert_eq!(firms.numbers_mut("employees"), None);
        if let Some(ValuesMut::Counts(employees)) = firms.values_mut("employees") {
            employees.push(5);
        }
        assert_eq!(firms.employees, [3, 4, 5]);
    }

    #[test]
    fn every_described_column_is_found_in_its_table() {
        let economy = Economy::default();
        for column in Economy::columns() {
            assert!(
                economy.values_of(column.table, column.name).is_some(),
                "{}.{}",
                column.table,
                column.name
            );
        }
        assert_eq!(economy.values_of("firm", "price"), None);
    }
}
