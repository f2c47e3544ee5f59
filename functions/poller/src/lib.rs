//! Asks the sources that do not tell: searches, communities, feeds. Every call is counted before it is made; what it brought
//! is in a queue before the source's cursor moves. Whoever dies in between asks for the same again, under the same names.
//! And asks each connection whether it still works, and for a new token before its own runs out.

mod ask;
mod health;
mod renew;

use channels::poll::{GRACE, also_told, fills_gaps};
use domain::{
    account::Account,
    event::{Call, Envelope, Ingest, Payload},
    inbound::{Act, Item},
    platform::Visibility,
    source::{Cursor, Paged, Source, Wants, name},
    thread::Thread,
    time::{SECOND, Timestamp},
};
use runtime::{Class, Deps, Error, Wire};
use serde::Serialize;
use store::{
    conversation, mention, settings,
    source::{self, Placed},
};

use crate::ask::{Answered, Asked};

/// What this function is wired to.
pub const WIRING: &[Wire] = &[
    Wire::Table,
    Wire::Inbound,
    Wire::Outbound,
    Wire::Secrets,
    Wire::LineApi,
    Wire::MetaApi,
    Wire::XApi,
    Wire::TelegramApi,
    Wire::SinchApi,
    Wire::SinchLogin,
    Wire::LinkedInApi,
    Wire::RedditApi,
    Wire::RedditLogin,
    Wire::LinkedInLogin,
    Wire::PrivateHosts,
];

/// Pages asked for in one invocation, of all sources together: what is left is due in the next minute.
const MOST_CALLS: usize = 40;
/// The longest an invocation goes on beginning calls; a call takes ten seconds at most.
const LONGEST: i64 = 35 * SECOND;

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
    // Before the sources: what begins to deliver again is asked at once for what it did not deliver.
    if let Err(error) = health::look(deps, started, &troubles).await {
        tracing::error!(%error, "The connections were not all looked after: {error}");
        failed = Some(error);
    }
    for source in sources(deps, started).await? {
        // One source that fails leaves the others their turn.
        if let Err(error) = one(deps, &source, started, &mut minute).await {
            tracing::error!(source = %source.id, %error, "The source {} was not read: {error}", source.id);
            failed = Some(error);
        }
    }
    deps.meter.report("poller", begun);
    match failed {
        Some(error) => Err(error),
        None => Ok(minute),
    }
}

/// Those that an administrator made, and one for each connection whose webhook may lose something and that none of them asks for.
async fn sources(deps: &Deps, now: Timestamp) -> Result<Vec<Source>, Error> {
    let mut sources: Vec<Source> = settings::all::<Source>(&deps.table).await?.into_iter().map(|saved| saved.data).collect();
    for account in deps.settings.all::<Account>(&deps.table, now).await?.iter().map(|saved| &saved.data) {
        let asked = |source: &Source| source.account == account.id && source.wants == Wants::Own;
        if account.active && fills_gaps(account.platform) && !sources.iter().any(asked) {
            sources.push(Source::gaps(account));
        }
    }
    Ok(sources)
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
    // What the walk before brought and nobody knew: kept, it was missed; else no webhook would have left a trace of it either.
    // Not within a walk: its pages are asked one after the other, sooner than anybody can have kept what the first of them brought.
    match cursor.walk {
        Some(_) => paged.unproven.clone_from(&cursor.unproven),
        None => {
            for mention in &cursor.unproven {
                if mention::get(&deps.table, *mention).await?.is_some() {
                    missed(&mut paged, &account, mention);
                }
            }
        }
    }
    // Only for a source that was read before: at the first reading everything is older than the connection.
    let told = also_told(account.platform, &source.wants) && cursor.mark.is_some();
    let mut commands = Vec::with_capacity(fresh.len());
    for (name, item) in fresh {
        if told && now.since(item.at) >= GRACE && matches!(item.act, Act::Say { .. }) {
            match (is_there(deps, &item).await?, item.visibility) {
                // The webhook brought it.
                (true, _) if fills_gaps(account.platform) => continue,
                (true, _) => {}
                (false, Visibility::Private) => missed(&mut paged, &account, &item.trace()),
                (false, Visibility::Public) => paged.unproven.push(item.mention()),
            }
        }
        paged.names.push(name);
        let (id, trace, thread) = (item.command(), item.trace(), Thread::of(&item));
        let payload = match item.missing {
            None => Payload::from(Ingest { item, body: body.clone() }),
            Some(_) => Payload::from(Call::Fetch { item: Box::new(item), body: body.clone() }),
        };
        commands.push(Envelope::begin(id, trace, now, thread, payload));
    }
    deps.bus.publish(&commands).await?;
    minute.items += commands.len();
    minute.missed += paged.missed;
    Ok(paged)
}

/// A webhook should have brought it by now, and has not (CH-26).
fn missed(paged: &mut Paged, account: &Account, item: &dyn std::fmt::Display) {
    paged.missed += 1;
    tracing::warn!(account = %account.id, %item, "{} was never told of {item}; it was found by asking", account.id);
}

/// Whether an item was taken in before, by whatever way. What no rule kept leaves no trace.
async fn is_there(deps: &Deps, item: &Item) -> Result<bool, Error> {
    let (table, thread) = (&deps.table, Thread::of(item));
    Ok(match item.visibility {
        Visibility::Public => mention::get(table, item.mention()).await?.is_some(),
        Visibility::Private if item.told.coarse => {
            conversation::within_second(table, &thread, item.at, item.message()).await?.is_some()
        }
        Visibility::Private => conversation::message(table, &thread, item.at, item.message()).await?.is_some(),
    })
}
