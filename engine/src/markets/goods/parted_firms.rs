//! Which firms buy a product all at once: those that want little of it.

use std::ops::Range;

use pulp::{Arch, Simd, WithSimd};

use super::aggregate::Moments;
use super::crowd::limit;
use super::types::Budgets;

/// Firms that buy a product: a crowd, and those that visit singly.
#[derive(Debug)]
pub(super) struct Parted {
    pub product: usize,
    /// What a firm of the crowd wants at most \[goods\].
    pub limit: f64,
    /// Sums over the crowd, in lanes.
    sums: [[f64; LANES]; 3],
    /// The others in the order of their numbers, with what they want.
    pub singly: Vec<(u32, f64)>,
}

impl Parted {
    /// How much the crowd wants, and how unequally.
    pub fn moments(&self) -> Moments {
        let [sum, squares, cubes] = self.sums.map(|lanes| lanes.iter().sum());
        Moments {
            sum,
            squares,
            cubes,
        }
    }
}

const LANES: usize = 8;
/// Firms that visit singly for whom there is room at first.
const FEW: usize = 64;
/// Firms whose budgets are looked at for one product after the other, a multiple of the lanes.
const BLOCK: usize = 2048;

/// What all firms want of a product \[goods\].
fn wanted_in_all(b: &Budgets, product: usize) -> f64 {
    let shares = b.input_shares.of_product(product).iter();
    let investment_share = b.investment_shares[product];
    let of_industry = |(share, [materials, investment]): (&f64, &[f64; 2])| {
        share * materials + investment_share * investment
    };
    shares.zip(b.firm_totals).map(of_industry).sum()
}

/// Parts the firms that buy `products` by what they want.
pub(super) fn part(b: &Budgets, products: impl Iterator<Item = usize>) -> Vec<Parted> {
    let arch = Arch::new();
    let mut parted: Vec<Parted> = products
        .map(|product| Parted {
            product,
            limit: limit(
                wanted_in_all(b, product),
                (b.first_firm[product + 1] - b.first_firm[product] + 1) as usize,
            ),
            sums: [[0.0; LANES]; 3],
            singly: Vec::with_capacity(FEW),
        })
        .collect();
    let mut block = Block::for_industries(b.first_firm.len());
    for industries in blocks(b.first_firm) {
        block.fill(b, &industries);
        for of in &mut parted {
            arch.dispatch(Part {
                budgets: b,
                block: &block,
                parted: of,
            });
        }
    }
    parted
}

/// Industries with their firms in blocks: parts of large industries, several small ones together.
fn blocks(first_firm: &[u32]) -> Vec<Vec<(usize, Range<usize>)>> {
    let (mut blocks, mut firms) = (Vec::new(), BLOCK);
    for (industry, rows) in first_firm.windows(2).enumerate() {
        let rows = rows[0] as usize..rows[1] as usize;
        for first in rows.clone().step_by(BLOCK) {
            let part = first..rows.end.min(first + BLOCK);
            if firms + part.len() > BLOCK {
                blocks.push(Vec::new());
                firms = 0;
            }
            firms += part.len();
            if let Some(block) = blocks.last_mut() {
                block.push((industry, part));
            }
        }
    }
    blocks
}

/// A block of firms and what they want, in lanes that firms of one industry share.
#[derive(Debug)]
struct Block {
    /// Industry, the first of its firms here, and its lanes; the last are filled up with nothing.
    industries: Vec<(usize, u32, Range<usize>)>,
    materials: Vec<[f64; LANES]>,
    investment: Vec<[f64; LANES]>,
}

impl Block {
    /// Room for firms of so many industries at most.
    fn for_industries(number: usize) -> Self {
        let lanes = BLOCK / LANES + number;
        Block {
            industries: Vec::with_capacity(number),
            materials: Vec::with_capacity(lanes),
            investment: Vec::with_capacity(lanes),
        }
    }

    /// Takes the firms of `industries` in place of those it had.
    fn fill(&mut self, b: &Budgets, industries: &[(usize, Range<usize>)]) {
        self.industries.clear();
        self.materials.clear();
        self.investment.clear();
        for (industry, rows) in industries {
            let first = self.materials.len();
            for (lanes, column) in [
                (&mut self.materials, b.materials),
                (&mut self.investment, b.investment),
            ] {
                lanes.extend(column[rows.clone()].chunks(LANES).map(filled));
            }
            let lanes = first..self.materials.len();
            self.industries.push((*industry, rows.start as u32, lanes));
        }
    }
}

fn filled(firms: &[f64]) -> [f64; LANES] {
    std::array::from_fn(|lane| firms.get(lane).copied().unwrap_or(0.0))
}

/// Parts the firms of a block by what they want of a product.
struct Part<'a> {
    budgets: &'a Budgets<'a>,
    block: &'a Block,
    parted: &'a mut Parted,
}

impl WithSimd for Part<'_> {
    type Output = ();

    #[expect(
        clippy::inline_always,
        reason = "compiled for the processor it is called on"
    )]
    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Part {
            budgets: b,
            block,
            parted,
        } = self;
        let (limit, mut sums) = (parted.limit, parted.sums);
        let materials_shares = b.input_shares.of_product(parted.product);
        let investment_share = b.investment_shares[parted.product];
        for (industry, first, lanes) in &block.industries {
            let materials_share = materials_shares[*industry];
            if materials_share == 0.0 && investment_share == 0.0 {
                continue;
            }
            let (materials, investment) = (
                &block.materials[lanes.clone()],
                &block.investment[lanes.clone()],
            );
            let firsts = (*first..).step_by(LANES);
            for (first, (materials, investment)) in firsts.zip(materials.iter().zip(investment)) {
                let mut wanted = [0.0; LANES];
                let mut large = false;
                for lane in 0..LANES {
                    let d = materials_share * materials[lane] + investment_share * investment[lane];
                    let small = if d <= limit { d } else { 0.0 };
                    large |= d > limit;
                    wanted[lane] = d;
                    sums[0][lane] += small;
                    sums[1][lane] += small * small;
                    sums[2][lane] += small * small * small;
                }
                if large {
                    let firms = (first..).zip(wanted);
                    parted
                        .singly
                        .extend(firms.filter(|&(_, wanted)| wanted > limit));
                }
            }
        }
        parted.sums = sums;
    }
}
