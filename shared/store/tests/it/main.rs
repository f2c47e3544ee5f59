//! What the table promises, in every home it has: memory, the embedded engine, and any DynamoDB API that `DYNAMO_URL`
//! names.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod commits;
mod conformance;
mod counting;
mod homes;
mod once;
mod promises;
mod samples;
