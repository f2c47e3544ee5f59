//! Step tests of `escalate`, alone and behind `ingest`: whole Lambda events in, the table and the bus out, everything
//! twice.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod golden;
mod judging;
#[path = "../../../../shared/runtime/tests/stand/mod.rs"]
mod stand;
