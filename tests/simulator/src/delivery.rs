//! Delivers bodies to the product by each platform's own policy: its deadline, its retries, its headers.

use std::sync::Arc;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::account::{Account, Platform};
use crate::encoding::encode;
use crate::ids::hex;
use crate::record::{About, LogLine};
use crate::refusal::Refusal;
use crate::script::{Attempt, Delivery, Forge, Registered};
use crate::server::Shared;
use crate::signature::{covered, header, sign};

const COPIES_AT_MOST: u32 = 1_000;
const AT_ONCE_AT_MOST: u32 = 256;
const DELAY_AT_MOST_MS: u64 = 600_000;

/// A body on its way.
pub(crate) struct Package {
    pub(crate) account: Account,
    pub(crate) bytes: Vec<u8>,
    /// What a second attempt sends.
    pub(crate) again: Vec<u8>,
    pub(crate) delivery: Delivery,
}

impl Delivery {
    /// Checks the order.
    ///
    /// # Errors
    /// Names the setting that is out of bounds.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        if !(1..=COPIES_AT_MOST).contains(&self.copies) {
            return Err(Refusal::invalid(format!("delivery: `copies` must be 1 to {COPIES_AT_MOST}")));
        }
        if !(1..=AT_ONCE_AT_MOST).contains(&self.concurrently) {
            return Err(Refusal::invalid(format!("delivery: `concurrently` must be 1 to {AT_ONCE_AT_MOST}")));
        }
        if self.delay_ms > DELAY_AT_MOST_MS {
            return Err(Refusal::invalid(format!("delivery: `delay_ms` must be at most {DELAY_AT_MOST_MS}")));
        }
        Ok(())
    }
}

/// Delivers a body as often as ordered and waits for the outcome.
///
/// # Errors
/// When the order is out of bounds or nobody has said where the product listens. A product that does not answer is no
/// error: that is in the attempts.
pub(crate) async fn deliver(shared: &Arc<Shared>, package: Package) -> Result<Vec<Attempt>, Refusal> {
    package.delivery.check()?;
    // Reddit tells nobody: what was written stands in its listings.
    if package.account.platform == Platform::Reddit || package.delivery.lost {
        return Ok(Vec::new());
    }
    let url = webhook(shared, &package.account)?;
    let pauses = pauses(shared, &package);
    tokio::time::sleep(Duration::from_millis(package.delivery.delay_ms)).await;
    let package = Arc::new(package);
    let room = Arc::new(Semaphore::new(package.delivery.concurrently as usize));
    let mut under_way = JoinSet::new();
    for copy in 1..=package.delivery.copies {
        let Ok(place) = room.clone().acquire_owned().await else {
            break;
        };
        let (shared, package, url, pauses) = (shared.clone(), package.clone(), url.clone(), pauses.clone());
        under_way.spawn(async move {
            let attempts = one_copy(&shared, &package, &url, &pauses, copy).await;
            drop(place);
            attempts
        });
    }
    let mut attempts: Vec<Attempt> = Vec::new();
    while let Some(done) = under_way.join_next().await {
        attempts.extend(done.unwrap_or_default());
    }
    attempts.sort_by_key(|attempt| (attempt.copy, attempt.attempt));
    Ok(attempts)
}

async fn one_copy(shared: &Shared, package: &Package, url: &str, pauses: &[u64], copy: u32) -> Vec<Attempt> {
    let mut attempts = Vec::new();
    for number in 1.. {
        let bytes = if number == 1 { &package.bytes } else { &package.again };
        let attempt = one_attempt(shared, package, url, bytes, copy, number).await;
        let done = attempt.accepted();
        attempts.push(attempt);
        match pauses.get(number as usize - 1) {
            Some(pause) if !done => tokio::time::sleep(Duration::from_millis(*pause)).await,
            _ => break,
        }
    }
    attempts
}

async fn one_attempt(shared: &Shared, package: &Package, url: &str, bytes: &[u8], copy: u32, number: u32) -> Attempt {
    let account = &package.account;
    let (nonce, seconds) = {
        let mut world = shared.world();
        (world.ids.token(26), world.now_ms() / 1_000)
    };
    let (beside, covers) = covered(account.platform, bytes, &nonce, seconds);
    let (signature, body) = signed(account, bytes, &covers, package.delivery.forge);
    let mut request = shared
        .http
        .post(url)
        .timeout(deadline(account.platform))
        .header("content-type", content_type(account.platform))
        .header("user-agent", user_agent(account.platform));
    for (name, value) in beside {
        request = request.header(name, value);
    }
    if let Some(signature) = signature {
        request = request.header(header(account.platform), signature);
    }
    let shown = serde_json::from_slice(&body).unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&body).into_owned()));
    let started = Instant::now();
    let (status, answer, error) = ask(request.body(body)).await;
    let ms = elapsed_ms(started);
    let mut world = shared.world();
    let forged = package.delivery.forge.map(|forge| format!(", forged: {forge:?}")).unwrap_or_default();
    let failed = error.as_ref().map(|error| format!(", no answer: {error}")).unwrap_or_default();
    let line = LogLine {
        platform: Some(account.platform),
        account: Some(account.account.clone()),
        request: format!("POST {url}"),
        body: shown,
        status,
        answer: Value::String(answer),
        ms,
        note: Some(format!("copy {copy}, attempt {number}{forged}{failed}")),
        ..world.line_about(About::Delivery, "webhook")
    };
    world.journal.add(line);
    Attempt { copy, attempt: number, status, ms, error }
}

/// Asks whether the product listens where it should: Meta's challenge, LINE's empty verify call.
///
/// # Errors
/// When nobody has said where the product listens, or a Meta account has no verify token.
pub(crate) async fn register(shared: &Shared, account: &Account) -> Result<Registered, Refusal> {
    if account.platform == Platform::Reddit {
        return Err(Refusal::invalid("register: Reddit delivers nothing, so there is no address to register"));
    }
    let url = webhook(shared, account)?;
    let started = Instant::now();
    let challenge = shared.world().ids.seed().to_string();
    let (request, shown) = match account.platform {
        Platform::Line => {
            let body = encode(Platform::Line, &crate::line::event::body(account, Vec::new()));
            let request = shared
                .http
                .post(&url)
                .header("content-type", content_type(account.platform))
                .header("user-agent", user_agent(account.platform))
                .header(header(account.platform), sign(account.platform, &account.secret, &body))
                .body(body);
            (request, format!("POST {url}"))
        }
        Platform::X => {
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.append_pair("crc_token", &challenge);
            (shared.http.get(format!("{url}?{}", query.finish())), format!("GET {url}?crc_token=…"))
        }
        Platform::LinkedIn | Platform::Reddit => {
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.append_pair("challengeCode", &challenge);
            (shared.http.get(format!("{url}?{}", query.finish())), format!("GET {url}?challengeCode=…"))
        }
        // Telegram asks nothing: it takes the address with `setWebhook` and begins. An update of no kind must get its 200.
        // Sinch asks nothing either: whoever makes a webhook names its address. A callback of no kind must get its 200.
        Platform::Telegram | Platform::KakaoTalk | Platform::Sms => {
            let body = encode(account.platform, &serde_json::json!({ "update_id": 1 }));
            let (beside, covers) = covered(account.platform, &body, &challenge, 0);
            let request = shared
                .http
                .post(&url)
                .header("content-type", content_type(account.platform))
                .header(header(account.platform), sign(account.platform, &account.secret, &covers))
                .body(body);
            let request = beside.into_iter().fold(request, |request, (name, value)| request.header(name, value));
            (request, format!("POST {url}"))
        }
        Platform::Instagram | Platform::Facebook | Platform::WhatsApp => {
            let token = account
                .verify_token
                .as_deref()
                .ok_or_else(|| Refusal::invalid(format!("register: account {} has no `verify_token`", account.account)))?;
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.append_pair("hub.mode", "subscribe");
            query.append_pair("hub.verify_token", token);
            query.append_pair("hub.challenge", &challenge);
            (shared.http.get(format!("{url}?{}", query.finish())), format!("GET {url}?hub.mode=subscribe&…"))
        }
    };
    let (status, body, error) = ask(request.timeout(deadline(account.platform))).await;
    let answered = match account.platform {
        Platform::Line | Platform::KakaoTalk | Platform::Sms | Platform::Telegram | Platform::Reddit => true,
        Platform::LinkedIn => {
            let said = serde_json::from_str::<Value>(&body).unwrap_or_default();
            let expected = crate::signature::challenge_response(&account.secret, &challenge);
            said["challengeCode"] == challenge.as_str() && said["challengeResponse"] == expected.as_str()
        }
        Platform::X => {
            let token =
                serde_json::from_str::<Value>(&body).ok().and_then(|answer| answer["response_token"].as_str().map(str::to_owned));
            token == Some(sign(Platform::X, &account.secret, challenge.as_bytes()))
        }
        Platform::Instagram | Platform::Facebook | Platform::WhatsApp => body == challenge,
    };
    let accepted = status == Some(200) && answered;
    let mut world = shared.world();
    let line = LogLine {
        platform: Some(account.platform),
        account: Some(account.account.clone()),
        request: shown,
        status,
        answer: Value::String(body.clone()),
        ms: elapsed_ms(started),
        note: error.clone(),
        ..world.line_about(About::Delivery, "register")
    };
    world.journal.add(line);
    Ok(Registered { accepted, status, body: error.unwrap_or(body) })
}

async fn ask(request: reqwest::RequestBuilder) -> (Option<u16>, String, Option<String>) {
    match request.send().await {
        Ok(response) => {
            let status = response.status().as_u16();
            let body = response.text().await.unwrap_or_default();
            (Some(status), body.chars().take(10_000).collect(), None)
        }
        Err(error) if error.is_timeout() => (None, String::new(), Some("too late".to_owned())),
        Err(error) => {
            let cause = std::error::Error::source(&error).map(ToString::to_string);
            (None, String::new(), Some(cause.unwrap_or_else(|| error.to_string())))
        }
    }
}

fn webhook(shared: &Shared, account: &Account) -> Result<String, Refusal> {
    let base = shared.world().deliver_to.clone();
    let base = base.ok_or_else(|| {
        Refusal::conflict("nobody has said where the product listens; set `deliver_to` with POST /_sim/accounts")
    })?;
    Ok(format!("{base}/in/{}/{}", account.platform, account.account))
}

/// The signature header and the bytes that really go out.
fn signed(account: &Account, bytes: &[u8], covers: &[u8], forge: Option<Forge>) -> (Option<String>, Vec<u8>) {
    let honest = sign(account.platform, &account.secret, covers);
    match forge {
        None => (Some(honest), bytes.to_vec()),
        Some(Forge::Signature) => (Some(sign(account.platform, &format!("not {}", account.secret), covers)), bytes.to_vec()),
        Some(Forge::Truncated) => (Some(honest), bytes[..bytes.len() / 2].to_vec()),
        Some(Forge::Appended) => (Some(honest), [bytes, b"\n"].concat()),
        Some(Forge::Missing) => (None, bytes.to_vec()),
        Some(Forge::Empty) => (Some(String::new()), bytes.to_vec()),
        Some(Forge::Cut) => (Some(honest[..honest.len() - 2].to_owned()), bytes.to_vec()),
        Some(Forge::Encoding) => (Some(other_encoding(account.platform, &honest)), bytes.to_vec()),
    }
}

fn other_encoding(platform: Platform, honest: &str) -> String {
    match platform {
        Platform::Line | Platform::KakaoTalk | Platform::Sms => hex(&STANDARD.decode(honest).unwrap_or_default()),
        Platform::X => format!("sha256={}", hex(&STANDARD.decode(honest.trim_start_matches("sha256=")).unwrap_or_default())),
        Platform::Telegram | Platform::LinkedIn | Platform::Reddit => STANDARD.encode(honest),
        Platform::Instagram | Platform::Facebook | Platform::WhatsApp => {
            let digits = honest.trim_start_matches("sha256=").as_bytes().chunks(2);
            let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
            format!("sha256={}", STANDARD.encode(digits.filter_map(byte).collect::<Vec<u8>>()))
        }
    }
}

/// The pauses before each further attempt.
fn pauses(shared: &Shared, package: &Package) -> Vec<u64> {
    if package.delivery.forge.is_some() || package.delivery.retry == Some(false) {
        return Vec::new();
    }
    let world = shared.world();
    match package.account.platform {
        Platform::Line if !package.account.redelivery => Vec::new(),
        Platform::Line => world.conduct.line_retry_ms.clone(),
        // X and Telegram try again some times too, within their own bounds.
        _ => world.conduct.meta_retry_ms.clone(),
    }
}

/// How long the platform waits for an answer.
fn deadline(platform: Platform) -> Duration {
    match platform {
        Platform::Line => Duration::from_secs(2),
        Platform::X | Platform::KakaoTalk | Platform::Sms => Duration::from_secs(10),
        Platform::Telegram => Duration::from_secs(60),
        Platform::LinkedIn => Duration::from_secs(3),
        Platform::Reddit => Duration::from_secs(30),
        Platform::Instagram | Platform::Facebook | Platform::WhatsApp => Duration::from_secs(5),
    }
}

fn content_type(platform: Platform) -> &'static str {
    match platform {
        Platform::Line => "application/json; charset=utf-8",
        _ => "application/json",
    }
}

fn user_agent(platform: Platform) -> &'static str {
    match platform {
        Platform::Line => "LineBotWebhook/2.0",
        Platform::X => "TwitterWebhooks/1.0",
        Platform::KakaoTalk | Platform::Sms => "Sinch",
        Platform::Telegram => "TelegramBot (like TwitterBot)",
        Platform::LinkedIn | Platform::Reddit => "LinkedInBot/1.0",
        Platform::Instagram | Platform::Facebook | Platform::WhatsApp => "Webhooks/1.0 (https://fb.me/webhooks)",
    }
}

pub(crate) fn elapsed_ms(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}
