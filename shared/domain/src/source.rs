//! Sources that are asked instead of telling us: a search, a community, a feed; and when each is asked next (ING-03).
//!
//! A call is counted before it is made, and what it brought is moved past only once it is durable. So whoever dies in
//! between asks again for the same, under the same names, and never oftener than the budget says.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    account::Account,
    id::{AccountId, MentionId, SourceId},
    time::{DAY, MINUTE, Millis, SECOND, Timestamp},
};

/// Something of a platform that is asked for news again and again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// Its name in keys and settings.
    pub id: SourceId,
    /// What people call it.
    pub name: String,
    /// The connection it is asked by, and that its items belong to.
    pub account: AccountId,
    /// What is asked for.
    pub wants: Wants,
    /// Seconds between two calls when there is much news.
    pub fastest_seconds: u32,
    /// Seconds between two calls when there is none.
    pub slowest_seconds: u32,
    /// The most calls in a calendar month (UTC).
    pub calls_per_month: u32,
    /// Taking part.
    pub active: bool,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "wants", rename_all = "snake_case")]
pub enum Wants {
    /// Public posts that a search of the platform finds (X, Reddit).
    Search {
        /// In the platform's own language.
        query: String,
    },
    /// New posts and comments of a community (Reddit).
    Community {
        /// Its name.
        name: String,
    },
    /// What names the account itself (X mentions, the inbox of Reddit): also what a webhook has lost on its way.
    Own,
    /// An RSS or Atom feed (Open).
    Feed {
        /// Its address.
        url: String,
    },
}

/// Where a source stands. Every change of it is written before the next step is taken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cursor {
    /// Of which source.
    pub source: SourceId,
    /// Up to where everything was taken in, as the platform names the place.
    pub mark: Option<String>,
    /// Pages that are still to be asked for before `mark` moves.
    pub walk: Option<Walk>,
    /// Hashes of what was taken in last, newest last: listings repeat themselves.
    pub seen: Vec<u64>,
    /// Not before this moment.
    pub due: Timestamp,
    /// Milliseconds between calls, as they are now.
    pub wait: Millis,
    /// The month whose calls are counted, as `2026-11`.
    pub month: String,
    /// Calls begun in it.
    pub calls: u32,
    /// Failures one after the other.
    pub failures: u32,
    /// The last failure, if it has not worked since: for people.
    pub trouble: Option<String>,
    /// Items taken in ever.
    pub found: u64,
    /// Items that should have come by webhook and did not.
    pub missed: u64,
    /// Public ones that nothing was known of and that were taken in by the last walk: those that are kept at the next were missed, of
    /// the others no webhook would have left a trace either.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unproven: Vec<MentionId>,
}

/// A listing that is longer than one page, half read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Walk {
    /// The next page.
    pub next: String,
    /// What `mark` will be at its end.
    pub mark: Option<String>,
}

/// What a page brought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paged {
    /// The names of what was new on it.
    pub names: Vec<u64>,
    /// The platform's name of the newest place.
    pub mark: Option<String>,
    /// There is more: where it goes on.
    pub next: Option<String>,
    /// Of what was new, what a webhook should have brought before.
    pub missed: u64,
    /// What may have been missed, too, if it is kept.
    pub unproven: Vec<MentionId>,
}

/// Why a source is not asked now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idle {
    /// It is paused.
    Paused,
    /// Not before this moment: the pace, or somebody is at it.
    NotBefore(Timestamp),
    /// Its calls of the month are used up.
    Spent,
}

/// Whoever asks has certainly ended, one way or the other, after this time.
const LEASE: Millis = MINUTE;
/// A burst may use up this much of the month ahead of its time.
const AHEAD: Millis = DAY;
/// Names remembered: more than any one listing repeats.
const MOST_SEEN: usize = 400;
/// A walk that fails this often begins anew from its mark.
const PATIENCE: u32 = 3;

/// The hash under which an item is remembered.
pub fn name(event: &str) -> u64 {
    let digest = Sha256::digest(event.as_bytes());
    u64::from_be_bytes(std::array::from_fn(|place| digest[place]))
}

/// How the ids of sources begin that nobody made: those that look for what a connection's webhook lost.
pub const GAPS: &str = "gaps.";

impl Source {
    /// The source that looks for what the webhook of a connection lost: hourly, and sooner while something is found.
    pub fn gaps(account: &Account) -> Self {
        let whole = format!("{GAPS}{}", account.id);
        // A name has 64 characters; a longer one is told by its hash.
        let id = whole.parse().or_else(|_| format!("{GAPS}{:016x}", name(&whole)).parse());
        Self {
            id: id.unwrap_or_else(|_| unreachable!("sixteen digits are a lawful name")),
            name: account.name.clone(),
            account: account.id.clone(),
            wants: Wants::Own,
            fastest_seconds: 300,
            slowest_seconds: 3_600,
            calls_per_month: 6_000,
            active: account.active,
        }
    }

    fn fastest(&self) -> Millis {
        Millis::from(self.fastest_seconds.max(1)) * SECOND
    }

    fn slowest(&self) -> Millis {
        (Millis::from(self.slowest_seconds) * SECOND).max(self.fastest())
    }
}

impl Cursor {
    /// A source that was never asked.
    pub fn new(source: &Source, now: Timestamp) -> Self {
        Self {
            source: source.id.clone(),
            mark: None,
            walk: None,
            seen: vec![],
            due: now,
            wait: source.fastest(),
            month: month(now),
            calls: 0,
            failures: 0,
            trouble: None,
            found: 0,
            missed: 0,
            unproven: vec![],
        }
    }

    /// The cursor of one that is asked at once, because its webhook did not come for a while.
    #[must_use]
    pub fn at_once(self, source: &Source, now: Timestamp) -> Self {
        Self { due: now.min(self.due), wait: source.fastest(), ..self }
    }

    /// The cursor with one more call begun, if one may be made now. To be written before the call.
    ///
    /// # Errors
    /// Why none may be made.
    pub fn begin(&self, source: &Source, now: Timestamp) -> Result<Self, Idle> {
        if !source.active {
            return Err(Idle::Paused);
        }
        if now < self.due {
            return Err(Idle::NotBefore(self.due));
        }
        // A clock that steps back over midnight must not begin the old month again.
        let this = month(now).max(self.month.clone());
        let calls = if this == self.month { self.calls } else { 0 };
        if calls >= source.calls_per_month {
            return Err(Idle::Spent);
        }
        let allowed = allowed(calls, source.calls_per_month, now);
        if now < allowed {
            return Err(Idle::NotBefore(allowed));
        }
        Ok(Self { month: this, calls: calls + 1, due: now.plus(LEASE), ..self.clone() })
    }

    /// Whether an item was taken in before.
    pub fn knows(&self, name: u64) -> bool {
        self.seen.contains(&name)
    }

    /// The cursor after a page whose items are durable: further pages at once, then faster or slower by what was found.
    pub fn after(mut self, source: &Source, page: Paged, now: Timestamp) -> Self {
        let fresh = page.names.len();
        self.found += fresh as u64;
        self.missed += page.missed;
        self.unproven = page.unproven;
        self.unproven.truncate(MOST_SEEN);
        self.seen.extend(page.names);
        self.seen.drain(..self.seen.len().saturating_sub(MOST_SEEN));
        (self.failures, self.trouble) = (0, None);
        let newest = self.walk.take().and_then(|walk| walk.mark).or(page.mark);
        match page.next {
            Some(next) => {
                self.walk = Some(Walk { next, mark: newest });
                self.due = now;
            }
            None => {
                self.mark = newest.or(self.mark);
                let wait = if fresh > 0 { self.wait / 2 } else { self.wait + self.wait / 2 };
                self.wait = wait.clamp(source.fastest(), source.slowest());
                self.due = now.plus(self.wait);
            }
        }
        self
    }

    /// The cursor after a call that brought nothing: nothing is moved past. `after` is what the platform asks to wait.
    pub fn failed(mut self, source: &Source, why: String, after: Option<Millis>, now: Timestamp) -> Self {
        self.failures += 1;
        self.trouble = Some(why);
        if self.failures.is_multiple_of(PATIENCE) {
            // The name of a page is good for a while only.
            self.walk = None;
        }
        let doubled = source.fastest().saturating_mul(1 << self.failures.min(10));
        self.due = now.plus(doubled.min(source.slowest()).max(after.unwrap_or_default()));
        self
    }
}

/// The calendar month in UTC, as `2026-11`: text order is time order.
pub fn month(at: Timestamp) -> String {
    at.day()[..7].to_owned()
}

/// When the next call is within the budget: `calls` of `budget` are spread evenly over the month, a burst may be a day ahead at
/// its beginning, and the last call is there for its last hours.
fn allowed(calls: u32, budget: u32, now: Timestamp) -> Timestamp {
    let (begins, ends) = bounds(now);
    let length = ends.since(begins);
    let share = i128::from(length + AHEAD) * i128::from(calls) / i128::from(budget.max(1));
    begins.plus(share as Millis).minus(AHEAD)
}

/// The first moments of the month of `at`, and of the next.
fn bounds(at: Timestamp) -> (Timestamp, Timestamp) {
    let text = month(at);
    let (year, number) = text.split_once('-').unwrap_or(("1970", "01"));
    let (year, number): (i32, u32) = (year.parse().unwrap_or(1970), number.parse().unwrap_or(1));
    let next = if number == 12 { (year + 1, 1) } else { (year, number + 1) };
    let first = |(year, number): (i32, u32)| format!("{year:04}-{number:02}-01T00:00:00Z").parse().unwrap_or(at);
    (first((year, number)), first(next))
}
