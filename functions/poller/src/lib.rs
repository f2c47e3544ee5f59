//! Asks the sources that do not tell: searches, communities, feeds. Every call is counted before it is made; what it brought
//! is in a queue before the source's cursor moves. Whoever dies in between asks for the same again, under the same names.
//! And asks each connection whether it still works, and for a new token before its own runs out.

mod ask;
mod health;
mod renew;

use domain::{
    account::Account,
    event::{Envelope, Ingest, Payload},
    inbound::{Act, Item},
    platform::{Platform, Visibility},
    source::{Cursor, Paged, Source, name},
    thread::Thread,
    time::{MINUTE, SECOND, Timestamp},
};
use runtime::{Class, Deps, Error, Wire};
use serde::Serialize;
use store::{
    mention, settings,
    source::{self, Placed},
};

use crate::ask::{Answered, Asked};

/// What this function is wired to.
pub const WIRING: &[Wire] = &[
    Wire::Table,
    Wire::Inbound,
    Wire::Secrets,
    Wire::LineApi,
    Wire::MetaApi,
    Wire::XApi,
    Wire::TelegramApi,
    Wire::RedditApi,
    Wire::RedditLogin,
    Wire::LinkedInLogin,
    Wire::PrivateHosts,
];

/// Pages asked for in one invocation, of all sources together: what is left is due in the next minute.
const MOST_CALLS: usize = 40;
/// The longest an invocation goes on beginning calls; a call takes ten seconds at most.
const LONGEST: i64 = 35 * SECOND;
/// A webhook has this long to bring an item, before a poll that finds it calls it missed.
const GRACE: i64 = 5 * MINUTE;

/// What one minute had to do.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Minute {
    /// Calls made.
    pub calls: usize,
    /// Items taken in.
    pub items: usize,
    /// Items that a webhook should have brought.
    pub missed: u64,
    /// Sources that did not answer as they should.
    pub troubled: usize,
}

/// Handles one tick. What the schedule says of itself does not matter.
///
/// # Errors
/// When the table or a queue fails: the next minute finds it due again.
pub async fn handle(_event: serde_json::Value, deps: &Deps) -> Result<Minute, Error> {
    let begun = std::time::Instant::now();
    let started = deps.clock.now();
    let mut minute = Minute::default();
    // First, so that all that follows is asked with a token that is good.
    let (troubles, mut failed) = renew::all(deps, started).await;
    for saved in settings::all::<Source>(&deps.table).await? {
        // One source that fails leaves the others their turn.
        if let Err(error) = one(deps, &saved.data, started, &mut minute).await {
            tracing::error!(source = %saved.data.id, %error, "The source {} was not read: {error}", saved.data.id);
            failed = Some(error);
        }
    }
    if let Err(error) = health::look(deps, started, &troubles).await {
        tracing::error!(%error, "The connections were not all looked after: {error}");
        failed = Some(error);
    }
    deps.meter.report("poller", begun);
    match failed {
        Some(error) => Err(error),
        None => Ok(minute),
    }
}

/// Asks a source page after page, for as long as it is due.
async fn one(deps: &Deps, source: &Source, started: Timestamp, minute: &mut Minute) -> Result<(), Error> {
    loop {
        let now = deps.clock.now();
        if minute.calls >= MOST_CALLS || now.since(started) > LONGEST {
            return Ok(());
        }
        let placed = source::cursor(&deps.table, &source.id).await?;
        let placed = placed.unwrap_or_else(|| Placed { version: 0, cursor: Cursor::new(source, now) });
        let Ok(begun) = placed.cursor.begin(source, now) else { return Ok(()) };
        let begun = match source::place(&deps.table, placed.version, begun).await {
            Ok(begun) => begun,
            // Another invocation asks.
            Err(store::Error::Refused(_)) => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        minute.calls += 1;
        let after = match ask::page(deps, source, &begun.cursor).await? {
            Asked::Page(page) => {
                let paged = take_in(deps, source, &begun.cursor, *page, minute).await?;
                begun.cursor.after(source, paged, deps.clock.now())
            }
            Asked::Trouble { why, after } => {
                minute.troubled += 1;
                tracing::warn!(source = %source.id, why, "The source {} did not answer: {why}", source.id);
                begun.cursor.failed(source, why, after, deps.clock.now())
            }
        };
        match source::place(&deps.table, begun.version, after).await {
            // Whoever was first since then has taken in the same under the same names.
            Ok(_) | Err(store::Error::Refused(_)) => {}
            Err(error) => return Err(error.into()),
        }
        deps.meter.book(Class::Other, 1, &deps.table);
    }
}

/// What is new on a page becomes durable, and only then is it known.
async fn take_in(deps: &Deps, source: &Source, cursor: &Cursor, page: Answered, minute: &mut Minute) -> Result<Paged, Error> {
    let Answered { account, page, body } = page;
    let now = deps.clock.now();
    if page.unreadable > 0 {
        tracing::warn!(source = %source.id, count = page.unreadable, "{} items of {} cannot be read", page.unreadable, source.id);
    }
    let fresh: Vec<(u64, Item)> =
        page.items.into_iter().map(|item| (name(&item.event), item)).filter(|(name, _)| !cursor.knows(*name)).collect();
    let mut paged = Paged { mark: page.mark, next: page.next, ..Paged::default() };
    let mut commands = Vec::with_capacity(fresh.len());
    for (name, item) in fresh {
        if was_missed(deps, &account, cursor, &item, now).await? {
            paged.missed += 1;
            tracing::warn!(account = %item.account, item = %item.trace(), "{} was never told of an item of {}; it was found by asking", item.account, item.at);
        }
        paged.names.push(name);
        let (id, trace, thread) = (item.command(), item.trace(), Thread::of(&item));
        commands.push(Envelope::begin(id, trace, now, thread, Payload::from(Ingest { item, body: body.clone() })));
    }
    deps.bus.publish(&commands).await?;
    minute.items += commands.len();
    minute.missed += paged.missed;
    Ok(paged)
}

/// Whether a webhook should have brought an item by now and has not (CH-26). Only for a source that was read before: at the
/// first reading everything is older than the connection. What no rule kept leaves no trace, and cannot be told.
async fn was_missed(deps: &Deps, account: &Account, cursor: &Cursor, item: &Item, now: Timestamp) -> Result<bool, Error> {
    if matches!(account.platform, Platform::Open | Platform::Reddit)
        || cursor.found == 0
        || now.since(item.at) < GRACE
        || !matches!(item.act, Act::Say { .. })
    {
        return Ok(false);
    }
    Ok(match item.visibility {
        Visibility::Public => mention::get(&deps.table, item.mention()).await?.is_none(),
        Visibility::Private => {
            store::conversation::message(&deps.table, &Thread::of(item), item.at, item.message()).await?.is_none()
        }
    })
}
