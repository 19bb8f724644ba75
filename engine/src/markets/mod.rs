//! How markets match: rationing of goods, hiring, lending.

pub mod credit;
pub mod goods;
pub mod labour;
