//! SQS, standard and FIFO, and the event source mappings that read from it.

pub mod api;
pub mod mapping;
pub mod message;
mod moving;
pub mod queue;
pub mod queues;
mod reply;
mod sending;
