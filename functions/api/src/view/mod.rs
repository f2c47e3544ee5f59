//! What screens see of the things the domain knows: what is stored may change without them.

pub(crate) mod conversation;
pub(crate) mod criterion;
pub(crate) mod judgement;
pub(crate) mod message;
pub(crate) mod trace;
pub(crate) mod verdict;
