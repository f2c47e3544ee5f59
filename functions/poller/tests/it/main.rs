//! Step tests of `poller`: minutes in; calls, commands and cursors out.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod death;
mod dying;
mod feeds;
mod gaps;
mod health;
mod moment;
mod renewing;
mod searching;
#[path = "../../../../shared/runtime/tests/stand/mod.rs"]
mod stand;
mod world;
