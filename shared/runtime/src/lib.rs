//! The shell around every decision: configuration, secrets, queues, bus, HTTP, sockets, time, batches, telemetry.
//!
//! Besides `store`, the only crate that names an AWS client. It knows no product word: what a command means is the
//! functions' business.

mod batch;
mod bus;
mod clock;
mod config;
mod connections;
mod deps;
mod error;
mod files;
mod foreign;
mod heard;
mod http;
mod mail;
mod meter;
mod secrets;
mod serve;
mod settings;
mod signed;
mod sockets;
mod telemetry;

pub use batch::{Received, batch, received};
pub use bus::{Bus, Letter};
pub use clock::Clock;
pub use config::{Config, Missing, Wire};
pub use deps::Deps;
pub use error::Error;
pub use files::{File, Files, Looked};
pub use foreign::{Inside, Unlawful, is_public, lawful};
pub use heard::Heard;
pub use http::{Answer, Ask, Http, NoAnswer, NoFile};
pub use mail::{Mail, NotSent};
pub use meter::{Class, Meter};
pub use secrets::{Secret, Secrets};
pub use serve::{serve, serve_fallible};
pub use settings::Settings;
pub use signed::{Request, Service, Signer};
pub use sockets::{Pushed, Sockets};
