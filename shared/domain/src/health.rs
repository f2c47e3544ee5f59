//! Whether a connection still works: asked of its platform now and then, so that a dead token or a lost subscription is found
//! before a customer finds it (CH-26).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    id::AccountId,
    time::{MINUTE, Millis, Timestamp},
};

/// A connection is asked about this often; sooner while something is wrong with it.
pub const INTERVAL: Millis = 30 * MINUTE;
/// While something is wrong: whoever mends it wants to see it.
pub const INTERVAL_IN_TROUBLE: Millis = 5 * MINUTE;
/// A channel that lost something is silent for so long after it was found.
const SILENCE: Millis = 60 * MINUTE;
/// A platform that cannot be reached this often, one time after the other, is trouble.
const PATIENCE: u32 = 3;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "found", rename_all = "snake_case")]
pub enum Finding {
    /// Nothing is wrong.
    Well,
    /// It has no secrets yet.
    NoSecrets,
    /// The platform does not accept its token, or not for this.
    Token {
        /// The platform's code.
        code: String,
    },
    /// The platform does not deliver to us any more.
    Unsubscribed,
    /// The platform says that it delivers, and what it should have delivered was found by asking.
    Silent {
        /// How many items, ever.
        missed: u64,
    },
    /// The platform cannot be reached, or fails.
    Unreachable {
        /// How.
        why: String,
    },
}

/// How a connection does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Health {
    /// Which.
    pub account: AccountId,
    /// What is held of it.
    pub finding: Finding,
    /// Since when that is so.
    pub since: Timestamp,
    /// When it was asked last.
    pub checked_at: Timestamp,
    /// When it is asked next, at the earliest.
    pub due: Timestamp,
    /// Times it could not be asked, one after the other.
    pub failures: u32,
    /// Items that its webhook had missed by then, ever.
    #[serde(default)]
    pub missed: u64,
    /// When that was more than before for the last time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missed_at: Option<Timestamp>,
}

impl Finding {
    /// Whether a person must do something.
    pub fn needs_attention(&self) -> bool {
        *self != Finding::Well
    }
}

impl Health {
    /// How it does after another look at `now`. One look that could not be had changes nothing yet.
    /// `missed` is what was found by asking, ever: a channel that loses things is not well, whatever its platform says.
    pub fn after(before: Option<&Health>, account: AccountId, finding: Finding, missed: u64, now: Timestamp) -> Self {
        let more = missed > before.map_or(0, |before| before.missed);
        let missed_at = if more { Some(now) } else { before.and_then(|before| before.missed_at) };
        let silent = finding == Finding::Well && missed_at.is_some_and(|at| now.since(at) < SILENCE);
        let finding = if silent { Finding::Silent { missed } } else { finding };
        let failures = match &finding {
            Finding::Unreachable { .. } => before.map_or(0, |before| before.failures) + 1,
            _ => 0,
        };
        let held = match before {
            Some(before) if failures > 0 && failures < PATIENCE => before.finding.clone(),
            None if failures > 0 && failures < PATIENCE => Finding::Well,
            _ => finding,
        };
        let since = before.filter(|before| before.finding == held).map_or(now, |before| before.since);
        let wait = if held.needs_attention() || failures > 0 { INTERVAL_IN_TROUBLE } else { INTERVAL };
        Self { account, finding: held, since, checked_at: now, due: now.plus(wait), failures, missed, missed_at }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_millis(1_795_167_000_000 + minutes * MINUTE)
    }

    // proves CH-26: trouble is told from a hiccup, stands since it began, and ends when it ends
    #[test]
    fn trouble_is_told_from_a_hiccup() {
        let account: AccountId = "shop".parse().unwrap();
        let look = |before: Option<&Health>, finding, minute| Health::after(before, account.clone(), finding, 0, at(minute));
        let lost = || Finding::Unreachable { why: "time-out".into() };
        let well = look(None, Finding::Well, 0);
        assert_eq!((well.finding.needs_attention(), well.due), (false, at(30)));
        let once = look(Some(&well), lost(), 30);
        let twice = look(Some(&once), lost(), 35);
        assert_eq!((&twice.finding, twice.since, twice.due), (&Finding::Well, at(0), at(40)));
        let thrice = look(Some(&twice), lost(), 40);
        assert_eq!((&thrice.finding, thrice.since), (&lost(), at(40)));
        let token = Finding::Token { code: "190".into() };
        let dead = look(Some(&thrice), token.clone(), 45);
        let still = look(Some(&dead), token.clone(), 50);
        assert_eq!((&still.finding, still.since, still.due), (&token, at(45), at(55)));
        let mended = look(Some(&still), Finding::Well, 55);
        assert_eq!((&mended.finding, mended.since, mended.due), (&Finding::Well, at(55), at(85)));
    }

    // proves CH-26: a channel that says it delivers and loses things is silent, until it has lost nothing for an hour
    #[test]
    fn a_channel_that_loses_things_is_silent() {
        let account: AccountId = "shop".parse().unwrap();
        let look = |before: Option<&Health>, finding, missed, minute| {
            Health::after(before, account.clone(), finding, missed, at(minute))
        };
        let well = look(None, Finding::Well, 0, 0);
        let silent = look(Some(&well), Finding::Well, 3, 30);
        assert_eq!((&silent.finding, silent.since, silent.due), (&Finding::Silent { missed: 3 }, at(30), at(35)));
        let still = look(Some(&silent), Finding::Well, 3, 89);
        assert_eq!((&still.finding, still.since), (&Finding::Silent { missed: 3 }, at(30)));
        assert_eq!(look(Some(&still), Finding::Well, 3, 90).finding, Finding::Well);
        // What is worse comes first.
        assert_eq!(look(Some(&still), Finding::NoSecrets, 4, 60).finding, Finding::NoSecrets);
    }
}
