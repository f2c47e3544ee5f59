//! The house, from outside.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod bad_input;
mod desk;
mod faults;
mod house;
mod instagram;
mod line;
mod readme;
mod storm;
