//! The simulator's own validity: does it look like the platforms it plays, and does it misbehave as told?
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod bench;
mod comments;
mod control;
mod faults;
mod forms;
mod line;
mod linkedin;
mod meta;
mod orders;
mod page;
mod reddit;
mod renderings;
mod schema;
mod signatures;
mod sinch;
mod telegram;
mod webhooks;
mod whatsapp;
mod x;
