//! The interface as a client meets it, over a house in memory.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod alerts;
mod analyses;
mod approvals;
mod bodies;
mod checklist;
mod description;
mod engines;
mod entries;
mod golden;
mod house;
mod live;
mod matrix;
mod paging;
mod parameters;
mod people;
mod settings;
mod tried;
mod trust;
mod tryout;
mod uploads;
mod work;
