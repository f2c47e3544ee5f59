//! EventBridge: the bus, its rules and the clock that starts functions.

pub mod api;
pub mod bus;
pub mod clockwork;
pub mod pattern;
pub mod schedule;
