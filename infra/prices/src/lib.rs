//! What AWS asks for what is counted, and what a message may come to: a table each, for `harken cost`, which counts what ran,
//! and for `harken bench`, which counts what would.

mod budgets;

use serde::Deserialize;

pub use budgets::{Budget, Measured, Missed, budgets, compute, judge};

/// USD per million of each unit, but for logs. See `prices.json` for source and date.
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
    /// A minute of an open WebSocket.
    pub socket_minute: f64,
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
    /// The table this program was built with.
    ///
    /// # Errors
    /// The file is no such table: a mistake of whoever changed it.
    pub fn read() -> Result<Self, serde_json::Error> {
        serde_json::from_str(include_str!("../prices.json"))
    }

    /// The price of one queue request.
    pub fn queue(&self, fifo: bool) -> f64 {
        if fifo { self.sqs_fifo_request } else { self.sqs_standard_request }
    }

    /// The price of so many bytes of log, in millionths of a dollar: USD a gigabyte is a thousandth of that a byte.
    pub fn log(&self, bytes: f64) -> f64 {
        bytes * self.log_gigabyte_usd / 1_000.0
    }
}
