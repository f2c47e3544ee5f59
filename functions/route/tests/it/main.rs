//! Step tests of `route`: whole Lambda events in, the table and the bus out, every command twice.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod approval;
mod arrivals;
mod bots;
mod by_hand;
mod capacity;
mod changes;
mod crashes;
mod joins;
mod line;
mod moves;
mod offers;
mod outcomes;
mod presence;
mod refusals;
mod replies;
mod shop;
#[path = "../../../../shared/runtime/tests/stand/mod.rs"]
mod stand;
mod window;
