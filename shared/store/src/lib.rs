//! The one table. Only this crate names a key, an attribute or an expression.

mod commit;
mod dynamo;
#[cfg(feature = "memory")]
pub mod gate;
pub mod key;
#[cfg(feature = "memory")]
mod memory;
mod packed;
mod row;
mod table;
#[cfg(feature = "memory")]
mod tamper;

pub mod agent;
pub mod alert;
pub mod claimed;
pub mod command;
pub mod contact;
pub mod conversation;
pub mod correction;
pub mod health;
pub mod heard;
pub mod idempotency;
pub mod live;
pub mod mention;
pub mod messenger;
pub mod rate;
pub mod renewal;
pub mod room;
pub mod sample;
pub mod settings;
pub mod shadow;
pub mod source;
pub mod stats;
pub mod terms;
pub mod tried;
pub mod volume;

pub use commit::{Committed, Record, commit, committed};
pub use dynamo::Dynamo;
pub use key::Key;
#[cfg(feature = "memory")]
pub use memory::Memory;
pub use table::{Cursor, Error, Guard, Index, Page, Query, Range, Table, Units, Update, Write};
