//! What a platform's answer to a call means, in the classes of channels.md section 5.

use domain::time::{Millis, SECOND, Timestamp};
use http::{HeaderMap, header};

/// An HTTP answer as it came.
#[derive(Clone, Copy)]
pub struct Response<'a> {
    /// HTTP status.
    pub status: u16,
    /// All headers.
    pub headers: &'a HeaderMap,
    /// The raw body.
    pub body: &'a [u8],
}

/// What to do after a call. That no answer came at all is not among these: only the caller knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The platform took it.
    Sent {
        /// The platform's id of it, if it said one.
        external_id: Option<String>,
    },
    /// It failed on the platform's side and may work later.
    Retry {
        /// Milliseconds the platform asks to wait.
        after: Option<Millis>,
    },
    /// The account calls too often.
    RateLimited {
        /// Milliseconds the platform asks to wait.
        after: Option<Millis>,
    },
    /// The plan's allowance is used up (LINE's monthly messages): waiting does not help, a larger plan or another
    /// channel does.
    QuotaSpent {
        /// The platform's code.
        code: String,
    },
    /// The token or a permission is gone: stop the account, tell an administrator, keep the message.
    NeedsAttention {
        /// The platform's code.
        code: String,
    },
    /// Outside the time the platform allows an answer in, or the person cannot be reached now.
    WindowClosed {
        /// The platform's code.
        code: String,
    },
    /// The platform says no and will go on saying no.
    Refused {
        /// The platform's code.
        code: String,
        /// The platform's own sentence, cut short; empty if it said none. For people; nothing is decided by it.
        said: String,
    },
}

impl<'a> Response<'a> {
    /// The body as text; empty if it is none.
    pub(crate) fn text(&self) -> &'a str {
        std::str::from_utf8(self.body).unwrap_or_default()
    }

    /// The platform's clock when it answered.
    pub(crate) fn date(&self) -> Option<Timestamp> {
        self.headers.get(header::DATE)?.to_str().ok()?.parse().ok()
    }

    /// `Retry-After` in milliseconds. Its other form, a date, needs a clock and is left unread.
    pub(crate) fn retry_after(&self) -> Option<Millis> {
        let seconds: u32 = self.headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
        Some(Millis::from(seconds) * SECOND)
    }
}

/// A platform's sentence, short enough for a screen.
pub(crate) fn said(sentence: &str) -> String {
    sentence.chars().filter(|c| !c.is_control()).take(300).collect()
}
