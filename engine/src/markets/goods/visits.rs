//! Whom a buyer visits: the first seller on the list, or one chosen otherwise.

/// The order of buyers and the choice of sellers within one pass.
pub trait Visits {
    /// Puts clusters of buyers in order.
    fn order(&mut self, clusters: &mut [u32]);
    /// Puts buyers, with what they want, in order.
    fn order_list(&mut self, buyers: &mut Vec<(u32, f64)>);
    /// A seller for each of the coming visits; only while [`Visits::any_left`].
    fn choose(&mut self, sellers: &mut [u32]);
    /// A seller in place of one that was chosen and has sold out since.
    fn instead(&mut self) -> usize;
    /// Takes a seller off the list.
    fn sold_out(&mut self, seller: usize);
    /// Whether any seller is left.
    fn any_left(&self) -> bool;
    /// The seller whom everybody visits next, if there is no choice.
    fn only(&self) -> Option<usize>;
}

/// Deterministic variant: buyers as listed, sellers as listed.
#[derive(Debug)]
pub struct FirstListed {
    sellers: Vec<u32>,
    first: usize,
}

impl FirstListed {
    /// Sellers are visited in the order of `sellers`.
    pub fn new(sellers: Vec<u32>) -> Self {
        FirstListed { sellers, first: 0 }
    }
}

impl Visits for FirstListed {
    fn order(&mut self, _clusters: &mut [u32]) {}

    fn order_list(&mut self, _buyers: &mut Vec<(u32, f64)>) {}

    fn choose(&mut self, sellers: &mut [u32]) {
        sellers.fill(self.sellers[self.first]);
    }

    fn instead(&mut self) -> usize {
        self.sellers[self.first] as usize
    }

    /// Only the first listed seller is ever visited, so only it can sell out.
    fn sold_out(&mut self, _seller: usize) {
        self.first += 1;
    }

    fn any_left(&self) -> bool {
        self.first < self.sellers.len()
    }

    fn only(&self) -> Option<usize> {
        self.sellers.get(self.first).map(|&seller| seller as usize)
    }
}
