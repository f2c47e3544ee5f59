//! What the adapters promise, over recorded and written bodies.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod answers;
mod asking;
mod contract;
mod entries;
mod facebook;
mod fuzz;
mod hostile;
mod matrix;
mod neighbours;
mod odd;
mod open;
mod polling;
mod reading;
mod renderings;
mod samples;
mod sending;
mod signatures;
mod sinch;
mod tokens;
mod told;
mod whatsapp;
