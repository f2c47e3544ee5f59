//! A customer writes: from an order to bytes on the way to the product.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::account::{Account, Platform};
use crate::delivery::{Package, deliver};
use crate::encoding::encode;
use crate::ids::hex;
use crate::record::Utterance;
use crate::refusal::Refusal;
use crate::script::{Attempt, Batch, BatchWritten, Deliver, Delivered, Delivery, Kind, Write, Written};
use crate::server::Shared;
use crate::world::{StoredMedia, World};
use crate::{line, linkedin, meta, reddit, sinch, telegram, x};

/// A grey pixel: what a customer's picture is when the script gives none.
pub(crate) const PICTURE: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00, 0x01, 0x00,
    0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a, 0x7e, 0x9b, 0x55, 0x00, 0x00, 0x00, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78,
    0x9c, 0x63, 0x68, 0x00, 0x00, 0x00, 0x82, 0x00, 0x81, 0x77, 0xcd, 0x72, 0xb6, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44,
    0xae, 0x42, 0x60, 0x82,
];

/// One event of a platform, ready to be put into a body.
pub(crate) struct Built {
    pub(crate) value: Value,
    pub(crate) user_id: String,
    pub(crate) external_id: Option<String>,
    pub(crate) event_id: Option<String>,
    pub(crate) timestamp_ms: i64,
}

/// The platform's word for a kind of attachment, a media type and some bytes for it.
pub(crate) fn made_up_media(kind: Kind) -> (&'static str, &'static str, &'static [u8]) {
    match kind {
        Kind::Video => ("video", "video/mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom"),
        Kind::Audio => ("audio", "audio/mp4", b"\0\0\0\x18ftypM4A \0\0\0\0M4A isom"),
        Kind::File => ("file", "text/plain", b"Order 1042: one teapot, blue.\n"),
        Kind::Share => ("share", "image/png", PICTURE),
        Kind::StoryMention => ("story_mention", "image/png", PICTURE),
        Kind::Unsupported => ("unsupported_type", "image/png", PICTURE),
        _ => ("image", "image/png", PICTURE),
    }
}

/// What the customer attached, or something made up, to be served until a moment.
pub(crate) fn stored_media(write: &Write, account: &Account, until_ms: i64) -> Result<StoredMedia, Refusal> {
    let (_, content_type, bytes) = made_up_media(write.kind);
    let given = write.media.as_ref();
    let bytes = match given.and_then(|media| media.base64.as_deref()) {
        Some(text) => STANDARD
            .decode(text)
            .map_err(|error| Refusal::invalid(format!("write: `media.base64` cannot be decoded: {error}")))?,
        None => bytes.to_vec(),
    };
    let content_type = given.and_then(|media| media.content_type.as_deref()).unwrap_or(content_type).to_owned();
    Ok(StoredMedia { account: account.account.clone(), content_type, bytes, until_ms })
}

/// One customer does one thing.
///
/// # Errors
/// When the account is unknown, the platform has no such kind, words are missing, or nobody listens.
pub(crate) async fn write(shared: &Arc<Shared>, customer: &str, write: &Write) -> Result<Written, Refusal> {
    let (built, package) = {
        let mut world = shared.world();
        let account = world.account(write.platform, &write.account)?;
        let built = build(&mut world, &account, customer, write)?;
        let body = compose(&account, vec![built.value.clone()]);
        let package = prepare(&mut world, account, &body, &write.delivery);
        (built, package)
    };
    let body = package.bytes.clone();
    let deliveries = deliver(shared, package).await?;
    Ok(written(built, &body, deliveries))
}

/// Several customers write, in one body or one each.
///
/// # Errors
/// As for one; nothing is delivered then.
pub(crate) async fn batch(shared: &Arc<Shared>, batch: &Batch) -> Result<BatchWritten, Refusal> {
    let Some(first) = batch.items.first() else {
        return Err(Refusal::invalid("batch: `items` is empty"));
    };
    let (platform, name) = (first.write.platform, first.write.account.clone());
    if batch.items.iter().any(|item| (item.write.platform, &item.write.account) != (platform, &name)) {
        return Err(Refusal::invalid("batch: all items must be of one platform and account"));
    }
    if batch.one_body
        && matches!(platform, Platform::X | Platform::KakaoTalk | Platform::Sms | Platform::Telegram | Platform::Reddit)
    {
        return Err(Refusal::invalid(format!("batch: {platform} delivers one event in a body")));
    }
    if platform == Platform::LinkedIn && batch.one_body && batch.items.len() > linkedin::IN_A_BODY {
        return Err(Refusal::invalid(format!("batch: LinkedIn puts at most {} notifications into a body", linkedin::IN_A_BODY)));
    }
    batch.delivery.check()?;
    let (all, mut packages) = {
        let mut world = shared.world();
        let account = world.account(platform, &name)?;
        let mut all = Vec::new();
        for item in &batch.items {
            let write = Write { delivery: batch.delivery.clone(), ..item.write.clone() };
            all.push(build(&mut world, &account, &item.customer, &write)?);
        }
        let mut order: Vec<usize> = (0..all.len()).collect();
        if let Some(seed) = batch.shuffle {
            shuffle(&mut order, seed);
        }
        let mut packages = Vec::new();
        if batch.one_body {
            let body = compose(&account, order.iter().map(|index| all[*index].value.clone()).collect());
            packages.push((order, prepare(&mut world, account, &body, &batch.delivery)));
        } else {
            let each = Delivery { concurrently: 1, ..batch.delivery.clone() };
            for index in order {
                let body = compose(&account, vec![all[index].value.clone()]);
                packages.push((vec![index], prepare(&mut world, account.clone(), &body, &each)));
            }
        }
        (all, packages)
    };
    let room = Arc::new(Semaphore::new(batch.delivery.concurrently as usize));
    let mut under_way = JoinSet::new();
    for (indices, package) in packages.drain(..) {
        // Taken here and not in the task, so that bodies leave in the order decided.
        let Ok(place) = room.clone().acquire_owned().await else {
            break;
        };
        let shared = shared.clone();
        under_way.spawn(async move {
            let body = package.bytes.clone();
            let deliveries = deliver(&shared, package).await;
            drop(place);
            (indices, body, deliveries)
        });
    }
    let mut results: Vec<Option<(Vec<u8>, Vec<Attempt>)>> = all.iter().map(|_| None).collect();
    while let Some(done) = under_way.join_next().await {
        let (indices, body, deliveries) = done.map_err(|_| Refusal::conflict("batch: a delivery was broken off"))?;
        let deliveries = deliveries?;
        for index in indices {
            results[index] = Some((body.clone(), deliveries.clone()));
        }
    }
    let items = all.into_iter().zip(results).map(|(built, result)| {
        let (body, deliveries) = result.unwrap_or_default();
        written(built, &body, deliveries)
    });
    Ok(BatchWritten { items: items.collect() })
}

/// Signs and delivers a given body.
///
/// # Errors
/// When there is no body or two, the base64 is wrong, the account is unknown, or nobody listens.
pub(crate) async fn given(shared: &Arc<Shared>, order: &Deliver) -> Result<Delivered, Refusal> {
    let bytes = match (&order.body_base64, &order.body) {
        (Some(text), None) => STANDARD
            .decode(text)
            .map_err(|error| Refusal::invalid(format!("deliver: `body_base64` cannot be decoded: {error}")))?,
        (None, Some(Value::String(text))) => text.clone().into_bytes(),
        (None, Some(value)) => encode(order.platform, value),
        _ => {
            return Err(Refusal::invalid("deliver: give exactly one of `body`, `body_base64`"));
        }
    };
    let package = {
        let mut world = shared.world();
        let account = world.account(order.platform, &order.account)?;
        let body = serde_json::from_slice::<Value>(&bytes).ok();
        if let (Some(body), None) = (&body, order.delivery.forge) {
            observe(&mut world, &account, body);
        }
        let again = body.map_or_else(|| bytes.clone(), |body| again(&account, &body, &bytes));
        Package { account, bytes, again, delivery: order.delivery.clone() }
    };
    let body_sha256 = hex(&Sha256::digest(&package.bytes));
    let deliveries = deliver(shared, package).await?;
    Ok(Delivered { body_sha256, deliveries })
}

fn build(world: &mut World, account: &Account, customer: &str, write: &Write) -> Result<Built, Refusal> {
    if customer.is_empty() || customer.chars().count() > 100 {
        return Err(Refusal::invalid("write: the customer must be a name of 1 to 100 characters"));
    }
    write.delivery.check()?;
    let built = match account.platform {
        Platform::Line => line::event::build(world, account, customer, write)?,
        Platform::Instagram => meta::event::build(world, account, customer, write)?,
        Platform::Facebook => meta::page::build(world, account, customer, write)?,
        Platform::WhatsApp => meta::whatsapp::build(world, account, customer, write)?,
        Platform::X => x::build(world, account, customer, write)?,
        Platform::KakaoTalk | Platform::Sms => sinch::build(world, account, customer, write)?,
        Platform::Telegram => telegram::build(world, account, customer, write)?,
        Platform::LinkedIn => linkedin::build(world, account, customer, write)?,
        Platform::Reddit => reddit::build(world, account, customer, write)?,
    };
    // What a forger writes never happened on the platform.
    if write.delivery.forge.is_some() {
        return Ok(built);
    }
    let person = world.person(account.platform, &account.account, &built.user_id);
    if let Some(name) = &write.name {
        person.name = Some(name.clone());
    }
    if person.name.is_none() && built.user_id != customer {
        person.name = Some(customer.to_owned());
    }
    if account.platform == Platform::Instagram && person.username.is_none() {
        let name = write.name.as_deref().filter(|name| name.is_ascii()).unwrap_or(customer);
        person.username = Some(meta::event::username(name));
    }
    // A read receipt is not something said.
    if write.kind != Kind::Read {
        let said = write.text.clone().unwrap_or_else(|| format!("[{:?}]", write.kind).to_lowercase());
        world.talk.push(Utterance {
            platform: account.platform,
            account: account.account.clone(),
            user_id: built.user_id.clone(),
            from_company: false,
            public: matches!(
                write.kind,
                Kind::Comment
                    | Kind::CommentReply
                    | Kind::CommentEdit
                    | Kind::CommentRemove
                    | Kind::LiveComment
                    | Kind::Post
                    | Kind::Review
                    | Kind::Mention
                    | Kind::CaptionMention
            ),
            id: built.external_id.clone().unwrap_or_default(),
            text: said,
            at_ms: built.timestamp_ms,
            file: None,
        });
    }
    Ok(built)
}

fn compose(account: &Account, events: Vec<Value>) -> Value {
    match account.platform {
        Platform::Line => line::event::body(account, events),
        // One event in a body: a batch of them is refused before.
        Platform::X | Platform::KakaoTalk | Platform::Sms | Platform::Telegram | Platform::Reddit => {
            events.into_iter().next().unwrap_or_default()
        }
        Platform::LinkedIn => linkedin::body(events),
        platform @ (Platform::Instagram | Platform::Facebook | Platform::WhatsApp) => meta::body(platform, events),
    }
}

fn prepare(world: &mut World, account: Account, body: &Value, delivery: &Delivery) -> Package {
    if delivery.forge.is_none() {
        observe(world, &account, body);
    }
    let bytes = encode(account.platform, body);
    let again = again(&account, body, &bytes);
    Package { account, bytes, again, delivery: delivery.clone() }
}

/// The bytes of a redelivery: LINE marks it inside the body, Meta sends the same bytes.
fn again(account: &Account, body: &Value, bytes: &[u8]) -> Vec<u8> {
    match account.platform {
        Platform::Line => encode(Platform::Line, &line::event::redelivered(body)),
        _ => bytes.to_vec(),
    }
}

fn observe(world: &mut World, account: &Account, body: &Value) {
    match account.platform {
        Platform::Line => line::event::observe(world, account, body),
        Platform::Instagram | Platform::Facebook => meta::observe::observe(world, account, body),
        Platform::WhatsApp => meta::whatsapp::observe(world, account, body),
        Platform::X => x::observe(world, account, body),
        Platform::KakaoTalk | Platform::Sms => sinch::observe(world, account, body),
        Platform::Telegram => telegram::observe(world, account, body),
        Platform::LinkedIn => linkedin::observe(world, account, body),
        Platform::Reddit => reddit::observe(world, account, body),
    }
}

fn written(built: Built, body: &[u8], deliveries: Vec<Attempt>) -> Written {
    Written {
        user_id: built.user_id,
        external_id: built.external_id,
        event_id: built.event_id,
        timestamp_ms: built.timestamp_ms,
        body_sha256: hex(&Sha256::digest(body)),
        body_base64: STANDARD.encode(body),
        deliveries,
    }
}

/// Fisher-Yates over a SplitMix64 sequence: the same seed gives the same order on every machine.
fn shuffle(order: &mut [usize], seed: u64) {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    for last in (1..order.len()).rev() {
        let other = (next() % (last as u64 + 1)) as usize;
        order.swap(last, other);
    }
}
