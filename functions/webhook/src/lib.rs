//! The door for platforms: checks the signature over the raw bytes, reads the body, and answers only when everything
//! in it is durable in a queue.

mod bridge;
mod door;
mod owner;

use aws_lambda_events::apigw::{ApiGatewayV2httpRequest, ApiGatewayV2httpResponse};
use domain::{
    event::{Call, Envelope, Ingest, Payload},
    id::EnvelopeId,
    inbound::Inbound,
    platform::Platform,
    thread::Thread,
    time::Timestamp,
};
use runtime::{Class, Deps, Error, Letter, Wire};

use crate::door::{Answer, Knock};

/// What this function is wired to.
pub const WIRING: &[Wire] = &[Wire::Table, Wire::Inbound, Wire::Outbound, Wire::DeadLetters, Wire::Secrets];

/// Answers one request of a platform.
pub async fn handle(request: ApiGatewayV2httpRequest, deps: &Deps) -> ApiGatewayV2httpResponse {
    let begun = std::time::Instant::now();
    let answer = match Knock::read(&request) {
        Ok(knock) => open(&knock, deps).await,
        Err(refused) => refused,
    };
    deps.meter.report("webhook", begun);
    answer.into()
}

async fn open(knock: &Knock, deps: &Deps) -> Answer {
    let now = deps.clock.now();
    let secret = match deps.secrets.get(knock.platform, &knock.account, now).await {
        Ok(secret) => secret.unwrap_or_default(),
        Err(error) => {
            tracing::error!(platform = %knock.platform, account = %knock.account, %error, "The secrets of {} cannot be read: {error}", knock.account);
            return Answer::later();
        }
    };
    if knock.is_question() {
        return channels::challenge(knock.platform, &knock.query, secret.one("verify_token"), secret.one("signing")).into();
    }
    if let Err(forged) = channels::verify(knock.platform, &knock.headers, &knock.body, secret.all("signing")) {
        // A rotated secret makes every real delivery look forged: this line is what the alarm counts.
        tracing::warn!(platform = %knock.platform, account = %knock.account, "A delivery for {} was refused: {forged}", knock.account);
        deps.meter.book(Class::Other, 1, &deps.table);
        return Answer::refused(401, "forged", &forged.to_string());
    }
    let taken = match knock.platform {
        Platform::Open => bridge::take_in(knock, deps, now).await,
        _ => take_in(knock, deps, now).await.map(|()| Answer::ok()),
    };
    match taken {
        Ok(answer) => answer,
        Err(error) => {
            tracing::error!(platform = %knock.platform, account = %knock.account, %error, "A delivery for {} was not stored: {error}", knock.account);
            Answer::later()
        }
    }
}

/// Everything in the body becomes durable, or the platform is told to come again.
async fn take_in(knock: &Knock, deps: &Deps, now: Timestamp) -> Result<(), Error> {
    let body = knock.fingerprint();
    let parsed = match channels::parse(knock.platform, &knock.account, &knock.body) {
        Ok(parsed) => parsed,
        // It is signed, so it is real; a platform that sent something new must not be told to send it for ever.
        Err(unreadable) => return put_aside(knock, deps, &body, unreadable.to_string()).await,
    };
    if !parsed.unreadable.is_empty() {
        let lost: Vec<String> = parsed.unreadable.iter().map(|event| format!("{}: {}", event.place, event.why)).collect();
        put_aside(knock, deps, &body, lost.join("; ")).await?;
    }
    let mut inbound = parsed.inbound;
    owner::settle(knock, &mut inbound, deps, now).await?;
    for one in &mut inbound {
        if let Inbound::Item(item) = one {
            item.arrived(now);
        }
    }
    let envelopes: Vec<Envelope> = inbound.into_iter().map(|inbound| command(inbound, &body, now)).collect();
    deps.bus.publish(&envelopes).await?;
    deps.meter.book(Class::Message, envelopes.len() as u64, &deps.table);
    Ok(())
}

async fn put_aside(knock: &Knock, deps: &Deps, body: &str, reason: String) -> Result<(), Error> {
    tracing::error!(platform = %knock.platform, account = %knock.account, reason, "Part of a delivery for {} cannot be read: {reason}. It is in the dead-letter queue", knock.account);
    deps.bus.put_aside(Letter { body: knock.text(), group: None, id: body.to_owned(), reason }).await
}

/// The command an inbound becomes. Its id comes from the platform's own name for the event: delivered five times, it
/// is one command.
fn command(inbound: Inbound, body: &str, now: Timestamp) -> Envelope {
    let thread = Thread::of_inbound(&inbound);
    match inbound {
        Inbound::Item(item) => {
            let (id, trace) = (item.command(), item.trace());
            let payload = match item.missing {
                None => Payload::from(Ingest { item, body: body.to_owned() }),
                Some(_) => Payload::from(Call::Fetch { item: Box::new(item), body: body.to_owned() }),
            };
            Envelope::begin(id, trace, now, thread, payload)
        }
        Inbound::Receipt(receipt) => {
            let seed: [&[u8]; 4] = [
                receipt.account.as_str().as_bytes(),
                receipt.customer.as_bytes(),
                receipt.external_id.as_deref().unwrap_or("*").as_bytes(),
                &[receipt.state as u8],
            ];
            let (id, trace) = (EnvelopeId::at(receipt.at, &seed), domain::id::TraceId::at(receipt.at, &seed));
            Envelope::begin(id, trace, now, thread, receipt.into())
        }
        Inbound::Echo(echo) => {
            let seed: [&[u8]; 3] = [echo.account.as_str().as_bytes(), b"echo", echo.external_id.as_bytes()];
            let (id, trace) = (EnvelopeId::at(echo.at, &seed), domain::id::TraceId::at(echo.at, &seed));
            Envelope::begin(id, trace, now, thread, echo.into())
        }
    }
}
