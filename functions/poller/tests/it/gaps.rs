//! What webhooks lose is found by asking, once, and is told: pretend platforms that lose half of what they should deliver.

use std::collections::{BTreeMap, BTreeSet};

use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{
    account::Account,
    event::{Call, Ingest, Payload},
    inbound::{Act, Inbound, Item},
    mention::Mention,
    message::{Body, Message},
    platform::{Platform, Visibility},
    source::Source,
    thread::Thread,
    time::{HOUR, MINUTE, Millis, SECOND},
};
use runtime::{Config, Deps, Http, Secret, Wire};
use simulator::{Accounts, Delivery, Kind, Options, Simulator, Write};
use store::{mention, source};

use crate::{
    moment::begin,
    stand::{Stand, company, slug, threads::held},
};

/// Each connection, what the platform calls it, and what customers do there.
const CONNECTIONS: [(&str, Platform, simulator::Platform, &str, &[Kind]); 3] = [
    ("page", Platform::Facebook, simulator::Platform::Facebook, "104200000000777", &[Kind::Text, Kind::Comment, Kind::Post]),
    (
        "photos",
        Platform::Instagram,
        simulator::Platform::Instagram,
        "17841400000000888",
        &[Kind::Text, Kind::Comment, Kind::CommentReply],
    ),
    ("pages", Platform::LinkedIn, simulator::Platform::LinkedIn, "urn:li:organization:5550001", &[Kind::Comment, Kind::Mention]),
];

struct World {
    stand: Stand,
    simulator: Simulator,
    /// What was lost, and what was sent on, by the platform's id.
    lost: BTreeSet<String>,
    taken: BTreeMap<String, usize>,
}

impl World {
    async fn new() -> Self {
        let accounts = CONNECTIONS.map(|(account, _, platform, id, _)| simulator::Account {
            platform,
            account: account.into(),
            id: id.into(),
            secret: "app-secret".into(),
            token: format!("{account}-token"),
            verify_token: None,
            name: None,
            redelivery: false,
            echo: false,
            quota: None,
            grant: None,
        });
        let accounts = Accounts { deliver_to: Some("http://127.0.0.1:9".into()), accounts: accounts.into() };
        let simulator = Simulator::start(Options { accounts, ..Options::default() }).await.unwrap();
        let mut stand = Stand::new();
        stand.put(&company::queue(company::CARE)).await;
        for (account, platform, _, id, _) in CONNECTIONS {
            stand.put(&Account { external_id: id.into(), ..company::account(account, platform) }).await;
            let texts = [("token", format!("{account}-token")), ("signing", "app-secret".into())];
            let secret = Secret::new(texts.map(|(name, text)| (name.to_owned(), vec![text])).into());
            stand.deps.secrets.put(platform, &slug(account), secret).await.unwrap();
        }
        let config = Config::of([(Wire::MetaApi, simulator.meta_api()), (Wire::LinkedInApi, simulator.linkedin_api())]);
        stand.deps = Deps { http: Http::web(None), config, ..stand.deps };
        begin(&stand, &simulator).await;
        Self { stand, simulator, lost: BTreeSet::new(), taken: BTreeMap::new() }
    }

    async fn pass(&self, millis: Millis) {
        self.stand.pass(millis);
        self.simulator.client().advance(millis).await.unwrap();
    }

    /// A customer does something, and the webhook hears of it or not.
    async fn happens(&mut self, n: usize, connection: usize, kind: Kind, parent: Option<String>, lost: bool) -> Option<String> {
        let (account, platform, there, ..) = CONNECTIONS[connection];
        let write = Write {
            text: Some(format!("Where is parcel {n}?")),
            parent,
            delivery: Delivery::lost(),
            ..Write::new(there, account, kind)
        };
        let written = self.simulator.client().write(&format!("person-{}", n % 2), &write).await.unwrap();
        let id = written.external_id.clone().unwrap();
        if lost {
            self.lost.insert(id.clone());
        } else {
            // It came by the webhook, and what it says is where it belongs.
            let body = STANDARD.decode(&written.body_base64).unwrap();
            for inbound in channels::parse(platform, &slug(account), &body).unwrap().inbound {
                if let Inbound::Item(item) = inbound {
                    self.is_known(&item).await;
                }
            }
        }
        Some(id)
    }

    /// Somebody has taken the item in: the webhook, or those behind the poller.
    async fn is_known(&self, item: &Item) {
        match item.visibility {
            Visibility::Private => {
                let Act::Say { external_id, content_type, content } = item.act.clone() else { panic!("{item:?}") };
                let body = Body::Customer {
                    external_id,
                    author: item.author.clone(),
                    content_type,
                    content: Some(content),
                    analysis: None,
                    changed: None,
                    why: None,
                };
                let row = Message {
                    id: item.message(),
                    conversation: held(item, company::JIWOO).id,
                    seq: 1,
                    at: item.at,
                    visibility: item.visibility,
                    body,
                };
                self.stand.row(&Thread::of(item), &row).await;
            }
            Visibility::Public => {
                let Act::Say { external_id, content_type, content } = item.act.clone() else { panic!("{item:?}") };
                let analysis = serde_json::json!({ "language": "en", "sentiment": "neutral", "score": 0, "confidence": 80, "intent": "question", "urgency": "normal", "engine": "test/1" });
                let kept = Mention {
                    id: item.mention(),
                    platform: item.platform,
                    account: item.account.clone(),
                    external_id,
                    content_type,
                    at: item.at,
                    author: item.author.clone(),
                    content: Some(content),
                    post: item.post.clone(),
                    parent: None,
                    told: Default::default(),
                    analysis: serde_json::from_value(analysis).unwrap(),
                    caught: vec![],
                    verdict: None,
                    changed: None,
                    corrected: None,
                    beside: vec![],
                };
                store::commit(&self.stand.deps.table, item.command(), mention::kept(&kept).unwrap(), vec![], &[]).await.unwrap();
            }
        }
    }

    /// Minutes of the poller; what it sends on is taken in.
    async fn minutes(&mut self, minutes: usize) {
        for _ in 0..minutes {
            poller::handle(serde_json::json!({}), &self.stand.deps).await.unwrap();
            for envelope in self.stand.deps.bus.take().published {
                let item = match &envelope.payload {
                    Payload::Ingest(Ingest { item, .. }) => item.clone(),
                    Payload::Outbound(Call::Fetch { item, .. }) => (**item).clone(),
                    other => panic!("{other:?}"),
                };
                let Act::Say { external_id: Some(id), .. } = &item.act else { panic!("{item:?}") };
                *self.taken.entry(id.clone()).or_default() += 1;
                self.is_known(&item).await;
            }
            self.pass(MINUTE).await;
        }
    }
}

// proves CH-26, ING-03, ING-14: dropped webhooks are all recovered, each once; what came is not taken in again; the calls stay
// within the budget, and what was missed is reported
#[tokio::test]
async fn dropped_webhooks_are_all_recovered() {
    let mut world = World::new().await;
    // The first reading takes nothing: what was before the connection is none of its conversations.
    world.happens(0, 0, Kind::Text, None, false).await;
    world.minutes(1).await;
    let mut parents: BTreeMap<usize, String> = BTreeMap::new();
    for n in 1..=150 {
        for (connection, (.., kinds)) in CONNECTIONS.iter().enumerate() {
            let kind = kinds[n % kinds.len()];
            let parent = if kind == Kind::CommentReply { parents.get(&connection).cloned() } else { None };
            let kind = if kind == Kind::CommentReply && parent.is_none() { Kind::Comment } else { kind };
            let id = world.happens(n, connection, kind, parent, n % 2 == 1).await;
            if kind == Kind::Comment {
                parents.insert(connection, id.unwrap());
            }
        }
        world.pass(1_733).await;
    }
    world.minutes(3 * 60).await;
    let once: BTreeMap<String, usize> = world.lost.iter().map(|id| (id.clone(), 1)).collect();
    assert_eq!(world.taken, once, "of {} lost", world.lost.len());
    let mut missed = 0;
    for (account, platform, ..) in CONNECTIONS {
        let source = Source::gaps(&Account { external_id: String::new(), ..company::account(account, platform) });
        let cursor = source::cursor(&world.stand.deps.table, &source.id).await.unwrap().unwrap().cursor;
        assert_eq!((cursor.failures, cursor.trouble), (0, None), "{account}");
        assert!((3..300).contains(&cursor.calls) && cursor.calls < source.calls_per_month, "{account}: {} calls", cursor.calls);
        missed += cursor.missed;
    }
    assert_eq!(missed, world.lost.len() as u64, "every one of them is reported");
    assert_eq!(world.simulator.client().failures().await.unwrap(), vec![], "calls the product should never make");
    world.simulator.stop().await;
}

// proves CH-26: a connection is not asked more often than its budget, and no sooner than an hour when nothing is lost
#[tokio::test]
async fn a_connection_that_loses_nothing_is_asked_hourly() {
    let mut world = World::new().await;
    world.minutes(10).await;
    let calls = |world: &World| {
        let table = world.stand.deps.table.clone();
        async move {
            let gaps = Source::gaps(&company::account("page", Platform::Facebook));
            source::cursor(&table, &gaps.id).await.unwrap().unwrap().cursor.calls
        }
    };
    world.pass(6 * HOUR).await;
    world.minutes(2).await;
    let before = calls(&world).await;
    for _ in 0..48 {
        world.pass(30 * MINUTE - SECOND).await;
        world.minutes(1).await;
    }
    // A day: conversations and posts, each hourly at the most.
    let day = calls(&world).await - before;
    assert!((24..=60).contains(&day), "{day} calls");
    assert!(world.taken.is_empty());
    world.simulator.stop().await;
}
