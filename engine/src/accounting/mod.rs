//! National accounts and what must hold of them.

pub mod audit;
pub mod flow_matrix;
pub mod incomes;
pub mod verbs;
