//! Step tests of `media`: commands in; calls and files out.

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../../../../shared/runtime/tests/it/hostile.rs"]
mod hostile;
#[path = "../../../../shared/runtime/tests/stand/invocation.rs"]
#[allow(dead_code, reason = "one of its forms of events is enough here")]
mod invocation;
mod keeping;
