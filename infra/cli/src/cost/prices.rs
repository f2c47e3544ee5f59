//! The one price file.

use serde::Deserialize;

use crate::failure::Failure;

/// USD per million of each unit, but for logs. See `data/prices.json` for source and date.
#[derive(Debug, Clone, Deserialize)]
pub struct Prices {
    /// The day the table is of.
    pub version: String,
    /// The region it is of.
    pub region: String,
    /// What it does not hold.
    pub excluded: String,
    /// A request of the HTTP API (512 KB).
    pub http_request: f64,
    /// A WebSocket message (32 KB).
    pub socket_message: f64,
    /// A Lambda invocation.
    pub lambda_request: f64,
    /// A gigabyte-second on arm64.
    pub lambda_gb_second: f64,
    /// A request to a standard queue (64 KB).
    pub sqs_standard_request: f64,
    /// A request to a FIFO queue (64 KB).
    pub sqs_fifo_request: f64,
    /// An event on the bus (64 KB).
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
    pub fn read() -> Result<Self, Failure> {
        Ok(serde_json::from_str(include_str!("../../data/prices.json"))?)
    }

    /// The price of one queue request.
    pub fn queue(&self, fifo: bool) -> f64 {
        if fifo { self.sqs_fifo_request } else { self.sqs_standard_request }
    }
}
