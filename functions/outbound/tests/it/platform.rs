//! A platform that answers as told, and the answers on their way to it.

use std::sync::{Arc, Mutex};

use domain::{
    inbound::Item,
    message::{Body, Delivery},
    platform::Platform,
    reply::Target,
};
use http::{HeaderMap, HeaderName, HeaderValue};
use runtime::{Answer, Ask, Http, NoAnswer, Secret};
use serde_json::Value;

use crate::stand::{
    Stand, Told,
    company::{INSTAGRAM, LINE},
    invocation::{again, sqs},
    items::{comment, direct},
    slug,
    threads::Answer as Reply,
};

/// What the platform does with one call.
#[derive(Debug, Clone, PartialEq)]
pub enum Says {
    /// It answers: status, body, headers.
    This(u16, &'static str, &'static [(&'static str, &'static str)]),
    /// It cannot be reached.
    NotReached,
    /// The call leaves, and nothing comes back.
    Silence,
    /// The function dies during the call.
    Death,
}

pub const TAKEN_BY_LINE: Says = Says::This(200, r#"{"sentMessages":[{"id":"461230966842064897"}]}"#, &[]);
pub const TAKEN_BY_META: Says = Says::This(200, r#"{"recipient_id":"6015551230001","message_id":"aWdfS_sent"}"#, &[]);

/// The calls a platform got.
#[derive(Clone, Default)]
pub struct Calls(Arc<Mutex<Vec<Ask>>>);

impl Calls {
    pub fn all(&self) -> Vec<Ask> {
        self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).clone()
    }

    pub fn count(&self) -> usize {
        self.all().len()
    }

    pub fn headers(&self, name: &str) -> Vec<String> {
        self.all().iter().map(|ask| ask.headers[name].to_str().unwrap().to_owned()).collect()
    }
}

/// The shop, and platforms that say these things, one for each call; a call too many fails.
pub async fn shop(says: &[Says]) -> (Stand, Calls) {
    let mut stand = Stand::shop().await;
    for (platform, account) in [(Platform::Line, LINE), (Platform::Instagram, INSTAGRAM)] {
        let texts = [("token", format!("{account}-token")), ("signing", format!("{account}-signing"))];
        let secret = Secret::new(texts.into_iter().map(|(name, text)| (name.to_owned(), vec![text])).collect());
        stand.deps.secrets.put(platform, &slug(account), secret).await.unwrap();
    }
    let calls = platforms(&mut stand, says);
    (stand, calls)
}

/// Other platforms for the same shop.
pub fn platforms(stand: &mut Stand, says: &[Says]) -> Calls {
    let (calls, says) = (Calls::default(), says.to_vec());
    let known = calls.clone();
    stand.deps.http = Http::memory(move |ask| {
        let place = {
            let mut calls = known.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
            calls.push(ask.clone());
            calls.len() - 1
        };
        match says.get(place) {
            Some(Says::This(status, body, headers)) => {
                let headers =
                    headers.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
                Ok(Answer { status: *status, headers: HeaderMap::from_iter(headers), body: body.as_bytes().to_vec() })
            }
            Some(Says::NotReached) => Err(NoAnswer::NotReached("connection refused".into())),
            Some(Says::Silence) => Err(NoAnswer::Silence("time-out".into())),
            Some(Says::Death) => panic!("the function died"),
            None => panic!("call {} was not expected: {ask:?}", place + 1),
        }
    });
    calls
}

/// An answer to a LINE customer, queued.
pub async fn to_line(stand: &Stand) -> Reply {
    stand.answered(&message(Platform::Line, stand), "오늘 출발했어요", Target::Direct { customer: "kim".into() }).await
}

/// An answer to an Instagram direct message, queued.
pub async fn to_instagram(stand: &Stand) -> Reply {
    stand.answered(&message(Platform::Instagram, stand), "오늘 출발했어요", Target::Direct { customer: "kim".into() }).await
}

/// What the customer wrote before.
pub fn message(platform: Platform, stand: &Stand) -> Item {
    match platform {
        Platform::Line => direct("kim", "m1", "배송", stand.now()),
        _ => {
            let item = comment("kim", "m1", "배송", stand.now());
            Item { visibility: domain::platform::Visibility::Private, post: None, ..item }
        }
    }
}

/// Hands the command of an answer to the step, for the `attempt`-th time.
pub async fn send(stand: &Stand, reply: &Reply, attempt: u32) -> Told {
    stand.once(outbound::handle, &again(&event(reply), attempt)).await
}

pub fn event(reply: &Reply) -> Value {
    sqs(std::slice::from_ref(&reply.command))
}

/// How far an answer has come.
pub async fn delivery(stand: &Stand, reply: &Reply) -> Delivery {
    let rows = stand.rows(&reply.conversation.thread).await;
    match &rows.iter().find(|row| row.id == reply.row.id).unwrap().body {
        Body::Agent { delivery, .. } => delivery.clone(),
        other => panic!("{other:?}"),
    }
}

/// Says how far an answer has come.
pub async fn set(stand: &Stand, reply: &Reply, delivery: Delivery) {
    let Body::Agent { agent, text, canned, extra, .. } = reply.row.body.clone() else { panic!("{:?}", reply.row) };
    let body = Body::Agent { agent, text, canned, delivery, extra };
    let write = store::conversation::rewrite_from(&reply.conversation.thread, &reply.row, &body).unwrap();
    stand.deps.table.write(vec![write]).await.unwrap();
}
