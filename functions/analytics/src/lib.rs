//! Counts facts: up to a hundred at a time, folded in memory, each once.

use aws_lambda_events::sqs::{BatchItemFailure, SqsBatchResponse, SqsEvent, SqsMessage};
use domain::event::{ConversationClosed, MentionIngested, NoiseSeen, Payload};
use runtime::{Class, Deps, Error, Letter, Wire, received};
use store::stats;

/// What this function is wired to.
pub const WIRING: &[Wire] = &[Wire::Table, Wire::DeadLetters, Wire::Source];

/// Handles a batch of the analytics queue: mentions together, then noise, then interactions.
pub async fn handle(event: SqsEvent, deps: &Deps) -> SqsBatchResponse {
    let begun = std::time::Instant::now();
    let mut response = SqsBatchResponse::default();
    let mut facts = Facts::default();
    for message in event.records {
        match received(&message) {
            Ok(received) => facts.sort(received.envelope.payload, message),
            Err(error) => put_aside(deps, &message, &error, &mut response).await,
        }
    }
    facts.count(deps, &mut response).await;
    deps.meter.report("analytics", begun);
    response
}

#[derive(Default)]
struct Facts {
    mentions: Vec<(MentionIngested, SqsMessage)>,
    noise: Vec<(NoiseSeen, SqsMessage)>,
    closed: Vec<(ConversationClosed, SqsMessage)>,
}

impl Facts {
    fn sort(&mut self, payload: Payload, message: SqsMessage) {
        match payload {
            Payload::MentionIngested(fact) => self.mentions.push((fact, message)),
            Payload::NoiseSeen(fact) => self.noise.push((fact, message)),
            Payload::ConversationClosed(fact) => self.closed.push((fact, message)),
            // The bus may tell more than is counted yet.
            _ => {}
        }
    }

    async fn count(self, deps: &Deps, response: &mut SqsBatchResponse) {
        let (facts, messages): (Vec<_>, Vec<_>) = self.mentions.into_iter().unzip();
        if !facts.is_empty() {
            match stats::count_mentions(&deps.table, &facts).await {
                // One that can never be counted must not take its neighbours along.
                Err(store::Error::Broken(_)) if facts.len() > 1 => {
                    for (fact, message) in facts.iter().zip(&messages) {
                        let alone = stats::count_mentions(&deps.table, std::slice::from_ref(fact)).await;
                        settle(deps, Class::Mention, alone, std::slice::from_ref(message), response).await;
                    }
                }
                outcome => settle(deps, Class::Mention, outcome, &messages, response).await,
            }
        }
        // Noise of one account is one write for every ten seconds of it, however many messages told of it.
        let mut accounts: Vec<_> = self.noise.iter().map(|(fact, _)| fact.account.clone()).collect();
        accounts.sort();
        accounts.dedup();
        for account in accounts {
            let of_account = || self.noise.iter().filter(|(fact, _)| fact.account == account);
            let items: Vec<_> = of_account().flat_map(|(fact, _)| fact.items.iter().copied()).collect();
            let messages: Vec<_> = of_account().map(|(_, message)| message.clone()).collect();
            settle(deps, Class::Noise, stats::count_noise(&deps.table, &account, &items).await, &messages, response).await;
        }
        for (fact, message) in self.closed {
            let outcome = stats::count_interaction(&deps.table, &fact).await;
            settle(deps, Class::Other, outcome, std::slice::from_ref(&message), response).await;
        }
    }
}

/// What could not be counted now comes back; what never can be is put aside with its reason.
async fn settle(
    deps: &Deps,
    class: Class,
    outcome: Result<(), store::Error>,
    messages: &[SqsMessage],
    response: &mut SqsBatchResponse,
) {
    match outcome.map_err(Error::from) {
        Ok(()) => deps.meter.book(class, messages.len() as u64, &deps.table),
        Err(error @ (Error::Retry(_) | Error::Hold(_))) => {
            tracing::warn!(%error, messages = messages.len(), "Facts will be counted later: {error}");
            response.batch_item_failures.extend(messages.iter().map(failure));
        }
        Err(error @ Error::Reject(_)) => {
            for message in messages {
                put_aside(deps, message, &error, response).await;
            }
        }
    }
}

async fn put_aside(deps: &Deps, message: &SqsMessage, error: &Error, response: &mut SqsBatchResponse) {
    tracing::error!(%error, "A fact cannot be counted: {error}. It is in the dead-letter queue");
    let id = message.message_id.clone().unwrap_or_default();
    let letter = Letter { body: message.body.clone().unwrap_or_default(), group: None, id, reason: error.to_string() };
    if deps.bus.put_aside(letter).await.is_err() {
        response.batch_item_failures.push(failure(message));
    }
}

fn failure(message: &SqsMessage) -> BatchItemFailure {
    let mut failure = BatchItemFailure::default();
    failure.item_identifier = message.message_id.clone().unwrap_or_default();
    failure
}
