//! One loop a kind of operation, over the lanes of a block.
//!
//! A mask is a number whose bits are all ones or all zeros, so that choosing is a blend of bits: a
//! branch in its place would stop the compiler from working on several firms at once.

#![expect(
    clippy::inline_always,
    reason = "loops are compiled anew for the instructions that the processor has"
)]

use super::graph::Range;
use super::inputs::{Column, Rows, read_codes};
use super::operations::{Binary, Comparison, Unary, maximum, minimum, modulo};
use crate::numeric::{cos, exp, log, log2, log10, pow, sin};

/// A source of an instruction: a number per lane, or one for all.
#[derive(Clone, Copy)]
pub(super) enum Operand<'a> {
    Lanes(&'a [f64]),
    Same(f64),
}

/// A truth as a mask.
#[inline(always)]
pub(super) fn mask(truth: bool) -> f64 {
    f64::from_bits(u64::from(truth).wrapping_neg())
}

/// `yes` where the mask holds, else `no`.
#[inline(always)]
pub(super) fn blend(mask: f64, yes: f64, no: f64) -> f64 {
    let mask = mask.to_bits();
    f64::from_bits((mask & yes.to_bits()) | (!mask & no.to_bits()))
}

#[inline(always)]
pub(super) fn complement(mask: f64) -> f64 {
    f64::from_bits(!mask.to_bits())
}

#[inline(always)]
pub(super) fn both(a: f64, b: f64) -> f64 {
    f64::from_bits(a.to_bits() & b.to_bits())
}

#[inline(always)]
pub(super) fn either(a: f64, b: f64) -> f64 {
    f64::from_bits(a.to_bits() | b.to_bits())
}

/// An operation on one number. `ROUNDS` says that the machine has an instruction that rounds.
#[inline(always)]
pub(super) fn unary<const ROUNDS: bool>(target: &mut [f64], operation: Unary, a: Operand<'_>) {
    match operation {
        Unary::Negate => map(target, a, |x| -x),
        Unary::Absolute => map(target, a, f64::abs),
        Unary::SquareRoot => map(target, a, f64::sqrt),
        Unary::Floor => map(target, a, |x| floor::<ROUNDS>(x) + 0.0),
        Unary::Ceiling => map(target, a, |x| -floor::<ROUNDS>(-x) + 0.0),
        Unary::Exp => map(target, a, exp),
        Unary::Log => map(target, a, log),
        Unary::Log2 => map(target, a, log2),
        Unary::Log10 => map(target, a, log10),
        Unary::Sin => map(target, a, sin),
        Unary::Cos => map(target, a, cos),
    }
}

/// An operation on two numbers.
#[inline(always)]
pub(super) fn binary<const ROUNDS: bool>(
    target: &mut [f64],
    operation: Binary,
    a: Operand<'_>,
    b: Operand<'_>,
) {
    match operation {
        Binary::Add => zip(target, a, b, |a, b| a + b),
        Binary::Subtract => zip(target, a, b, |a, b| a - b),
        Binary::Multiply => zip(target, a, b, |a, b| a * b),
        Binary::Divide => zip(target, a, b, |a, b| a / b),
        Binary::FloorDivide => zip(target, a, b, |a, b| floor::<ROUNDS>(a / b)),
        Binary::Modulo => zip(target, a, b, modulo),
        Binary::FloatModulo => zip(target, a, b, |a, b| a % b),
        Binary::Power => zip(target, a, b, pow),
        Binary::Minimum => zip(target, a, b, minimum),
        Binary::Maximum => zip(target, a, b, maximum),
    }
}

/// A comparison, as a mask.
#[inline(always)]
pub(super) fn compare(target: &mut [f64], comparison: Comparison, a: Operand<'_>, b: Operand<'_>) {
    match comparison {
        Comparison::Less => zip(target, a, b, |a, b| mask(a < b)),
        Comparison::LessOrEqual => zip(target, a, b, |a, b| mask(a <= b)),
        Comparison::Greater => zip(target, b, a, |b, a| mask(b < a)),
        Comparison::GreaterOrEqual => zip(target, b, a, |b, a| mask(b <= a)),
        Comparison::Equal => zip(target, a, b, |a, b| mask(a == b)),
        Comparison::NotEqual => zip(target, a, b, |a, b| mask(a != b)),
    }
}

/// `yes` where the condition holds, else `no`.
#[inline(always)]
pub(super) fn select(
    target: &mut [f64],
    condition: Operand<'_>,
    yes: Operand<'_>,
    no: Operand<'_>,
) {
    let condition = match condition {
        Operand::Lanes(condition) => condition,
        Operand::Same(condition) => {
            let arm = if condition.to_bits() == 0 { no } else { yes };
            return map(target, arm, |x| x);
        }
    };
    let lanes = target.iter_mut().zip(condition);
    match (yes, no) {
        (Operand::Lanes(yes), Operand::Lanes(no)) => {
            for (((target, &mask), &yes), &no) in lanes.zip(yes).zip(no) {
                *target = blend(mask, yes, no);
            }
        }
        (Operand::Lanes(yes), Operand::Same(no)) => {
            for ((target, &mask), &yes) in lanes.zip(yes) {
                *target = blend(mask, yes, no);
            }
        }
        (Operand::Same(yes), Operand::Lanes(no)) => {
            for ((target, &mask), &no) in lanes.zip(no) {
                *target = blend(mask, yes, no);
            }
        }
        (Operand::Same(yes), Operand::Same(no)) => {
            for (target, &mask) in lanes {
                *target = blend(mask, yes, no);
            }
        }
    }
}

/// Whether a category lies in one of the ranges of a set; a pass for each.
#[inline(always)]
pub(super) fn member(target: &mut [f64], column: Column<'_>, rows: Rows<'_>, set: &[Range]) {
    target.fill(mask(false));
    for &(first, last) in set {
        let width = last - first;
        read_codes(target, column, rows, |code, others| {
            either(others, mask(code.wrapping_sub(first) <= width))
        });
    }
}

/// Any function of one number.
#[inline(always)]
pub(super) fn map(target: &mut [f64], a: Operand<'_>, value: impl Fn(f64) -> f64) {
    match a {
        Operand::Lanes(a) => {
            for (target, &a) in target.iter_mut().zip(a) {
                *target = value(a);
            }
        }
        Operand::Same(a) => target.fill(value(a)),
    }
}

/// Any function of two numbers.
#[inline(always)]
pub(super) fn zip(
    target: &mut [f64],
    a: Operand<'_>,
    b: Operand<'_>,
    value: impl Fn(f64, f64) -> f64,
) {
    match (a, b) {
        (Operand::Lanes(a), Operand::Lanes(b)) => {
            for ((target, &a), &b) in target.iter_mut().zip(a).zip(b) {
                *target = value(a, b);
            }
        }
        (Operand::Lanes(a), Operand::Same(b)) => {
            for (target, &a) in target.iter_mut().zip(a) {
                *target = value(a, b);
            }
        }
        (Operand::Same(a), Operand::Lanes(b)) => {
            for (target, &b) in target.iter_mut().zip(b) {
                *target = value(a, b);
            }
        }
        (Operand::Same(a), Operand::Same(b)) => target.fill(value(a, b)),
    }
}

/// The largest whole number that is not above `x`.
///
/// Without an instruction for it the compiler calls a function for every lane. Adding and taking
/// away 2^52 rounds to a whole number, in arithmetic that any machine does on several lanes.
#[inline(always)]
fn floor<const ROUNDS: bool>(x: f64) -> f64 {
    /// From here on every number is whole.
    const WHOLE: f64 = (1u64 << 52) as f64;
    if ROUNDS {
        return x.floor();
    }
    let rounded = ((x.abs() + WHOLE) - WHOLE).copysign(x);
    let below = rounded - blend(mask(rounded > x), 1.0, 0.0);
    blend(mask(x.abs() < WHOLE), below, x)
}
