//! What the simulator remembers for those who ask afterwards: every call and delivery, what was accepted, what should
//! never have come.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::account::Platform;

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LogLine {
    /// Rises by one with every line.
    pub seq: u64,
    /// The platform's clock, in milliseconds since 1970.
    pub at_ms: i64,
    /// What the line is about.
    pub about: About,
    /// The platform, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<Platform>,
    /// The account, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// What was asked: an operation of the platform, `webhook`, `register`, or `note`.
    pub operation: String,
    /// Method and address, secrets masked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub request: String,
    /// The body sent: JSON, or text when it is none.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub body: Value,
    /// LINE's retry key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_key: Option<String>,
    /// The answer's status; missing when there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The answer's body.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub answer: Value,
    /// How long it took, in milliseconds.
    #[serde(default)]
    pub ms: u64,
    /// The fault that struck.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
    /// A remark for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What a log line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// The product called the platform.
    Call,
    /// The platform delivered to the product.
    Delivery,
    /// Neither: the simulator itself.
    Note,
}

/// Which lines of the log are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogQuery {
    /// Only this platform.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<Platform>,
    /// Only this account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Only this operation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// Only lines after this `seq`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<u64>,
}

impl LogQuery {
    /// Whether a line is wanted.
    pub fn wants(&self, line: &LogLine) -> bool {
        self.platform.is_none_or(|platform| line.platform == Some(platform))
            && self.account.as_deref().is_none_or(|account| line.account.as_deref() == Some(account))
            && self.operation.as_deref().is_none_or(|operation| line.operation == operation)
            && self.since.is_none_or(|seq| line.seq > seq)
    }
}

/// One message or comment the platform accepted from the product.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sent {
    /// Where.
    pub platform: Platform,
    /// By which account.
    pub account: String,
    /// By which operation: `push`, `reply`, `messages`, `replies`, `mentions`.
    pub operation: String,
    /// The customer it went to: the author of the comment for a public answer.
    pub recipient: String,
    /// The words, if it has any.
    pub text: Option<String>,
    /// The message as it came.
    pub message: Value,
    /// The platform's id of it.
    pub id: String,
    /// The platform's clock, in milliseconds since 1970.
    pub at_ms: i64,
    /// LINE's retry key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_key: Option<String>,
    /// The comment it answers, in public or in private.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment_id: Option<String>,
    /// Whether the customer got it (LINE takes a push to someone who blocked the account and drops it).
    pub delivered: bool,
    /// The log line of the call.
    pub seq: u64,
}

/// A request the product should never make.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    /// The log line of the call.
    pub seq: u64,
    /// Where.
    pub platform: Platform,
    /// What it tried.
    pub operation: String,
    /// What was wrong.
    pub kind: FailureKind,
    /// Where and how, in a sentence.
    pub message: String,
}

/// What was wrong with a request the product should never make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureKind {
    /// No such path or method.
    UnknownPath,
    /// A field the platform does not have.
    UnknownField,
    /// A field missing, of the wrong type or form.
    Malformed,
    /// Longer or more than the platform takes.
    OverLimit,
    /// A send with a token that was refused before.
    SendAfterTokenError,
    /// Another account's token.
    WrongAccount,
    /// A retry key used for another message, in a wrong form, or where none is taken.
    RetryKey,
    /// A wrong `appsecret_proof`.
    AppSecretProof,
}

/// One line of a conversation as the customer sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Utterance {
    /// Where.
    pub platform: Platform,
    /// With which account.
    pub account: String,
    /// The customer's id.
    pub user_id: String,
    /// Whether the company wrote it.
    pub from_company: bool,
    /// Whether everybody can read it.
    pub public: bool,
    /// The platform's id of it.
    pub id: String,
    /// The words; a word for the kind in square brackets when it has none.
    pub text: String,
    /// The platform's clock, in milliseconds since 1970.
    pub at_ms: i64,
    /// Where the file lies that came with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
}

/// A web address at a place of a message.
pub(crate) fn address_at(message: &Value, place: &str) -> Option<String> {
    let address = message.pointer(place)?.as_str()?;
    (address.starts_with("https://") || address.starts_with("http://")).then(|| address.to_owned())
}

/// The log, in memory and, if asked, in a file.
#[derive(Default)]
pub struct Journal {
    lines: Vec<LogLine>,
    file: Option<File>,
    last: u64,
}

impl Journal {
    /// A log that also appends to a file.
    ///
    /// # Errors
    /// When the file cannot be opened for appending.
    pub fn with_file(path: &Path) -> io::Result<Journal> {
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        Ok(Journal { file: Some(file), ..Journal::default() })
    }

    /// The number the next line will have.
    pub fn next_seq(&self) -> u64 {
        self.last + 1
    }

    /// Adds a line; its `seq` is set here.
    pub fn add(&mut self, mut line: LogLine) -> u64 {
        self.last += 1;
        line.seq = self.last;
        if let Some(file) = &mut self.file {
            let written = serde_json::to_vec(&line).map_err(io::Error::other).and_then(|mut bytes| {
                bytes.push(b'\n');
                file.write_all(&bytes)
            });
            if let Err(error) = written {
                tracing::warn!(%error, "the log file took no line, so it is left alone from now on: {error}");
                self.file = None;
            }
        }
        self.lines.push(line);
        self.last
    }

    /// The lines wanted.
    pub fn read(&self, query: &LogQuery) -> Vec<LogLine> {
        self.lines.iter().filter(|line| query.wants(line)).cloned().collect()
    }

    /// Forgets the lines in memory; numbers go on rising.
    pub fn forget(&mut self) {
        self.lines.clear();
    }
}
