//! The house, from outside.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod again;
mod bad_input;
mod channels;
mod chaos;
mod crisis;
mod desk;
mod faults;
mod guide;
mod house;
mod instagram;
mod line;
mod media;
mod messenger;
mod open;
mod programs;
mod readme;
mod reddit;
mod storm;
