//! Access tokens that run out, and when the next one is asked for.
//!
//! A refresh token may be good for one use only. So whoever renews has a lease of the connection, and what the platform gave is
//! kept before anything else is done.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    id::AccountId,
    time::{MINUTE, Millis, Timestamp},
};

/// Whoever renews has certainly ended, one way or the other, after this time.
const LEASE: Millis = 3 * MINUTE;
/// The longest wait after a platform that could not answer.
const SLOWEST: Millis = 10 * MINUTE;
/// A platform that could not answer this often, one time after the other, is trouble.
const PATIENCE: u32 = 3;

/// How long a token is good, as its platform told when it gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Life {
    /// When it was given.
    pub from: Timestamp,
    /// When it ends.
    pub until: Timestamp,
}

impl Life {
    /// Whether the next token is asked for: a quarter of the life is left for platforms that are away.
    pub fn wanes(self, now: Timestamp) -> bool {
        now >= self.until.minus(self.until.since(self.from) / 4)
    }
}

/// Where the renewal of a connection's token stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Renewal {
    /// Of which connection.
    pub account: AccountId,
    /// Nobody asks before this moment: somebody is at it, or it has just failed.
    pub not_before: Timestamp,
    /// Failures one after the other.
    pub failures: u32,
    /// The platform's last word on a refresh token that it will not take again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<Over>,
}

/// A refresh token that is good for nothing any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Over {
    /// Its hash ([`crate::source::name`]): another one may be asked with.
    pub token: u64,
    /// The platform's code.
    pub code: String,
}

/// Why a token is not renewed now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Idle {
    /// Not before this moment.
    NotBefore(Timestamp),
    /// The platform has refused this refresh token for good: a person must connect the account again.
    Over {
        /// The platform's code.
        code: String,
    },
}

impl Renewal {
    /// A connection whose token was never renewed.
    pub fn new(account: AccountId, now: Timestamp) -> Self {
        Self { account, not_before: now, failures: 0, over: None }
    }

    /// With the lease taken by who renews with the refresh token of this hash. To be written before the platform is asked.
    ///
    /// # Errors
    /// Why it is not asked.
    pub fn begin(&self, token: u64, now: Timestamp) -> Result<Self, Idle> {
        if let Some(over) = self.over.as_ref().filter(|over| over.token == token) {
            return Err(Idle::Over { code: over.code.clone() });
        }
        if now < self.not_before {
            return Err(Idle::NotBefore(self.not_before));
        }
        Ok(Self { not_before: now.plus(LEASE), over: None, ..self.clone() })
    }

    /// After the new token is kept, or was found there.
    pub fn done(self, now: Timestamp) -> Self {
        Self { not_before: now, failures: 0, over: None, ..self }
    }

    /// After a platform that gave nothing and may later; `after` is what it asks to wait.
    pub fn failed(self, after: Option<Millis>, now: Timestamp) -> Self {
        let failures = self.failures + 1;
        let wait = (MINUTE << failures.min(6).saturating_sub(1)).min(SLOWEST).max(after.unwrap_or_default());
        Self { not_before: now.plus(wait), failures, ..self }
    }

    /// After the platform has refused the refresh token of this hash for good.
    pub fn ended(self, token: u64, code: String, now: Timestamp) -> Self {
        Self { not_before: now, failures: 0, over: Some(Over { token, code }), ..self }
    }

    /// Whether the platform has been away for so long that a person should know.
    pub fn is_trouble(&self) -> bool {
        self.failures >= PATIENCE
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_millis(1_795_167_000_000 + minutes * MINUTE)
    }

    // proves CH-26: a token of two hours is renewed half an hour before its end, one of a day six hours before
    #[test]
    fn a_quarter_of_a_life_is_left() {
        let two_hours = Life { from: at(0), until: at(120) };
        assert_eq!((two_hours.wanes(at(89)), two_hours.wanes(at(90)), two_hours.wanes(at(500))), (false, true, true));
        let day = Life { from: at(0), until: at(24 * 60) };
        assert_eq!((day.wanes(at(18 * 60 - 1)), day.wanes(at(18 * 60))), (false, true));
    }

    // proves CH-26: one asks at a time, a refused refresh token is not shown again, and a new one is
    #[test]
    fn one_asks_at_a_time_and_never_with_what_was_refused() {
        let fresh = Renewal::new("x".parse().unwrap(), at(0));
        let begun = fresh.begin(7, at(0)).unwrap();
        assert_eq!(begun.begin(7, at(2)), Err(Idle::NotBefore(at(3))));
        assert!(begun.begin(7, at(3)).is_ok(), "who died leaves its lease to the next");
        let over = begun.clone().ended(7, "invalid_grant".into(), at(1));
        assert_eq!(over.begin(7, at(999)), Err(Idle::Over { code: "invalid_grant".into() }));
        assert!(over.begin(8, at(1)).is_ok());
        let mut waits = vec![];
        let mut failing = begun;
        for _ in 0..6 {
            failing = failing.failed(None, at(0));
            waits.push(failing.not_before.since(at(0)) / MINUTE);
        }
        assert_eq!((waits, failing.is_trouble()), (vec![1, 2, 4, 8, 10, 10], true));
        assert_eq!(failing.clone().failed(Some(30 * MINUTE), at(0)).not_before, at(30));
        assert_eq!(failing.done(at(5)), Renewal::new("x".parse().unwrap(), at(5)));
    }
}
