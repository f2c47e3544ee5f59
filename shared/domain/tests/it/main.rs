//! The domain seen from outside the crate.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod contracts;
mod examples;
mod figures;
