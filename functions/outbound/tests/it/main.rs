//! Step tests of `outbound`: whole Lambda events in; the table, the bus and the calls to platforms out.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod asking;
mod contract;
mod doubt;
mod echoes;
mod holding;
mod notices;
mod notifying;
mod platform;
mod programs;
mod receipts;
mod sending;
#[path = "../../../../shared/runtime/tests/stand/mod.rs"]
mod stand;
mod typing;
