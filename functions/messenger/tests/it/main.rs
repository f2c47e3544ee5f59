//! Step tests of `messenger`: requests as the gateway hands them over, commands and rows.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod form;
mod page;
mod sessions;
#[path = "../../../../shared/runtime/tests/stand/mod.rs"]
mod stand;
mod talking;
mod uploading;
