//! Takes items in: keeps public ones that a rule asks for, judges them, counts the rest as noise; passes private ones
//! on to routing, labelled.

mod accepted;
mod engine;
#[cfg_attr(
    not(all(feature = "comprehend", feature = "bedrock")),
    allow(dead_code, unused_variables, reason = "without an engine nobody is asked, and what is said of answers is not needed")
)]
mod second;

use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent};
use domain::{
    account::Account,
    contact::Identity,
    escalate,
    event::{Emit, Ingest, Payload},
    id::AccountId,
    inbound::{Act, Item},
    ingest::{Decision, decide},
    language::Hint,
    platform::Visibility,
    time::Timestamp,
    workspace::Workspace,
};
use runtime::{Class, Deps, Error, Received, Wire, batch};
use store::{
    contact, heard, mention,
    sample::{self, Sampled},
    settings::Saved,
};

use crate::accepted::{Accepted, judge};

/// What this function is wired to.
pub const WIRING: &[Wire] = &[
    Wire::Table,
    Wire::Bus,
    Wire::Escalate,
    Wire::Route,
    Wire::Analytics,
    Wire::DeadLetters,
    Wire::Source,
    Wire::Analyzer,
    Wire::ShadowAnalyzer,
    Wire::BedrockModel,
];

/// The longest text of a sample, in characters.
const LONGEST_SAMPLE: usize = 500;

/// Handles a batch of the inbound queue.
pub async fn handle(event: SqsEvent, deps: &Deps) -> SqsBatchResponse {
    batch("ingest", event, deps, async |received: Received, deps: &Deps| one(received, deps).await).await
}

async fn one(received: Received, deps: &Deps) -> Result<Class, Error> {
    let Payload::Ingest(Ingest { item, .. }) = &received.envelope.payload else {
        return Err(Error::Reject(format!("ingest does not handle `{}`", received.envelope.payload.name())));
    };
    let (cause, now) = (&received.envelope, deps.clock.now());
    let account = account(deps, item.account.as_str(), now).await?;
    heard_of(deps, &item.account, now).await;
    if !matches!(item.act, Act::Say { .. }) {
        return changed(deps, &received, item).await;
    }
    let rules = deps.settings.rules(&deps.table, now).await?;
    let mut facts = judge(item, &account.data, &engine::engine(deps, now).await?);
    match decide(&facts.facts, &rules) {
        Decision::Noise => {
            // One fact a batch would be cheaper still; the queue it goes to takes a hundred at a time.
            if sample::holds(item.command()) && sampled(deps, now).await? {
                keep(deps, item).await?;
            }
            let seen = accepted::noise(item);
            deps.bus.publish(&cause.emits(&[seen])).await?;
            Ok(Class::Noise)
        }
        Decision::Keep { caught } => {
            // Others are asked, and paid, only of what is kept.
            let hint = Hint { tag: item.told.language.as_deref(), home: account.data.language };
            let second = second::judged(deps, accepted::said(item).1, hint, facts.analysis.clone(), item.at).await?;
            second.keep(deps, item.command()).await?;
            let beside = second.beside();
            facts = facts.judged_as(second.analysis);
            let accepted = Accepted { item, facts, beside, caught };
            match item.visibility {
                Visibility::Public => {
                    let salt = deps.config.get(Wire::Table).unwrap_or_default();
                    let (kept, emits) = accepted.mention(salt);
                    deps.commit(cause, mention::kept(&kept)?, vec![], emits).await?;
                    Ok(Class::Mention)
                }
                Visibility::Private => {
                    let rules = deps.settings.escalation(&deps.table, now).await?;
                    let known = known(deps, item, &rules).await?;
                    // Nothing is written here: the message's own row in routing is what a replay meets.
                    deps.bus.publish(&cause.emits(&[accepted.private(&rules, known)])).await?;
                    Ok(Class::Message)
                }
            }
        }
    }
}

/// The first thing that comes in by a connection shows that it works. That it could not be noted keeps nothing waiting: the next
/// item tries again.
async fn heard_of(deps: &Deps, account: &AccountId, now: Timestamp) {
    if deps.heard.knows(account) {
        return;
    }
    match heard::note(&deps.table, account, now).await {
        Ok(()) => deps.heard.remember(account),
        Err(error) => tracing::warn!(%account, %error, "That something came in by {account} could not be noted: {error}"),
    }
}

/// Whether the company keeps a sample of noise.
async fn sampled(deps: &Deps, now: Timestamp) -> Result<bool, Error> {
    let own = deps.settings.all::<Workspace>(&deps.table, now).await?;
    Ok(own.first().is_none_or(|saved| saved.data.noise_sample))
}

async fn keep(deps: &Deps, item: &Item) -> Result<(), Error> {
    let Act::Say { content_type, content, .. } = &item.act else { return Ok(()) };
    let Some(text) = content.text.clone() else { return Ok(()) };
    let sampled = Sampled { at: item.at, content_type: Some(*content_type), text: text.chars().take(LONGEST_SAMPLE).collect() };
    Ok(sample::keep(&deps.table, &item.account, item.command(), &sampled).await?)
}

/// Whether its author has written before, if a rule asks.
async fn known(deps: &Deps, item: &Item, rules: &escalate::Rules) -> Result<Option<bool>, Error> {
    let (true, Some(author)) = (rules.asks_for_customers(), &item.author) else { return Ok(None) };
    let identity = Identity { platform: item.platform, account: item.account.clone(), user: author.id.clone() };
    Ok(Some(contact::of(&deps.table, &identity).await?.is_some()))
}

async fn account(deps: &Deps, id: &str, now: Timestamp) -> Result<Saved<Account>, Error> {
    let found = deps.settings.one::<Account>(&deps.table, id, now).await?;
    found.ok_or_else(|| Error::Reject(format!("there is no account {id}; create it with PUT /v1/accounts/{id}, then redrive")))
}

/// An edit, a deletion, a reaction: the mention says the new thing if there is one, and routing looks for its message.
async fn changed(deps: &Deps, received: &Received, item: &Item) -> Result<Class, Error> {
    if item.visibility == Visibility::Public
        && let Some((id, how, content)) = accepted::changed_mention(item)
        && let Some(stored) = mention::get(&deps.table, id).await?
        && accepted::is_news(stored.changed.as_ref(), &how)
    {
        let content = content.and_then(|text| Some(domain::inbound::Content { text, ..stored.content.clone()? }));
        deps.table.write(vec![mention::changed(id, &how, content.as_ref())?]).await?;
    }
    let emit: Emit = accepted::change(item);
    deps.bus.publish(&received.envelope.emits(&[emit])).await?;
    Ok(Class::Message)
}
