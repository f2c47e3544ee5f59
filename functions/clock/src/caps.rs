//! How much the rules with caps have caught this month (ING-11): read from the counters every five minutes, so that what it costs
//! follows from the rules and never from what is said.

use domain::{
    event::{Envelope, Payload, RuleCapped},
    id::{EnvelopeId, RuleId, TraceId},
    thread::Thread,
    time::Timestamp,
    topic::{Topic, Volume},
};
use runtime::{Deps, Error};
use store::{stats, volume};

/// Reads every topic that has a rule with a cap; answers how many rules came near their caps or beyond them.
pub(crate) async fn read(deps: &Deps, now: Timestamp) -> Result<usize, Error> {
    let topics = deps.settings.all::<Topic>(&deps.table, now).await?;
    let capped: Vec<&Topic> =
        topics.iter().map(|saved| &saved.data).filter(|topic| topic.rules.iter().any(|rule| rule.cap.is_some())).collect();
    if capped.is_empty() {
        return Ok(0);
    }
    let month = now.day()[..7].to_owned();
    let known = volume::of_month(&deps.table, &month).await?;
    let mut told = 0;
    for topic in capped {
        let before = known.iter().find(|volume| volume.topic == topic.id).cloned().unwrap_or_else(|| Volume {
            topic: topic.id.clone(),
            month: month.clone(),
            until: format!("{month}-01"),
            caught: Default::default(),
            beyond: Default::default(),
            warned: Default::default(),
        });
        // Days before today do not change any more, but for what platforms tell late: that is not worth a warning.
        let counted = stats::volumes(&deps.table, &topic.id, &before.until, &now.day()).await?;
        let total = |rule: &RuleId| before.caught.get(rule).copied().unwrap_or(0) + counted.get(rule).copied().unwrap_or(0);
        let mut after = before.clone();
        let mut facts = Vec::new();
        after.beyond.clear();
        for rule in &topic.rules {
            let Some(cap) = &rule.cap else { continue };
            let caught = total(&rule.id);
            let mut tell = |beyond| {
                let (topic, rule, month) = (topic.id.clone(), rule.id.clone(), month.clone());
                facts.push(RuleCapped { topic, rule, month, caught, per_month: cap.per_month, beyond });
            };
            if caught >= cap.per_month {
                after.beyond.insert(rule.id.clone());
                if !before.beyond.contains(&rule.id) {
                    tell(true);
                }
            } else if caught >= cap.warns_from() && after.warned.insert(rule.id.clone()) {
                tell(false);
            }
        }
        if before.until < now.day() {
            let settled = stats::volumes(&deps.table, &topic.id, &before.until, &day_before(now)).await?;
            for (rule, n) in settled {
                *after.caught.entry(rule).or_default() += n;
            }
            after.until = now.day();
        }
        if after == before && known.contains(&before) {
            continue;
        }
        // Told first: a run cut off here tells the same again under the same ids.
        let out: Vec<Envelope> = facts.iter().map(|fact| envelope(fact, now)).collect();
        deps.bus.publish(&out).await?;
        volume::keep(&deps.table, &after).await?;
        told += facts.len();
    }
    Ok(told)
}

fn day_before(now: Timestamp) -> String {
    now.minus(domain::time::DAY).day()
}

/// One per rule, month and kind: told again it has the same id.
fn envelope(fact: &RuleCapped, now: Timestamp) -> Envelope {
    let kind: &[u8] = if fact.beyond { b"beyond" } else { b"near" };
    let seed: [&[u8]; 5] = [b"cap", fact.topic.as_str().as_bytes(), fact.rule.as_str().as_bytes(), fact.month.as_bytes(), kind];
    let first: Timestamp = format!("{}-01T00:00:00Z", fact.month).parse().unwrap_or_default();
    let thread = Thread::topic(&fact.topic);
    Envelope::begin(EnvelopeId::at(first, &seed), TraceId::at(first, &seed), now, thread, Payload::from(fact.clone()))
}
