//! What Harken knows: its types and its decisions.
//!
//! Nothing here does I/O, reads a clock or draws a random number: time, ids and settings come in as
//! arguments, so every decision can be replayed and tested as a value.

pub mod access;
pub mod account;
pub mod admission;
pub mod agent;
pub mod alert;
pub mod analysis;
pub mod answer;
pub mod approval;
pub mod backtest;
pub mod campaign;
pub mod canned;
pub mod checklist;
pub mod contact;
pub mod conversation;
pub mod correction;
pub mod crisis;
pub mod entry;
pub mod escalate;
pub mod event;
pub mod follow;
pub mod health;
pub mod id;
pub mod inbound;
pub mod ingest;
pub mod interaction;
pub mod invalid;
pub mod language;
pub mod lint;
pub mod measure;
pub mod media;
pub mod mention;
pub mod message;
pub mod messenger;
pub mod moderation;
pub mod platform;
pub mod program;
pub mod query;
pub mod queue;
pub mod rate;
pub mod renewal;
pub mod reply;
pub mod routing;
pub mod rule;
pub mod source;
pub mod thread;
pub mod time;
pub mod topic;
pub mod trace;
pub mod tried;
pub mod urgency;
pub mod workspace;
