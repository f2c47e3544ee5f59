//! Step tests of `realtime`: facts to sockets, and sockets that open and close.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod facts;
mod sockets;
#[path = "../../../../shared/runtime/tests/stand/mod.rs"]
mod stand;
mod visitors;
