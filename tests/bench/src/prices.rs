//! The one price file.

use serde::Deserialize;

/// USD per million of each unit, but for logs.
#[derive(Debug, Clone, Deserialize)]
pub struct Prices {
    /// The day the table is of.
    pub version: String,
    /// A request of the HTTP API.
    pub http_request: f64,
    /// A Lambda invocation.
    pub lambda_request: f64,
    /// A gigabyte-second on arm64.
    pub lambda_gb_second: f64,
    /// A request to a standard queue.
    pub sqs_standard_request: f64,
    /// A request to a FIFO queue.
    pub sqs_fifo_request: f64,
    /// An event on the bus.
    pub bus_event: f64,
    /// A DynamoDB write request unit.
    pub write_unit: f64,
    /// A DynamoDB read request unit.
    pub read_unit: f64,
    /// A gigabyte of log, in USD.
    pub log_gigabyte_usd: f64,
}

impl Prices {
    /// Reads the file this program was built with.
    ///
    /// # Panics
    /// When that is not a price table.
    pub fn read() -> Self {
        match serde_json::from_str(include_str!("../../../infra/cli/data/prices.json")) {
            Ok(prices) => prices,
            Err(error) => panic!("infra/cli/data/prices.json: {error}"),
        }
    }
}
