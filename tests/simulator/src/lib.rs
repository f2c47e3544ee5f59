//! Pretend platforms for end-to-end tests and for trying the product by hand.
//!
//! The simulator is a server that plays LINE, Instagram, Facebook, WhatsApp, X, KakaoTalk and text messages (by Sinch), Telegram, LinkedIn and Reddit. Towards the product it signs and delivers webhooks as the
//! platforms do, and takes the product's calls as the platforms do: it checks them, refuses what they refuse, and
//! misbehaves when a script says so. Towards a test it has a control surface under `/_sim/` ([`SimulatorClient`]), and
//! towards a person a page at `/` to write as a customer.
//!
//! It shares no code with the product: it is the other side of the wire, written from the platforms' documents, so
//! that one misreading cannot hide another. The product knows it only by its base addresses, `{url}/line`,
//! `{url}/meta/v25.0`, `{url}/x`, `{url}/sinch`, `{url}/telegram`, `{url}/linkedin` and `{url}/reddit`.

mod account;
mod answering;
mod call;
mod client;
mod control;
mod delivery;
mod encoding;
mod fault;
mod grant;
mod ids;
pub mod line;
pub mod linkedin;
pub mod meta;
mod page;
mod record;
pub mod reddit;
mod refusal;
pub mod schema;
mod script;
mod server;
pub mod signature;
mod simulator;
pub mod sinch;
pub mod telegram;
mod world;
mod writing;
pub mod x;

pub use account::{Account, AccountShown, Platform};
pub use client::{ClientError, SimulatorClient};
pub use control::{Advance, ConversationQuery, Count, Failures, IdleQuery, Status};
pub use encoding::encode;
pub use fault::{Fault, FaultKind, OPERATIONS};
pub use grant::Grant;
pub use ids::{facebook_post, facebook_user, instagram_post, instagram_user, line_user, whatsapp_user};
pub use record::{About, Failure, FailureKind, LogLine, LogQuery, Sent, Utterance};
pub use refusal::Refusal;
pub use script::{
    Accounts, Attempt, Batch, BatchItem, BatchWritten, Deliver, Delivered, Delivery, Forge, Kind, Media, Registered, Whose,
    Write, Written,
};
pub use simulator::{Options, Simulator, StartError, find_shared};
pub use world::Conduct;
