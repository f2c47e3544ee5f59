//! What holds for any input whatever, a thousand of them each (quality.md section 4, property tests).

mod answers;
mod conditions;
mod lives;
mod routing;
mod samples;
mod threads;
