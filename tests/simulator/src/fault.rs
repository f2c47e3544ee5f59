//! Misbehaviour on order: which calls go wrong, how, and how often.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::account::Platform;
use crate::refusal::Refusal;

/// The operations a fault may name, `*` aside.
pub const OPERATIONS: &[&str] = &[
    "push",
    "reply",
    "validate_push",
    "profile",
    "content",
    "loading",
    "mark_as_read",
    "quota",
    "consumption",
    "messages",
    "replies",
    "comments",
    "mentions",
    "hide",
    "delete",
    "account",
    "comment",
    "media",
    "search",
    "sendChatAction",
    "tweets",
    "dm",
    "post",
    "compose",
    "listing",
    "sendMessage",
    "sendPhoto",
    "sendVideo",
    "sendAudio",
    "sendDocument",
    "sendVenue",
    "token",
    "webhooks",
];

/// One order to misbehave.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fault {
    /// Only on this platform; every one when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<Platform>,
    /// Only for this account; every one when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// One of [`OPERATIONS`], or `*` for all.
    #[serde(default = "every")]
    pub operation: String,
    /// What goes wrong.
    #[serde(flatten)]
    pub kind: FaultKind,
    /// How many more calls it strikes; until cleared when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
}

fn every() -> String {
    "*".to_owned()
}

/// What goes wrong.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FaultKind {
    /// This answer instead of the right one; nothing is accepted.
    Status {
        /// HTTP status.
        code: u16,
        /// Headers of the answer.
        #[serde(default)]
        headers: BTreeMap<String, String>,
        /// Body of the answer; the platform's usual error when missing.
        #[serde(default)]
        body: Option<Value>,
    },
    /// The platform's answer to too many calls.
    RateLimited {
        /// Seconds for the `retry-after` header; no such header when missing (LINE sends none).
        #[serde(default)]
        retry_after: Option<u64>,
    },
    /// 500 (LINE) or error 2 (Meta); nothing is accepted.
    ServerError,
    /// The call is accepted, then answered with 500: the caller cannot know.
    ServerErrorAfterAccept,
    /// The call is accepted, then the connection is held without an answer and broken.
    TimeoutAfterAccept {
        /// How long to hold, in milliseconds.
        ms: u64,
    },
    /// The connection is held without an answer and broken; nothing is accepted.
    TimeoutBeforeAccept {
        /// How long to hold, in milliseconds.
        ms: u64,
    },
    /// The access token is refused as if it had expired.
    TokenExpired,
    /// The right answer, late.
    Slow {
        /// How late, in milliseconds.
        ms: u64,
    },
    /// The connection is reset (TCP RST) without an answer; nothing is accepted.
    Reset,
    /// The call is accepted, then the connection is reset.
    ResetAfterAccept,
}

impl Fault {
    /// Every field an order may have, those of every kind included.
    pub const FIELDS: &'static [&'static str] =
        &["platform", "account", "operation", "kind", "times", "code", "headers", "body", "retry_after", "ms"];

    /// A fault of every account of every platform that strikes until cleared.
    pub fn new(operation: &str, kind: FaultKind) -> Fault {
        Fault { platform: None, account: None, operation: operation.to_owned(), kind, times: None }
    }

    /// Only on this platform.
    pub fn on(mut self, platform: Platform) -> Fault {
        self.platform = Some(platform);
        self
    }

    /// Only for this account.
    pub fn of(mut self, account: &str) -> Fault {
        self.account = Some(account.to_owned());
        self
    }

    /// Only for the next `times` calls.
    pub fn times(mut self, times: u32) -> Fault {
        self.times = Some(times);
        self
    }

    /// Checks the order.
    ///
    /// # Errors
    /// Names what cannot be and what could: an unknown operation or a status no server can answer.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.operation != "*" && !OPERATIONS.contains(&self.operation.as_str()) {
            return Err(Refusal::invalid(format!(
                "fault: no operation is called \"{}\"; use \"*\" or one of: {}",
                self.operation,
                OPERATIONS.join(", ")
            )));
        }
        match &self.kind {
            FaultKind::Status { code, .. } if !(200..=599).contains(code) => {
                Err(Refusal::invalid(format!("fault: status {code} is not an answer; use 200 to 599")))
            }
            _ => Ok(()),
        }
    }

    fn strikes(&self, platform: Platform, account: Option<&str>, operation: &str) -> bool {
        self.times != Some(0)
            && self.platform.is_none_or(|wanted| wanted == platform)
            && self.account.as_deref().is_none_or(|wanted| account == Some(wanted))
            && (self.operation == "*" || self.operation == operation)
    }
}

/// The first order that strikes this call, one of its times used up.
pub fn take(faults: &mut Vec<Fault>, platform: Platform, account: Option<&str>, operation: &str) -> Option<FaultKind> {
    let fault = faults.iter_mut().find(|fault| fault.strikes(platform, account, operation))?;
    if let Some(times) = &mut fault.times {
        *times -= 1;
    }
    let kind = fault.kind.clone();
    faults.retain(|fault| fault.times != Some(0));
    Some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    // proves DEV-02: a script's fault strikes exactly the calls it names, exactly as often as it says.
    #[test]
    fn a_fault_strikes_what_it_names_and_no_more_often_than_told() {
        let mut faults = vec![
            Fault::new("push", FaultKind::Reset).on(Platform::Line).of("demo").times(2),
            Fault::new("*", FaultKind::ServerError).on(Platform::Instagram),
        ];
        assert_eq!(take(&mut faults, Platform::Line, Some("other"), "push"), None);
        assert_eq!(take(&mut faults, Platform::Line, None, "push"), None);
        assert_eq!(take(&mut faults, Platform::Line, Some("demo"), "reply"), None);
        assert_eq!(take(&mut faults, Platform::Line, Some("demo"), "push"), Some(FaultKind::Reset));
        assert_eq!(take(&mut faults, Platform::Line, Some("demo"), "push"), Some(FaultKind::Reset));
        assert_eq!(take(&mut faults, Platform::Line, Some("demo"), "push"), None);
        assert_eq!(take(&mut faults, Platform::Instagram, Some("x"), "replies"), Some(FaultKind::ServerError));
        assert_eq!(faults.len(), 1);
        assert!(Fault::new("pusch", FaultKind::Reset).check().is_err());
    }
}
