//! The local cloud: a SAM template, running on a laptop.
//!
//! [`Stack::start`] reads a template and serves, on loopback, exactly the AWS services it uses: DynamoDB, SQS,
//! EventBridge, Secrets Manager, S3, SES (letters are kept, not sent), Cognito, Lambda (the real function binaries over the Runtime API), the HTTP API and the
//! WebSocket API. It knows nothing of the product, only AWS; what the template asks for that is not known here is an
//! error with logical id and property.
//!
//! Nothing here is for production: signatures are not checked but those of links to files, permissions are not enforced, and one process holds
//! everything.

mod aws;
mod clock;
mod cognito;
mod console;
mod control;
mod dynamodb;
mod endpoints;
mod error;
mod eventbridge;
mod faults;
mod front;
mod http_api;
mod intrinsic;
mod jwt;
mod lambda;
mod listeners;
mod plan;
mod s3;
mod secrets;
mod serve;
mod ses;
mod socket_api;
mod sqs;
mod stack;
mod state;
mod tasks;
mod template;
mod usage;

pub use control::Depths;
pub use endpoints::Endpoints;
pub use error::Error;
pub use faults::{Faults, Rule, Trouble};
pub use intrinsic::Addresses;
pub use listeners::{Listeners, Ports};
pub use ses::SentLetter;
pub use sqs::message::{Attribute, Message};
pub use sqs::queue::Depth;
pub use stack::{Options, Stack};
pub use usage::{EXTERNAL, FunctionUsage, HttpUsage, MappingUsage, OperationUsage, SocketUsage, Usage};
