//! Decides whether a kept mention needs a person, and passes it on to routing if so.

use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent};
use domain::{
    account::Account,
    contact::Identity,
    escalate::{Outcome, Verdict},
    event::{Emit, Escalate, Hear, MentionEscalated, Payload, Route},
    id::QueueId,
    mention::Mention,
    rule::{Circumstances, Facts},
};
use runtime::{Class, Deps, Error, Received, Wire, batch};
use store::{contact, mention};

/// What this function is wired to.
pub const WIRING: &[Wire] = &[Wire::Table, Wire::Bus, Wire::Route, Wire::DeadLetters, Wire::Source];

/// Handles a batch of the escalate queue.
pub async fn handle(event: SqsEvent, deps: &Deps) -> SqsBatchResponse {
    batch("escalate", event, deps, async |received: Received, deps: &Deps| one(received, deps).await).await
}

async fn one(received: Received, deps: &Deps) -> Result<Class, Error> {
    let Payload::Escalate(Escalate { mention: id, again }) = &received.envelope.payload else {
        return Err(Error::Reject(format!("escalate does not handle `{}`", received.envelope.payload.name())));
    };
    let now = deps.clock.now();
    let Some(found) = mention::get(&deps.table, *id).await? else {
        return Err(Error::Reject(format!("there is no mention {id}")));
    };
    if *again && found.verdict.as_ref().is_none_or(Verdict::escalates) {
        // People have it, or are about to decide on it: what was done is not done again.
        return told(&received, &found, deps).await;
    }
    let rules = deps.settings.escalation(&deps.table, now).await?;
    let mut circumstances = Circumstances::at(found.told.reactions, found.at, received.envelope.at);
    if let (true, Some(author)) = (rules.asks_for_customers(), &found.author) {
        let identity = Identity { platform: found.platform, account: found.account.clone(), user: author.id.clone() };
        circumstances.known_customer = Some(contact::of(&deps.table, &identity).await?.is_some());
    }
    let verdict = rules.decide(&Facts::from(&found).with_circumstances(circumstances));
    let queue = match deps.settings.one::<Account>(&deps.table, found.account.as_str(), now).await? {
        Some(account) => account.data.queue,
        None => return Err(Error::Reject(format!("there is no account {}; create it, then redrive", found.account))),
    };
    let emits = emits(&found, &verdict, &queue);
    let class = if emits.is_empty() { Class::Mention } else { Class::Message };
    if *again && !verdict.escalates() {
        return told(&received, &found, deps).await;
    }
    let record = if *again { mention::judged_again(*id, &verdict)? } else { mention::judged(*id, &verdict)? };
    deps.commit(&received.envelope, record, vec![], emits).await?;
    Ok(class)
}

/// Nothing is left to do. It may be this very command that did it, and did not hear that it was written: then what it told is told.
async fn told(received: &Received, found: &Mention, deps: &Deps) -> Result<Class, Error> {
    if let (Some(verdict), true) = (&found.verdict, received.attempt > 1) {
        deps.replay(&received.envelope, &mention::judged_again(found.id, verdict)?).await?;
    }
    Ok(Class::Other)
}

/// An escalation goes to routing and is told; no action is only noted on the mention (ESC-05).
fn emits(mention: &Mention, verdict: &Verdict, own: &QueueId) -> Vec<Emit> {
    let Outcome::Escalate { queue, priority, .. } = &verdict.outcome else { return vec![] };
    let Some(item) = mention.item() else { return vec![] };
    let escalated = MentionEscalated {
        mention: mention.id,
        rule: verdict.decided_by.as_ref().map(|applied| applied.rule.clone()),
        queue: queue.clone().unwrap_or_else(|| own.clone()),
        priority: *priority,
    };
    let hear = Hear {
        topics: mention.topics().cloned().collect(),
        caught: vec![],
        analysis: Some(mention.analysis.clone()),
        verdict: Some(verdict.clone()),
        mention: Some(mention.id),
        item,
    };
    // The thread is the command's own: the one the item came in by.
    vec![Emit::from(Payload::from(Route::Hear(Box::new(hear)))), Emit::from(Payload::from(escalated))]
}
