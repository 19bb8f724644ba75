//! Figures of the statistics crate against independent implementations.
