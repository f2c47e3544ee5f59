//! Owns conversations and desks: nobody else changes one. Takes what customers wrote and what agents did, decides by
//! `domain`, and carries the decision out in one commit.

mod approval;
mod arrival;
mod automatic;
mod bot;
mod change;
mod hear;
mod join;
mod line;
mod moderate;
mod moves;
mod presence;
mod reply;
mod seek;
mod turn;

use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent};
use domain::{
    approval::Word,
    event::{Payload, Route},
};
use runtime::{Class, Deps, Error, Received, Wire, batch};

use crate::turn::Turn;

/// What this function is wired to.
pub const WIRING: &[Wire] = &[Wire::Table, Wire::Bus, Wire::Route, Wire::Outbound, Wire::Media, Wire::DeadLetters, Wire::Source];

/// Handles a batch of the route queue.
pub async fn handle(event: SqsEvent, deps: &Deps) -> SqsBatchResponse {
    batch("route", event, deps, async |received: Received, deps: &Deps| one(received, deps).await).await
}

async fn one(received: Received, deps: &Deps) -> Result<Class, Error> {
    let turn = Turn::new(deps, &received);
    let Payload::Route(command) = &received.envelope.payload else {
        return Err(Error::Reject(format!("route does not handle `{}`", received.envelope.payload.name())));
    };
    if turn.handled_before().await? {
        return Ok(Class::Other);
    }
    let class = carry_out(&turn, command).await?;
    turn.told_if_made_meanwhile().await?;
    Ok(class)
}

async fn carry_out(turn: &Turn<'_>, command: &Route) -> Result<Class, Error> {
    match command {
        Route::Hear(heard) => hear::hear(turn, heard).await,
        Route::Join { guest, known } => join::join(turn, guest, known).await,
        Route::EscalateByHand { mention, queue, by, note } => hear::by_hand(turn, *mention, queue, by, note.as_deref()).await,
        Route::Accept { conversation, agent } => moves::accept(turn, *conversation, agent).await,
        Route::Decline { conversation, agent } => moves::decline(turn, *conversation, agent).await,
        Route::Expire { conversation, until } => moves::expire(turn, *conversation, *until).await,
        Route::Assign { conversation, to, by, over } => {
            moves::assign(turn, *conversation, to, moves::Hand { by, over: *over }).await
        }
        Route::Transfer { conversation, to, by, note, over } => {
            moves::transfer(turn, *conversation, to, moves::Hand { by, over: *over }, note.as_deref()).await
        }
        Route::End { conversation, by } => moves::end(turn, *conversation, by).await,
        Route::Close { conversation, by, code } => moves::close(turn, *conversation, by, code.as_ref()).await,
        Route::Dismiss { conversation, by, why, note } => moves::dismiss(turn, *conversation, by, *why, note.as_deref()).await,
        Route::Automatic { conversation, canned, rule } => automatic::answer(turn, *conversation, canned, rule.as_ref()).await,
        Route::BotSays { conversation, bot, text } => bot::says(turn, *conversation, bot, text).await,
        Route::BotLeaves { conversation, bot, leaves } => bot::leaves(turn, *conversation, bot, leaves).await,
        Route::Ticketed { conversation, interaction, ticket } => bot::ticketed(turn, *conversation, *interaction, ticket).await,
        Route::Moderate { conversation, message, by, what } => moderate::moderate(turn, *conversation, *message, by, *what).await,
        Route::Note { conversation, by, text, mentions } => moves::note(turn, *conversation, by, text, mentions).await,
        Route::Reply(reply) => reply::reply(turn, reply).await,
        Route::Resend { conversation, message, by, role } => reply::resend(turn, *conversation, *message, by, *role).await,
        Route::Approve { conversation, message, by } => approval::decide(turn, *conversation, *message, by, Word::Yes).await,
        Route::Withhold { conversation, message, by, reason } => {
            approval::decide(turn, *conversation, *message, by, Word::No(reason.as_deref())).await
        }
        Route::Presence { agent, presence } => presence::set(turn, agent, *presence).await,
        Route::Fill { agent } => line::fill(turn, agent).await,
        Route::Match { queue, again } => line::match_queue(turn, queue, *again).await,
    }
}
