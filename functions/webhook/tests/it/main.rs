//! Step tests of `webhook`: requests as the gateway hands them over, commands out.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod bridge;
mod deliveries;
mod gateway;
mod refusals;
#[path = "../../../../shared/runtime/tests/stand/mod.rs"]
mod stand;
