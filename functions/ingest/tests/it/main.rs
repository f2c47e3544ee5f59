//! Step tests of `ingest`: whole Lambda events in, the table and the bus out, everything twice.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod changes;
mod engines;
mod mentions;
mod private;
#[path = "../../../../shared/runtime/tests/stand/mod.rs"]
mod stand;
