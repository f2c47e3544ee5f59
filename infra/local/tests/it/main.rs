//! The local cloud against AWS's documented behaviour, with the real SDK clients and real function processes.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

mod bus;
mod console;
mod durability;
mod http_gateway;
mod invocations;
mod letters;
mod mappings;
mod queues;
mod sign_in;
mod sockets;
mod tables;
mod templates;
mod troubles;
mod vault;
