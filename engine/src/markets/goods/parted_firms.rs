//! Which firms buy a product all at once: those that want little of it.

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
            singly: Vec::new(),
        })
        .collect();
    for (industry, rows) in b.first_firm.windows(2).enumerate() {
        let rows = rows[0] as usize..rows[1] as usize;
        for first in rows.clone().step_by(BLOCK) {
            let block = first..rows.end.min(first + BLOCK);
            let budgets = [&b.materials[block.clone()], &b.investment[block]];
            for of in &mut parted {
                let shares = [
                    b.input_shares.of_product(of.product)[industry],
                    b.investment_shares[of.product],
                ];
                if shares != [0.0; 2] {
                    arch.dispatch(Block {
                        first: first as u32,
                        budgets,
                        shares,
                        parted: of,
                    });
                }
            }
        }
    }
    parted
}

/// A block of firms of one industry that are parted by what they want of a product.
struct Block<'a> {
    first: u32,
    budgets: [&'a [f64]; 2],
    shares: [f64; 2],
    parted: &'a mut Parted,
}

impl WithSimd for Block<'_> {
    type Output = ();

    #[expect(
        clippy::inline_always,
        reason = "compiled for the processor it is called on"
    )]
    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let (limit, mut sums) = (self.parted.limit, self.parted.sums);
        let (materials, last_materials) = self.budgets[0].as_chunks();
        let (investment, last_investment) = self.budgets[1].as_chunks();
        let filled = |last: &[f64]| -> [f64; LANES] {
            std::array::from_fn(|lane| last.get(lane).copied().unwrap_or(0.0))
        };
        let last = [filled(last_materials), filled(last_investment)];
        let last = std::iter::once((&last[0], &last[1]));
        let lanes = materials.iter().zip(investment).chain(last);
        for (first, (materials, investment)) in (self.first..).step_by(LANES).zip(lanes) {
            let mut wanted = [0.0; LANES];
            let mut large = false;
            for lane in 0..LANES {
                let d = self.shares[0] * materials[lane] + self.shares[1] * investment[lane];
                let small = if d <= limit { d } else { 0.0 };
                large |= d > limit;
                wanted[lane] = d;
                sums[0][lane] += small;
                sums[1][lane] += small * small;
                sums[2][lane] += small * small * small;
            }
            if large {
                let firms = (first..).zip(wanted);
                self.parted
                    .singly
                    .extend(firms.filter(|&(_, wanted)| wanted > limit));
            }
        }
        self.parted.sums = sums;
    }
}
