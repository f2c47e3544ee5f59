//! What is decided of one message, laid ready to be counted: instructions by valgrind (`harken-instructions`), allocations in a
//! test as well.

mod decided;

pub use decided::{Read, Ready, Words, body};

/// What the table of budgets calls the heap allocations of a message.
pub const ALLOCATIONS: &str = "allocations each";
/// What it calls their bytes.
pub const BYTES: &str = "bytes allocated each";
/// So many keywords are in the rules where the budgets are asked.
pub const KEYWORDS: usize = 1_000;
