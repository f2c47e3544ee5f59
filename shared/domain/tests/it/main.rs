//! The domain seen from outside the crate.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod admission;
mod backtest;
mod contracts;
mod escalation;
mod examples;
mod figures;
mod golden;
mod ingestion;
mod lint;
mod measure;
mod people;
mod properties;
mod queries;
mod reference;
mod rules;
mod sources;
mod spikes;
mod traces;
