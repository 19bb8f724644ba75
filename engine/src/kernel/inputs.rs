//! What a program reads: columns in the types in which the tables hold them, and scalars.

#![expect(
    clippy::inline_always,
    reason = "loops are compiled anew for the instructions that the processor has"
)]

/// A column, one value a firm.
#[derive(Clone, Copy, Debug)]
pub enum Column<'a> {
    /// Numbers, read where they lie.
    Numbers(&'a [f64]),
    /// Counts or codes.
    Counts(&'a [u32]),
    /// Whole numbers of either sign.
    Signed(&'a [i32]),
    /// Short counts or codes.
    Short(&'a [u16]),
    /// Counts or codes of one byte.
    Byte(&'a [u8]),
    /// 1 where true, else 0.
    Flags(&'a [bool]),
}

/// Inputs by place in the lists of the graph: its columns, categories, scalars.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// As in [`Graph::columns`](super::Graph::columns).
    pub columns: &'a [Column<'a>],
    /// As in [`Graph::categories`](super::Graph::categories); codes are whole numbers.
    pub categories: &'a [Column<'a>],
    /// As in [`Graph::scalars`](super::Graph::scalars).
    pub scalars: &'a [f64],
}

impl Column<'_> {
    /// Number of firms.
    pub fn len(&self) -> usize {
        match self {
            Self::Numbers(values) => values.len(),
            Self::Counts(values) => values.len(),
            Self::Signed(values) => values.len(),
            Self::Short(values) => values.len(),
            Self::Byte(values) => values.len(),
            Self::Flags(values) => values.len(),
        }
    }

    /// Whether there are no firms.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The firms of one block: neighbours from a first row on, or rows of a list.
#[derive(Clone, Copy)]
pub(super) enum Rows<'a> {
    Run(usize),
    Picked(&'a [u32]),
}

/// Sets each lane of a block to a function of its value in the column and of what stands there.
#[inline(always)]
fn read<T: Copy>(target: &mut [f64], values: &[T], rows: Rows<'_>, value: impl Fn(T, f64) -> f64) {
    match rows {
        Rows::Run(first) => {
            for (lane, &found) in target.iter_mut().zip(&values[first..]) {
                *lane = value(found, *lane);
            }
        }
        Rows::Picked(rows) => {
            for (lane, &row) in target.iter_mut().zip(rows) {
                *lane = value(values[row as usize], *lane);
            }
        }
    }
}

/// The numbers of a block, whatever the column's type.
#[inline(always)]
pub(super) fn read_numbers(target: &mut [f64], column: Column<'_>, rows: Rows<'_>) {
    match column {
        Column::Numbers(values) => read(target, values, rows, |value, _| value),
        Column::Counts(values) => read(target, values, rows, |value, _| value.into()),
        Column::Signed(values) => read(target, values, rows, |value, _| value.into()),
        Column::Short(values) => read(target, values, rows, |value, _| value.into()),
        Column::Byte(values) => read(target, values, rows, |value, _| value.into()),
        Column::Flags(values) => read(target, values, rows, |value, _| u8::from(value).into()),
    }
}

/// A function of the codes of a block and of what stands in the target.
#[inline(always)]
pub(super) fn read_codes(
    target: &mut [f64],
    column: Column<'_>,
    rows: Rows<'_>,
    value: impl Fn(u32, f64) -> f64,
) {
    match column {
        Column::Numbers(_) => unreachable!("checked before the run"),
        Column::Counts(codes) => read(target, codes, rows, value),
        Column::Signed(codes) => read(target, codes, rows, |code, old| {
            value(code.cast_unsigned(), old)
        }),
        Column::Short(codes) => read(target, codes, rows, |code, old| value(code.into(), old)),
        Column::Byte(codes) => read(target, codes, rows, |code, old| value(code.into(), old)),
        Column::Flags(codes) => read(target, codes, rows, |code, old| value(code.into(), old)),
    }
}
