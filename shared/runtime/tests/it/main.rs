//! The shell around every step: batches, settings, secrets.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod batches;
mod foreign;
mod hostile;
mod memory;
#[path = "../stand/mod.rs"]
mod stand;
