//! What a message costs, counted: every step's own `handle` over a metered table in memory, in batches as the template has
//! them, and the prices and budgets of `infra/prices`. Counts are the same on every machine; money is modelled from them.

mod classes;
mod growth;
mod idle;
mod machine;
mod screens;

pub use classes::{Class, Step, batched, one_by_one};
pub use growth::{Sizes, laws};
pub use idle::idle;
pub use machine::Machine;
pub use prices::{Measured, Missed, judge};
pub use screens::screens;
