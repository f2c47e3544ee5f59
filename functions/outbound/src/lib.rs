//! Talks to platforms: sends answers, asks for what an item lacks, takes receipts; and to the company's own programs and people: alerts, bots, tickets. Sending cannot be undone, so every
//! answer is marked *about to send* before the call and with the outcome after it.

mod ask;
mod attempt;
mod bot;
mod bridge;
mod hold;
mod mail;
mod moderate;
mod notify;
mod program;
mod receipt;
mod send;
mod ticket;
mod typing;
mod verdict;

use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent};
use domain::event::{Call, Payload};
use runtime::{Class, Deps, Error, Received, Wire, batch};

/// What this function is wired to.
pub const WIRING: &[Wire] = &[
    Wire::Table,
    Wire::Bus,
    Wire::Inbound,
    Wire::Route,
    Wire::DeadLetters,
    Wire::Source,
    Wire::Secrets,
    Wire::Files,
    Wire::LineApi,
    Wire::MetaApi,
    Wire::XApi,
    Wire::TelegramApi,
    Wire::SinchApi,
    Wire::LinkedInApi,
    Wire::RedditApi,
    Wire::MailSender,
    Wire::PrivateHosts,
];

/// Handles a batch of the outbound queue.
pub async fn handle(event: SqsEvent, deps: &Deps) -> SqsBatchResponse {
    batch("outbound", event, deps, async |received: Received, deps: &Deps| one(received, deps).await).await
}

async fn one(received: Received, deps: &Deps) -> Result<Class, Error> {
    match &received.envelope.payload {
        Payload::Outbound(Call::Send { conversation, at, whereabouts, outbound, again }) => {
            let letter = attempt::Letter { conversation: *conversation, at: *at, whereabouts, outbound, again: *again };
            send::send(deps, &received, &letter).await
        }
        Payload::Outbound(Call::Fetch { item, body }) => ask::words(deps, &received, item, body).await,
        Payload::Outbound(Call::Profile { contact, platform, account, customer }) => {
            ask::profile(deps, *contact, *platform, account, customer).await
        }
        Payload::Outbound(Call::Typing { conversation }) => typing::show(deps, &received, *conversation).await,
        Payload::Outbound(Call::Moderate(order)) => moderate::moderate(deps, &received, order).await,
        Payload::Outbound(Call::Notify(notify)) => notify::post(deps, &received, notify).await,
        Payload::Outbound(Call::Bot(ask)) => bot::ask(deps, &received, ask).await,
        Payload::Outbound(Call::Ticket(order)) => ticket::open(deps, &received, order).await,
        Payload::Outbound(Call::Mail(mail)) => mail::send(deps, &received, mail).await,
        Payload::Receipt(receipt) => receipt::receipt(deps, &received, receipt).await,
        Payload::Echo(echo) => receipt::echo(deps, &received, echo).await,
        other => Err(Error::Reject(format!("outbound does not handle `{}`", other.name()))),
    }
}
