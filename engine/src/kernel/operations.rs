//! What a rule can compute, with the arithmetic of Lua 5.4's floats.
//!
//! `apply` is the meaning of an operation. Constants are folded with it, values common to all firms
//! are computed with it, and the loops over blocks of firms compute the same expression.

use crate::numeric::{cos, exp, log, log2, log10, pow, sin};

/// An operation on one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unary {
    /// `-x`; the sign of zero changes too.
    Negate,
    /// `math.abs`.
    Absolute,
    /// `math.sqrt`; NaN for a negative number.
    SquareRoot,
    /// `math.floor`; never -0, since Lua returns an integer.
    Floor,
    /// `math.ceil`; never -0, since Lua returns an integer.
    Ceiling,
    /// `math.exp`.
    Exp,
    /// `math.log(x)`.
    Log,
    /// `math.log(x, 2)`.
    Log2,
    /// `math.log(x, 10)`.
    Log10,
    /// `math.sin`.
    Sin,
    /// `math.cos`.
    Cos,
}

/// An operation on two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Binary {
    /// `a + b`.
    Add,
    /// `a - b`.
    Subtract,
    /// `a * b`.
    Multiply,
    /// `a / b`.
    Divide,
    /// `a // b` of floats: the quotient rounded down; may be -0.
    FloorDivide,
    /// `a % b` of floats: the sign of `b`.
    Modulo,
    /// `math.fmod` of floats: the sign of `a`.
    FloatModulo,
    /// `a ^ b`.
    Power,
    /// `math.min(a, b)`: `a` unless `b < a`.
    Minimum,
    /// `math.max(a, b)`: `a` unless `a < b`.
    Maximum,
}

/// A comparison of two numbers; false for NaN, except `NotEqual`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Comparison {
    /// `a < b`.
    Less,
    /// `a <= b`.
    LessOrEqual,
    /// `a > b`.
    Greater,
    /// `a >= b`.
    GreaterOrEqual,
    /// `a == b`.
    Equal,
    /// `a ~= b`; true for NaN.
    NotEqual,
}

impl Unary {
    /// All operations on one number.
    pub const ALL: [Self; 11] = [
        Self::Negate,
        Self::Absolute,
        Self::SquareRoot,
        Self::Floor,
        Self::Ceiling,
        Self::Exp,
        Self::Log,
        Self::Log2,
        Self::Log10,
        Self::Sin,
        Self::Cos,
    ];

    /// The value for one number.
    pub fn apply(self, x: f64) -> f64 {
        match self {
            Self::Negate => -x,
            Self::Absolute => x.abs(),
            Self::SquareRoot => x.sqrt(),
            Self::Floor => x.floor() + 0.0,
            Self::Ceiling => x.ceil() + 0.0,
            Self::Exp => exp(x),
            Self::Log => log(x),
            Self::Log2 => log2(x),
            Self::Log10 => log10(x),
            Self::Sin => sin(x),
            Self::Cos => cos(x),
        }
    }
}

impl Binary {
    /// All operations on two numbers.
    pub const ALL: [Self; 10] = [
        Self::Add,
        Self::Subtract,
        Self::Multiply,
        Self::Divide,
        Self::FloorDivide,
        Self::Modulo,
        Self::FloatModulo,
        Self::Power,
        Self::Minimum,
        Self::Maximum,
    ];

    /// The value for two numbers.
    pub fn apply(self, a: f64, b: f64) -> f64 {
        match self {
            Self::Add => a + b,
            Self::Subtract => a - b,
            Self::Multiply => a * b,
            Self::Divide => a / b,
            Self::FloorDivide => (a / b).floor(),
            Self::Modulo => modulo(a, b),
            Self::FloatModulo => a % b,
            Self::Power => pow(a, b),
            Self::Minimum => minimum(a, b),
            Self::Maximum => maximum(a, b),
        }
    }
}

impl Comparison {
    /// All comparisons.
    pub const ALL: [Self; 6] = [
        Self::Less,
        Self::LessOrEqual,
        Self::Greater,
        Self::GreaterOrEqual,
        Self::Equal,
        Self::NotEqual,
    ];

    /// Whether it holds for two numbers.
    pub fn apply(self, a: f64, b: f64) -> bool {
        match self {
            Self::Less => a < b,
            Self::LessOrEqual => a <= b,
            Self::Greater => a > b,
            Self::GreaterOrEqual => a >= b,
            Self::Equal => a == b,
            Self::NotEqual => a != b,
        }
    }
}

/// `a % b` as Lua 5.4 computes it: `fmod`, then `b` added where the signs differ.
#[inline]
pub(super) fn modulo(a: f64, b: f64) -> f64 {
    let rest = a % b;
    let differ = if rest > 0.0 {
        b < 0.0
    } else {
        rest < 0.0 && b > 0.0
    };
    if differ { rest + b } else { rest }
}

/// `math.min(a, b)`.
#[inline]
pub(super) fn minimum(a: f64, b: f64) -> f64 {
    if b < a { b } else { a }
}

/// `math.max(a, b)`.
#[inline]
pub(super) fn maximum(a: f64, b: f64) -> f64 {
    if a < b { b } else { a }
}
