//! What a phase may touch: one declaration that is its interface, its documentation and its test.
//!
//! A phase lists the columns it uses under four words, which also state their timing:
//!
//! - `lagged`: read, and last set in the previous period;
//! - `reads`: read, and set earlier in this period, or fixed for the run;
//! - `writes`: replaced by this phase;
//! - `updates`: changed in place by this phase.
//!
//! The phase receives a `View` with exactly these columns as slices and values; it cannot reach
//! the rest of the economy, and it cannot fail. [`timing_problems`] checks the words against the
//! order of the phases.
//!
//! How many bytes memory moves for a phase at least follows from the same words: a column that is read
//! comes in once, one that is written or updated comes in and goes out, as the processor fetches what it
//! overwrites too (write-allocate). Of a column declared `(some f64)` a phase may leave rows or all of it
//! alone; it counts nothing. What a phase keeps beside its columns, and what it visits at random or more
//! than once, is in no declaration: the figure is a floor.

use crate::period::Phase;

/// The columns a phase declares, as `table.column`.
#[derive(Clone, Copy, Debug)]
pub struct Access {
    /// Read; last set in the previous period.
    pub lagged: &'static [&'static str],
    /// Read; set earlier in this period or fixed for the run.
    pub reads: &'static [&'static str],
    /// Replaced.
    pub writes: &'static [&'static str],
    /// Changed in place.
    pub updates: &'static [&'static str],
}

/// Declares the columns of a phase and builds its `View`.
///
/// `name: [f64] = table.column` gives a slice, `name: f64 = table.value` a value; under `writes`
/// and `updates` both are mutable borrows. `(some f64)` is a slice of which the phase may leave rows alone,
/// `(grows f64)` a column that changes its length.
macro_rules! access {
    (@shared $life:lifetime [$kind:ty]) => { &$life [$kind] };
    (@shared $life:lifetime (some $kind:ty)) => { &$life [$kind] };
    (@shared $life:lifetime $kind:ty) => { $kind };
    (@unique $life:lifetime [$kind:ty]) => { &$life mut [$kind] };
    (@unique $life:lifetime (some $kind:ty)) => { &$life mut [$kind] };
    (@unique $life:lifetime (grows $kind:ty)) => { &$life mut Vec<$kind> };
    (@unique $life:lifetime $kind:ty) => { &$life mut $kind };
    (@get $economy:ident [$kind:ty] $table:ident $column:ident) => { &$economy.$table.$column[..] };
    (@get $economy:ident (some $kind:ty) $table:ident $column:ident) => { &$economy.$table.$column[..] };
    (@get $economy:ident $kind:tt $table:ident $column:ident) => { $economy.$table.$column };
    (@get_mut $economy:ident [$kind:ty] $table:ident $column:ident) => { &mut $economy.$table.$column[..] };
    (@get_mut $economy:ident (some $kind:ty) $table:ident $column:ident) => { &mut $economy.$table.$column[..] };
    (@get_mut $economy:ident $kind:tt $table:ident $column:ident) => { &mut $economy.$table.$column };
    (@bytes $economy:ident [$kind:ty] $table:ident $column:ident) => { size_of_val(&$economy.$table.$column[..]) };
    (@bytes $economy:ident (grows $kind:ty) $table:ident $column:ident) => { size_of_val(&$economy.$table.$column[..]) };
    (@bytes $economy:ident (some $kind:ty) $table:ident $column:ident) => { 0 };
    (@bytes $economy:ident $kind:tt $table:ident $column:ident) => { size_of_val(&$economy.$table.$column) };
    (
        $(lagged { $($ln:ident : $lk:tt = $lt:ident . $lc:ident),* $(,)? })?
        $(reads { $($rn:ident : $rk:tt = $rt:ident . $rc:ident),* $(,)? })?
        $(writes { $($wn:ident : $wk:tt = $wt:ident . $wc:ident),* $(,)? })?
        $(updates { $($un:ident : $uk:tt = $ut:ident . $uc:ident),* $(,)? })?
    ) => {
        /// The columns this phase touches, and nothing else.
        pub(crate) struct View<'a> {
            $($($ln: $crate::access::access!(@shared 'a $lk),)*)?
            $($($rn: $crate::access::access!(@shared 'a $rk),)*)?
            $($($wn: $crate::access::access!(@unique 'a $wk),)*)?
            $($($un: $crate::access::access!(@unique 'a $uk),)*)?
        }

        impl<'a> View<'a> {
            /// Borrows the declared columns.
            pub(crate) fn of(economy: &'a mut $crate::economy::Economy) -> Self {
                View {
                    $($($ln: $crate::access::access!(@get economy $lk $lt $lc),)*)?
                    $($($rn: $crate::access::access!(@get economy $rk $rt $rc),)*)?
                    $($($wn: $crate::access::access!(@get_mut economy $wk $wt $wc),)*)?
                    $($($un: $crate::access::access!(@get_mut economy $uk $ut $uc),)*)?
                }
            }
        }

        /// Bytes that memory moves for this phase at least; see [`crate::access`].
        pub(crate) fn least_bytes(economy: &$crate::economy::Economy) -> u64 {
            let read = [
                $($($crate::access::access!(@bytes economy $lk $lt $lc),)*)?
                $($($crate::access::access!(@bytes economy $rk $rt $rc),)*)?
            ];
            let changed = [
                $($($crate::access::access!(@bytes economy $wk $wt $wc),)*)?
                $($($crate::access::access!(@bytes economy $uk $ut $uc),)*)?
            ];
            let [read, changed]: [usize; 2] = [read.iter().sum(), changed.iter().sum()];
            (read + 2 * changed) as u64
        }

        /// The same declaration as data.
        pub(crate) const ACCESS: $crate::access::Access = $crate::access::Access {
            lagged: &[$($(concat!(stringify!($lt), ".", stringify!($lc)),)*)?],
            reads: &[$($(concat!(stringify!($rt), ".", stringify!($rc)),)*)?],
            writes: &[$($(concat!(stringify!($wt), ".", stringify!($wc)),)*)?],
            updates: &[$($(concat!(stringify!($ut), ".", stringify!($uc)),)*)?],
        };
    };
}
pub(crate) use access;

/// Phases whose `reads` come before their writer, or whose `lagged` come after it.
pub fn timing_problems(period: &[Phase]) -> Vec<String> {
    let mut problems = Vec::new();
    for (position, phase) in period.iter().enumerate() {
        let writer_before = |column: &str| period[..position].iter().find(|p| p.sets(column));
        let writer_later = |column: &str| period[position..].iter().find(|p| p.sets(column));
        for column in phase.access.lagged {
            if let Some(writer) = writer_before(column) {
                problems.push(format!(
                    "{} calls {column} lagged, but {} has already set it this period",
                    phase.name, writer.name
                ));
            }
        }
        for column in phase.access.reads {
            if let (None, Some(writer)) = (writer_before(column), writer_later(column)) {
                problems.push(format!(
                    "{} reads {column}, which {} sets only later in the period",
                    phase.name, writer.name
                ));
            }
        }
    }
    problems
}
