//! Answers the product's calls: which operation, whose token, which fault, and what goes into the record.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::account::{Account, Platform};
use crate::call::{Answer, Call};
use crate::delivery::{Package, deliver, elapsed_ms};
use crate::encoding::encode;
use crate::fault::{FaultKind, take};
use crate::record::{About, Failure, FailureKind, LogLine};
use crate::script::Delivery;
use crate::server::Shared;
use crate::world::World;
use crate::{grant, line, linkedin, meta, reddit, sinch, telegram, x};

/// Which server of the platforms is spoken to: one host may serve several of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Host {
    /// `{url}/line`, api.line.me
    Line,
    /// `{url}/meta`, graph.facebook.com
    Meta,
    /// `{url}/x`, api.x.com
    X,
    /// `{url}/sinch`, us.conversation.api.sinch.com and auth.sinch.com
    Sinch,
    /// `{url}/telegram`, api.telegram.org
    Telegram,
    /// `{url}/linkedin`, api.linkedin.com
    LinkedIn,
    /// `{url}/reddit`, oauth.reddit.com
    Reddit,
}

/// What the caller gets.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// An answer.
    Answer(Answer),
    /// A broken connection.
    Reset,
}

#[derive(Debug, Clone)]
enum Operation {
    Line(line::Operation),
    Meta(meta::Operation),
    X(x::Operation),
    Sinch(sinch::Operation),
    Telegram(telegram::Operation),
    LinkedIn(linkedin::Operation),
    Reddit(reddit::Operation),
    /// The next token for a refresh token.
    Token,
}

impl Operation {
    fn of(host: Host, platform: Platform, world: &World, call: &Call) -> Option<Operation> {
        if grant::is_asked(platform, call) {
            return Some(Operation::Token);
        }
        match host {
            Host::Line => line::Operation::of(call).map(Operation::Line),
            Host::Meta => meta::Operation::of(world, call).map(Operation::Meta),
            Host::X => x::Operation::of(call).map(Operation::X),
            Host::Sinch => sinch::Operation::of(call).map(Operation::Sinch),
            Host::Telegram => telegram::Operation::of(call).map(Operation::Telegram),
            Host::LinkedIn => linkedin::Operation::of(call).map(Operation::LinkedIn),
            Host::Reddit => reddit::Operation::of(call).map(Operation::Reddit),
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Operation::Line(operation) => operation.name(),
            Operation::Meta(operation) => operation.name(),
            Operation::X(operation) => operation.name(),
            Operation::Sinch(operation) => operation.name(),
            Operation::Telegram(operation) => operation.name(),
            Operation::LinkedIn(operation) => operation.name(),
            Operation::Reddit(operation) => operation.name(),
            Operation::Token => "token",
        }
    }

    fn sends(&self) -> bool {
        match self {
            Operation::Line(operation) => operation.sends(),
            Operation::Meta(operation) => operation.sends(),
            Operation::X(operation) => operation.sends(),
            Operation::Sinch(operation) => operation.sends(),
            Operation::Telegram(operation) => operation.sends(),
            Operation::LinkedIn(operation) => operation.sends(),
            Operation::Reddit(operation) => operation.sends(),
            Operation::Token => false,
        }
    }
}

/// A call with all that is known of it before it is carried out.
struct Case {
    host: Host,
    platform: Platform,
    call: Call,
    operation: Operation,
    token: Option<String>,
    account: Option<Account>,
    started: Instant,
}

/// Answers one call. Runs to its end even if the caller hangs up meanwhile.
pub(crate) async fn answer(shared: Arc<Shared>, host: Host, call: Call) -> Outcome {
    let started = Instant::now();
    let (case, fault) = {
        let mut world = shared.world();
        let token = match host {
            Host::Line | Host::X | Host::Sinch | Host::LinkedIn | Host::Reddit => call.bearer().map(str::to_owned),
            Host::Telegram => telegram::token(&call),
            Host::Meta => meta::token(&call),
        };
        let (platform, account) = match host {
            Host::Line | Host::X | Host::Sinch | Host::Telegram | Host::LinkedIn | Host::Reddit => {
                let platform = match host {
                    Host::X => Platform::X,
                    Host::Sinch => Platform::KakaoTalk,
                    Host::Telegram => Platform::Telegram,
                    Host::LinkedIn => Platform::LinkedIn,
                    Host::Reddit => Platform::Reddit,
                    _ => Platform::Line,
                };
                let of = |platform| token.as_deref().and_then(|token| world.account_by_token(platform, token));
                match (platform, of(platform)) {
                    // One interface of several channels: whose token it is tells which.
                    (Platform::KakaoTalk, None) if of(Platform::Sms).is_some() => (Platform::Sms, of(Platform::Sms)),
                    (platform, account) => (platform, account),
                }
            }
            Host::Meta => meta::account_of(&world, &call, token.as_deref()),
        };
        let Some(operation) = Operation::of(host, platform, &world, &call) else {
            return Outcome::Answer(unknown_path(&mut world, platform, &call));
        };
        let name = account.as_ref().map(|account| account.account.as_str());
        let fault = take(&mut world.faults, platform, name, operation.name());
        (Case { host, platform, call, operation, token, account, started }, fault)
    };
    match fault {
        None => Outcome::Answer(carry_out(&shared, &case, None)),
        Some(fault) => go_wrong(&shared, &case, &fault).await,
    }
}

async fn go_wrong(shared: &Arc<Shared>, case: &Case, fault: &FaultKind) -> Outcome {
    match fault {
        FaultKind::Slow { ms } => {
            pause(*ms).await;
            Outcome::Answer(carry_out(shared, case, Some(fault)))
        }
        FaultKind::TimeoutAfterAccept { .. } | FaultKind::ResetAfterAccept | FaultKind::ServerErrorAfterAccept => {
            let answer = carry_out(shared, case, Some(fault));
            if answer.status >= 400 {
                return Outcome::Answer(answer);
            }
            match fault {
                FaultKind::TimeoutAfterAccept { ms } => pause(*ms).await,
                FaultKind::ServerErrorAfterAccept => {
                    return Outcome::Answer(faulty(&mut shared.world(), case, fault));
                }
                _ => {}
            }
            Outcome::Reset
        }
        FaultKind::TimeoutBeforeAccept { ms } => {
            log(&mut shared.world(), case, None, Some(fault));
            pause(*ms).await;
            Outcome::Reset
        }
        FaultKind::Reset => {
            log(&mut shared.world(), case, None, Some(fault));
            Outcome::Reset
        }
        FaultKind::Status { .. } | FaultKind::RateLimited { .. } | FaultKind::ServerError | FaultKind::TokenExpired => {
            let mut world = shared.world();
            let mut answer = faulty(&mut world, case, fault);
            if matches!(fault, FaultKind::TokenExpired) {
                answer = note_token_refused(&mut world, case, answer);
            }
            log(&mut world, case, Some(&answer), Some(fault));
            Outcome::Answer(answer)
        }
    }
}

/// Carries the call out and writes it into the record, in one go: whoever reads the record sees both or neither.
fn carry_out(shared: &Arc<Shared>, case: &Case, fault: Option<&FaultKind>) -> Answer {
    let mut world = shared.world();
    let mut answer = match (&case.operation, &case.account) {
        // A file's own address is all the permission it takes.
        (Operation::Meta(meta::Operation::Download(id)), _) => meta::download(&world, id),
        (Operation::Sinch(sinch::Operation::File(name)), _) => sinch::download(&world, name),
        // Who asks for a token has none that is good.
        (Operation::Token, _) => grant::answer(&mut world, &case.call, case.platform),
        (_, None) => {
            let answer = match case.host {
                Host::Line => line::faulty(&FaultKind::TokenExpired),
                Host::X => x::faulty(&world, &FaultKind::TokenExpired),
                Host::Sinch => sinch::faulty(&FaultKind::TokenExpired),
                Host::Telegram => telegram::faulty(&FaultKind::TokenExpired),
                Host::LinkedIn => linkedin::faulty(&FaultKind::TokenExpired),
                Host::Reddit => reddit::faulty(&FaultKind::TokenExpired),
                Host::Meta => meta::bad_token(&mut world),
            };
            note_token_refused(&mut world, case, answer)
        }
        (Operation::Line(operation), Some(account)) => line::answer(&mut world, &case.call, operation, account),
        (Operation::Meta(operation), Some(account)) => meta::answer(&mut world, &case.call, operation, account),
        (Operation::X(operation), Some(account)) => x::answer(&mut world, &case.call, operation, account),
        (Operation::Sinch(operation), Some(account)) => sinch::answer(&mut world, &case.call, operation, account),
        (Operation::Telegram(operation), Some(account)) => telegram::answer(&mut world, &case.call, operation, account),
        (Operation::LinkedIn(operation), Some(account)) => linkedin::answer(&mut world, &case.call, operation, account),
        (Operation::Reddit(operation), Some(account)) => reddit::answer(&mut world, &case.call, operation, account),
    };
    let known_bad = case.token.as_deref().is_some_and(|token| world.was_refused(case.platform, token));
    if case.account.is_some() && case.operation.sends() && known_bad {
        answer = answer.failing(FailureKind::SendAfterTokenError, "a send with a token that was refused before");
    }
    log(&mut world, case, Some(&answer), fault);
    world.sent.extend(answer.sent.iter().cloned());
    drop(world);
    if let Some(account) = &case.account {
        for echo in std::mem::take(&mut answer.echoes) {
            let bytes = encode(case.platform, &echo);
            let package = Package { account: account.clone(), again: bytes.clone(), bytes, delivery: Delivery::default() };
            send_back(shared, package);
        }
    }
    answer
}

fn send_back(shared: &Arc<Shared>, package: Package) {
    let own = shared.clone();
    shared.in_background(async move {
        if let Err(refusal) = deliver(&own, package).await {
            own.world().note(format!("an echo could not be delivered: {refusal}"));
        }
    });
}

/// A send with a token that was refused some time ago should never come.
fn note_token_refused(world: &mut World, case: &Case, answer: Answer) -> Answer {
    let again = case.token.as_deref().is_some_and(|token| world.token_refused(case.platform, token));
    if again && case.operation.sends() {
        return answer.failing(FailureKind::SendAfterTokenError, "a send with a token that was refused before");
    }
    answer
}

fn faulty(world: &mut World, case: &Case, fault: &FaultKind) -> Answer {
    let mut answer = match case.host {
        Host::Line => line::faulty(fault),
        Host::X => x::faulty(world, fault),
        Host::Sinch => sinch::faulty(fault),
        Host::Telegram => telegram::faulty(fault),
        Host::LinkedIn => linkedin::faulty(fault),
        Host::Reddit => reddit::faulty(fault),
        Host::Meta => meta::faulty(world, case.platform, fault),
    };
    match fault {
        FaultKind::Status { headers, body, .. } => {
            if let Some(body) = body {
                answer = Answer { headers: answer.headers, ..Answer::json(answer.status, body.clone()) };
            }
            answer.extra_headers = headers.clone();
        }
        FaultKind::RateLimited { retry_after: Some(seconds) } => {
            answer = answer.with("retry-after", seconds.to_string());
        }
        _ => {}
    }
    answer
}

fn unknown_path(world: &mut World, platform: Platform, call: &Call) -> Answer {
    let shown = call.shown();
    let message = format!("{platform} has no {}", shown.split('?').next().unwrap_or_default());
    let answer = Answer::json(400, serde_json::json!({ "message": format!("simulator: {message}") }))
        .failing(FailureKind::UnknownPath, message);
    let line = LogLine {
        platform: Some(platform),
        request: call.shown(),
        body: call.shown_body(),
        status: Some(answer.status),
        answer: answer.shown_body(),
        ..world.line_about(About::Call, "unknown")
    };
    record_failures(world, platform, "unknown", &answer);
    world.journal.add(line);
    answer
}

fn log(world: &mut World, case: &Case, answer: Option<&Answer>, fault: Option<&FaultKind>) {
    let operation = case.operation.name();
    let unanswered = matches!(fault, Some(FaultKind::TimeoutAfterAccept { .. } | FaultKind::ResetAfterAccept));
    let accepted_500 = matches!(fault, Some(FaultKind::ServerErrorAfterAccept));
    let status = answer.filter(|answer| !unanswered || answer.status >= 400).map(|answer| answer.status);
    let line = LogLine {
        platform: Some(case.platform),
        account: case.account.as_ref().map(|account| account.account.clone()),
        request: case.call.shown(),
        body: case.call.shown_body(),
        retry_key: case.call.header("x-line-retry-key").map(str::to_owned),
        status: if accepted_500 { status.map(|status| if status < 400 { 500 } else { status }) } else { status },
        answer: answer.map_or(Value::Null, Answer::shown_body),
        ms: elapsed_ms(case.started),
        fault: fault.map(|fault| format!("{fault:?}")),
        ..world.line_about(About::Call, operation)
    };
    if let Some(answer) = answer {
        record_failures(world, case.platform, operation, answer);
    }
    world.journal.add(line);
}

fn record_failures(world: &mut World, platform: Platform, operation: &str, answer: &Answer) {
    let seq = world.journal.next_seq();
    for (kind, message) in &answer.failures {
        tracing::warn!(%platform, operation, "the product made a call it should not: {message}");
        world.failures.push(Failure { seq, platform, operation: operation.to_owned(), kind: *kind, message: message.clone() });
    }
}

async fn pause(ms: u64) {
    tokio::time::sleep(Duration::from_millis(ms)).await;
}
