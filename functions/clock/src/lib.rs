//! Every minute: what is due. It only sends commands; the step that handles one deletes the due item in its own
//! commit, so a command sent twice does its work once. Every five minutes it also reads the alert rules, and keeps where
//! each of them stands.

mod alerts;
mod caps;
mod terms;

use domain::{
    event::{Envelope, Payload, Route},
    id::{EnvelopeId, TraceId},
    queue::Queue,
    thread::Thread,
    time::{MINUTE, Timestamp},
};
use runtime::{Class, Deps, Error, Wire};
use serde::Serialize;
use store::conversation;

/// What this function is wired to.
pub const WIRING: &[Wire] = &[Wire::Table, Wire::Bus, Wire::Route, Wire::Outbound];

/// Offers looked at in each shard in one minute.
const MOST_DUE: u32 = 500;

/// What one minute had to do.
#[derive(Debug, Serialize)]
pub struct Minute {
    /// Offers that had run out.
    pub offers: usize,
    /// Queues in which somebody waits.
    pub queues: usize,
    /// Changes of alerts that were told.
    pub alerts: usize,
    /// Rules that came near their caps or beyond them.
    pub caps: usize,
    /// Topics whose terms of yesterday were looked at.
    pub topics: usize,
}

/// Handles one tick. Of what the schedule says only its time matters, and that only to alerts.
///
/// # Errors
/// When not everything could be sent: the next minute finds it due again.
pub async fn handle(event: serde_json::Value, deps: &Deps) -> Result<Minute, Error> {
    let begun = std::time::Instant::now();
    let now = deps.clock.now();
    let mut commands = Vec::new();
    for (conversation, until) in conversation::offers_due(&deps.table, now, MOST_DUE).await? {
        let Some(stored) = conversation::get(&deps.table, conversation).await? else { continue };
        let seed = conversation.to_string();
        commands.push(command(&seed, until, now, stored.conversation.thread, Route::Expire { conversation, until }));
    }
    let offers = commands.len();
    for queue in deps.settings.all::<Queue>(&deps.table, now).await?.iter() {
        let queue = queue.data.id.clone();
        if conversation::waiting_count(&deps.table, &queue, 1).await?.0 > 0 {
            // Who declined is asked again: better than a customer whom nobody is asked about.
            let minute = Timestamp::from_millis(now.millis() / MINUTE * MINUTE);
            let (seed, thread) = (format!("match {queue}"), Thread::queue(&queue));
            commands.push(command(&seed, minute, now, thread, Route::Match { queue, again: true }));
        }
    }
    deps.bus.publish(&commands).await?;
    // Last, so that a rule that cannot be read keeps nobody waiting.
    let terms = terms::read(deps, now).await;
    let looked = looked_at(&event, now);
    let alerts = if alerts::due(looked) { alerts::read(deps, looked).await } else { Ok(0) };
    let caps = if alerts::due(now) { caps::read(deps, now).await } else { Ok(0) };
    deps.meter.book(Class::Other, 1, &deps.table);
    deps.meter.report("clock", begun);
    Ok(Minute { offers, queues: commands.len() - offers, alerts: alerts?, caps: caps?, topics: terms? })
}

/// The moment at which counters are looked at: that of the schedule, unless it is tried again later. Both are the same but for the seconds of
/// two clocks, and where somebody moves the schedule's by hand to see what hours would bring.
fn looked_at(event: &serde_json::Value, now: Timestamp) -> Timestamp {
    event["time"].as_str().and_then(|time| time.parse().ok()).map_or(now, |time: Timestamp| time.max(now))
}

fn command(seed: &str, about: Timestamp, now: Timestamp, thread: Thread, route: Route) -> Envelope {
    let seed: [&[u8]; 2] = [b"clock", seed.as_bytes()];
    Envelope::begin(EnvelopeId::at(about, &seed), TraceId::at(about, &seed), now, thread, Payload::from(route))
}
