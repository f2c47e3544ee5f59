//! A connection of the brand on a platform.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    analysis::Language,
    checklist::Confirmed,
    id::{AccountId, QueueId},
    platform::Platform,
    time::{MINUTE, Millis},
};

/// The longest threading window: 72 hours in minutes (RTE-04).
pub const LONGEST_WINDOW_MINUTES: u32 = 4_320;

/// One authorised account of the brand: a LINE channel, an Instagram professional account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Account {
    /// Its name in our webhook address, keys and settings.
    pub id: AccountId,
    /// Where it is.
    pub platform: Platform,
    /// What people call it.
    pub name: String,
    /// The platform's id of it: LINE destination (`U...`), Instagram professional account id, Facebook page id, WhatsApp
    /// phone number id.
    pub external_id: String,
    /// What people know it by: a user name, a phone number. Links to it are made of that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handle: Option<String>,
    /// Where its conversations wait unless a rule says otherwise.
    pub queue: QueueId,
    /// The language its customers write, where a text alone does not tell (Han only).
    pub language: Option<Language>,
    /// After an end, a new message within this many minutes joins the same conversation; 0 is always new.
    pub threading_window_minutes: u32,
    /// Of a web messenger: the origins of the pages that may show it, as `https://shop.example`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub origins: Vec<String>,
    /// What its platform asks for and a person has said is there (CH-28).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub confirmed: Vec<Confirmed>,
    /// Taking part; a paused account still accepts webhooks, and its items are stored.
    pub active: bool,
}

impl Account {
    /// The threading window in milliseconds.
    pub fn threading_window(&self) -> Millis {
        Millis::from(self.threading_window_minutes.min(LONGEST_WINDOW_MINUTES)) * MINUTE
    }
}
