//! How power is spread over people: measures of concentration, the groups that could decide
//! everything or whose loss would stop everything, and the shape of a graph of authority.
//!
//! These describe formal structure only. No single number ranks people or organisations; read them
//! together, with the powers that they come from.

mod graph;
mod group;
mod measures;
mod overview;

pub use graph::Digraph;
pub use group::{Found, bus_factor, smallest_group};
pub use measures::{Distribution, Population};
pub use overview::{Counts, Overview, overview};
