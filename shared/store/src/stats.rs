//! What is counted: mentions, people, noise, interactions; each with the rows behind it.
//!
//! A row is created in the same transaction that raises its counters, so a fact that comes twice is counted once, and
//! the rows behind a figure are exactly the facts in it (I18, I19).

mod people;

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    alert::hour_of,
    event::{ConversationClosed, MentionIngested},
    id::{AccountId, ConversationId, EnvelopeId, MentionId, QueueId, RuleId, TopicId},
    interaction::Figures,
    measure::{Counter, Counts, Slot},
    platform::Platform,
    time::{DAY, Timestamp},
};

use crate::{
    key::{self, Key},
    table::{Error, Index, Item, Query, Range, RawItem, Table, Update, Value, Write, read, text, until, write},
};

use people::Crowds;
pub use people::{PeopleRow, people};

/// The subject that counts every mention once, whatever its topics (D-03).
pub const ALL: &str = "@all";

/// Before the name of a rule, in a counter item of its topic: how many it caught.
const CAUGHT: &str = "rule.";

/// Counters and people are kept three years.
pub(crate) const KEPT: i64 = 3 * 366 * DAY;
/// The moments and names of noise are kept this long.
const NOISE_KEPT: i64 = 8 * DAY;
/// Facts counted in one transaction, at most.
const MOST_FACTS: usize = 40;
/// Actions in one transaction, less one for safety.
const MOST_ACTIONS: usize = 99;

/// Counts mentions: each once, however often it comes.
pub async fn count_mentions(table: &Table, facts: &[MentionIngested]) -> Result<(), Error> {
    let mut left: Vec<&MentionIngested> = Vec::with_capacity(facts.len());
    let mut seen = BTreeSet::new();
    left.extend(facts.iter().filter(|fact| seen.insert(fact.mention)));
    while !left.is_empty() {
        let Fold { taken, writes, owners, crowds } = fold(&left)?;
        match table.write(writes).await {
            Ok(()) => {
                left.drain(..taken);
                crowds.condense(table).await;
            }
            Err(Error::Refused(places)) => {
                // These are counted already; the rest of the same fold goes on without them.
                let counted: BTreeSet<_> = places.iter().filter_map(|&place| owners.get(place).copied()).collect();
                if counted.is_empty() {
                    return Err(Error::Broken("a counter refused a sum".into()));
                }
                left.retain(|fact| !counted.contains(&fact.mention));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// As many facts as fit one transaction.
struct Fold {
    /// How many that is.
    taken: usize,
    /// Their rows first, then the sums.
    writes: Vec<Write>,
    /// Whose each row is.
    owners: Vec<MentionId>,
    /// The people among the sums.
    crowds: Crowds,
}

fn fold(facts: &[&MentionIngested]) -> Result<Fold, Error> {
    let mut rows = Vec::new();
    let mut owners = Vec::new();
    let mut counters: BTreeMap<Key, (BTreeMap<String, i64>, Timestamp)> = BTreeMap::new();
    let mut crowds = Crowds::default();
    let mut taken = 0;
    for fact in facts.iter().take(MOST_FACTS) {
        let slot = Slot::at(fact.at);
        let counter = Counter { of_day: slot.of_day(), content_type: fact.content_type, sentiment: fact.sentiment }.to_string();
        let subjects: Vec<&str> = fact.topics.iter().map(TopicId::as_str).chain([ALL]).collect();
        let counter_keys: Vec<Key> =
            subjects.iter().map(|subject| key::counter(subject, &slot.day(), fact.platform.as_str(), 0)).collect();
        let people_keys: Vec<Key> = match fact.person {
            Some(_) => subjects
                .iter()
                .map(|subject| key::people_slot(subject, &slot.day(), slot.of_day(), fact.platform.as_str()))
                .collect(),
            None => vec![],
        };
        let new = counter_keys.iter().filter(|key| !counters.contains_key(key)).count() + crowds.lacking(&people_keys);
        if taken > 0 && rows.len() + fact.topics.len() + counters.len() + crowds.len() + new > MOST_ACTIONS {
            break;
        }
        for topic in &fact.topics {
            let mut item = write(key::topic_row(topic, fact.at, 0, fact.mention), "topic_row", fact)?;
            item.insert("ttl".into(), until(fact.at.plus(KEPT)));
            rows.push(Write::Create(RawItem(item)));
            owners.push(fact.mention);
        }
        for (topic, rule) in fact.rules.iter().filter(|(topic, _)| fact.topics.contains(topic)) {
            let key = key::counter(topic.as_str(), &slot.day(), fact.platform.as_str(), 0);
            let sums = &mut counters.entry(key).or_insert_with(|| (BTreeMap::new(), fact.at)).0;
            *sums.entry(format!("{CAUGHT}{rule}")).or_default() += 1;
        }
        for key in counter_keys {
            *counters.entry(key).or_insert_with(|| (BTreeMap::new(), fact.at)).0.entry(counter.clone()).or_default() += 1;
        }
        for (key, person) in people_keys.into_iter().zip(fact.person.iter().cycle()) {
            crowds.insert(key, *person, fact.at);
        }
        taken += 1;
    }
    rows.extend(counters.into_iter().map(|(key, (sums, at))| {
        let update = Update::of(key).set("ttl", until(at.plus(KEPT)));
        Write::Update(sums.into_iter().fold(update, |update, (name, sum)| update.add(&name, sum)))
    }));
    rows.extend(crowds.writes());
    Ok(Fold { taken, writes: rows, owners, crowds })
}

/// The counters of one subject, UTC day and platform.
#[derive(Debug, Clone, PartialEq)]
pub struct CounterRow {
    /// The UTC day.
    pub day: String,
    /// Where.
    pub platform: Platform,
    /// How many of what.
    pub counts: Vec<(Counter, u64)>,
}

/// The counters of a topic, or of [`ALL`], from one UTC day to another, both included.
pub async fn counters(table: &Table, subject: &str, from_day: &str, to_day: &str) -> Result<Vec<CounterRow>, Error> {
    let rows = days(table, key::counters(subject), from_day, to_day).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let mut place = text(&row, "sk").split('#');
            let (day, platform) = (place.next()?.to_owned(), place.next()?.parse().ok()?);
            Some(CounterRow {
                day,
                platform,
                counts: row.iter().filter_map(|(name, n)| Some((name.parse().ok()?, count(n)?))).collect(),
            })
        })
        .collect())
}

/// What counters say of each hour since 1970, on one platform or on all together. Hours without a mention are left out.
pub fn by_hour(rows: &[CounterRow], platform: Option<Platform>) -> BTreeMap<i64, Counts> {
    let mut hours: BTreeMap<i64, Counts> = BTreeMap::new();
    for row in rows.iter().filter(|row| platform.is_none_or(|platform| row.platform == platform)) {
        for (counter, n) in &row.counts {
            if let Some(slot) = Slot::on(&row.day, counter.of_day) {
                hours.entry(hour_of(slot.start())).or_default().count(counter.sentiment, *n);
            }
        }
    }
    hours
}

/// How many mentions each rule of a topic caught, from one UTC day to another, both included (ING-11).
pub async fn volumes(table: &Table, topic: &TopicId, from_day: &str, to_day: &str) -> Result<BTreeMap<RuleId, u64>, Error> {
    let mut volumes: BTreeMap<RuleId, u64> = BTreeMap::new();
    for row in days(table, key::counters(topic.as_str()), from_day, to_day).await? {
        for (name, n) in &row {
            if let (Some(Ok(rule)), Some(n)) = (name.strip_prefix(CAUGHT).map(str::parse), count(n)) {
                *volumes.entry(rule).or_default() += n;
            }
        }
    }
    Ok(volumes)
}

async fn days(table: &Table, partition: String, from_day: &str, to_day: &str) -> Result<Vec<Item>, Error> {
    let range = Range::Between(from_day.to_owned(), format!("{to_day}#~"));
    // Counting is seconds behind anyway.
    table.query_all(Query::of(Index::Table, partition).range(range).lagging(), usize::MAX).await
}

fn count(value: &Value) -> Option<u64> {
    match value {
        Value::N(number) => number.parse().ok(),
        _ => None,
    }
}

/// Counts items matched by no rule. A set of their names is kept, not a number: naming one twice changes nothing.
pub async fn count_noise(table: &Table, account: &AccountId, items: &[EnvelopeId]) -> Result<(), Error> {
    let mut sets: BTreeMap<Key, (BTreeSet<Vec<u8>>, Timestamp)> = BTreeMap::new();
    for item in items {
        // Raising a set costs by its size, so a name is short: 40 bits of the id's hash, within ten seconds of one account.
        let tail = item.hash().to_be_bytes()[3..].to_vec();
        sets.entry(key::noise(account, item.time())).or_insert_with(|| (BTreeSet::new(), item.time())).0.insert(tail);
    }
    for (key, (names, at)) in sets {
        let update =
            Update::of(key).set("ttl", until(at.plus(NOISE_KEPT))).include("seen", Value::Bs(names.into_iter().collect()));
        table.write(vec![Write::Update(update)]).await?;
    }
    Ok(())
}

/// How much noise a connection had in each hour of a UTC day.
pub async fn noise(table: &Table, account: &AccountId, day: &str) -> Result<[u64; 24], Error> {
    let mut hours = [0; 24];
    for row in table.query_all(Query::of(Index::Table, key::noise_day(account, day)), usize::MAX).await? {
        let Ok(tens) = text(&row, "sk").parse::<i64>() else { continue };
        if let Some(Value::Bs(seen)) = row.get("seen") {
            hours[(tens / 360).rem_euclid(24) as usize] += seen.len() as u64;
        }
    }
    Ok(hours)
}

/// What a queue's interactions add up to in one half hour on one platform. Times in milliseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueRow {
    /// The half hour in which the figures became final.
    pub slot: Slot,
    /// Where.
    pub platform: Platform,
    /// The sums, by name: `offered`, `answered`, `wait_ms`, `answered_wait_ms`, `handled`, `handle_ms`, `transfers`, `first_responses`,
    /// `first_response_ms`.
    pub sums: BTreeMap<String, i64>,
}

/// Counts an interaction that ended, once, in every queue it entered.
pub async fn count_interaction(table: &Table, fact: &ConversationClosed) -> Result<(), Error> {
    let slot = Slot::at(fact.closed_at);
    let row = write(key::interaction(fact.conversation, fact.interaction), "interaction", fact)?;
    let mut writes = vec![Write::Create(RawItem(row))];
    for (queue, sums) in queue_sums(&fact.whereabouts.queue, &fact.figures) {
        let subject = format!("queue:{queue}");
        let update = Update::of(key::counter(&subject, &slot.day(), fact.platform.as_str(), 0))
            .set("ttl", until(fact.closed_at.plus(KEPT)));
        writes.push(Write::Update(
            sums.into_iter().fold(update, |update, (name, sum)| update.add(&format!("{:02}.{name}", slot.of_day()), sum)),
        ));
    }
    if let Some(rule) = &fact.escalated_by {
        let update = Update::of(key::counter(&key::of_rule(rule), &slot.day(), fact.platform.as_str(), 0))
            .set("ttl", until(fact.closed_at.plus(KEPT)));
        let name = fact.dismissed.map_or("kept".to_owned(), |why| format!("dismissed.{}", why.as_str()));
        writes.push(Write::Update(update.add(&format!("{:02}.{name}", slot.of_day()), 1)));
    }
    match table.write(writes).await {
        // Its row is there: it is counted.
        Err(error) if error.refused(0) => Ok(()),
        outcome => outcome,
    }
}

/// Offered and answered in each queue it entered; handled, and its response, in the queue it ended in.
fn queue_sums(last: &QueueId, figures: &Figures) -> BTreeMap<QueueId, Vec<(&'static str, i64)>> {
    let mut queues: BTreeMap<QueueId, Vec<(&'static str, i64)>> = BTreeMap::new();
    for wait in &figures.waits {
        let sums = queues.entry(wait.queue.clone()).or_default();
        sums.extend([("offered", 1), ("answered", i64::from(wait.answered)), ("wait_ms", wait.wait_ms)]);
        if wait.answered {
            sums.push(("answered_wait_ms", wait.wait_ms));
        }
    }
    let sums = queues.entry(last.clone()).or_default();
    sums.extend([("handled", 1), ("handle_ms", figures.handle_ms), ("transfers", i64::from(figures.transfers))]);
    if let Some(first) = figures.first_response_ms {
        sums.extend([("first_responses", 1), ("first_response_ms", first)]);
    }
    for sums in queues.values_mut() {
        // One attribute is named once in an update.
        let mut merged: BTreeMap<&'static str, i64> = BTreeMap::new();
        sums.drain(..).for_each(|(name, sum)| *merged.entry(name).or_default() += sum);
        sums.extend(merged);
    }
    queues
}

/// The sums of a queue from one UTC day to another, both included.
pub async fn queue_counters(table: &Table, queue: &QueueId, from_day: &str, to_day: &str) -> Result<Vec<QueueRow>, Error> {
    sums(table, &format!("queue:{queue}"), from_day, to_day).await
}

/// What became of the interactions that an escalation rule began, from one UTC day to another, both included: `kept`, and
/// `dismissed.<why>` (ESC-10). Each counts when it is over.
pub async fn rule_counters(table: &Table, rule: &RuleId, from_day: &str, to_day: &str) -> Result<Vec<QueueRow>, Error> {
    sums(table, &key::of_rule(rule), from_day, to_day).await
}

async fn sums(table: &Table, subject: &str, from_day: &str, to_day: &str) -> Result<Vec<QueueRow>, Error> {
    let mut rows = Vec::new();
    for row in days(table, key::counters(subject), from_day, to_day).await? {
        let mut place = text(&row, "sk").split('#');
        let (Some(day), Some(Ok(platform))) = (place.next(), place.next().map(str::parse)) else { continue };
        let mut slots: BTreeMap<u8, BTreeMap<String, i64>> = BTreeMap::new();
        for (name, value) in &row {
            if let (Some((slot, name)), Value::N(sum)) = (name.split_once('.'), value)
                && let (Ok(slot), Ok(sum)) = (slot.parse(), sum.parse())
            {
                slots.entry(slot).or_default().insert(name.to_owned(), sum);
            }
        }
        rows.extend(
            slots.into_iter().filter_map(|(of_day, sums)| Some(QueueRow { slot: Slot::on(day, of_day)?, platform, sums })),
        );
    }
    Ok(rows)
}

/// The interactions of a conversation that have ended, oldest first.
pub async fn interactions(table: &Table, conversation: ConversationId) -> Result<Vec<ConversationClosed>, Error> {
    let range = Range::Prefix(key::INTERACTIONS.into());
    let rows = table.query_all(Query::of(Index::Table, key::conversation_partition(conversation)).range(range), 1_000).await?;
    rows.into_iter().map(read).collect()
}
