//! Every step of the product in one process, over ports in memory, at a virtual time, in an order that a seed decides.
//!
//! A *schedule* is one run: customers write, platforms deliver (twice, late, out of order), agents work, calls to ports
//! fail, are lost, or end the process that made them. When nothing is left to do, an examiner asks the API and the
//! platforms what came of it, and holds it against what must always be true (invariants of section 2 of the quality
//! specification). The same seed is the same run, to the last byte.

mod agents;
mod bug;
pub mod client;
mod customers;
mod dice;
mod examine;
mod found;
mod gate;
pub mod house;
mod platforms;
pub mod queue;
mod run;
mod shape;
mod shrink;
pub mod steps;
mod world;
pub mod writing;

pub use bug::Bug;
pub use found::{WITHIN, first_found};
pub use run::{Report, run, trace};
pub use shape::{Fault, Shape, Theme};
pub use shrink::shrink;
