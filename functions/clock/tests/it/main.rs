//! Step tests of `clock`: one tick of the schedule in, commands for what is due out.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod alerts;
mod caps;
#[path = "../../../../shared/runtime/tests/stand/mod.rs"]
mod stand;
mod ticks;
