//! The analyser seen from outside the crate.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod labels;
mod robust;
