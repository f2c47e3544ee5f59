//! Step tests of `analytics`: facts in, figures out, each fact once.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod counting;
#[path = "../../../../shared/runtime/tests/stand/mod.rs"]
mod stand;
