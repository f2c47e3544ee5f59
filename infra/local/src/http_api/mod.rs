//! The HTTP API: requests in, function events out, and the way back.

pub mod cors;
pub mod event;
mod gate;
pub mod routing;

pub use gate::{Gate, router};
