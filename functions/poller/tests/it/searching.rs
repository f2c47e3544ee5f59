//! Posts on X that a search finds: pages, marks, limits, against a pretend X that is as strict as X.

use std::collections::BTreeMap;

use domain::{
    account::Account,
    event::{Ingest, Payload},
    inbound::Act,
    platform::Platform,
    source::{Source, Wants},
    time::{DAY, MINUTE, Millis},
};
use runtime::{Config, Deps, Http, Secret, Wire};
use simulator::{Accounts, Delivery, Fault, FaultKind, Kind, Options, Simulator, Write};

use crate::{
    moment::begin,
    stand::{Stand, company, slug},
};

const OUR_X: &str = "our-x";
const OWN: &str = "900000000000000001";

struct World {
    stand: Stand,
    simulator: Simulator,
    taken: BTreeMap<String, usize>,
}

impl World {
    async fn new() -> Self {
        let account = simulator::Account {
            platform: simulator::Platform::X,
            account: OUR_X.into(),
            id: OWN.into(),
            secret: "app-secret".into(),
            token: "x-token".into(),
            verify_token: None,
            name: None,
            redelivery: false,
            echo: false,
            quota: None,
            grant: None,
        };
        let accounts = Accounts { deliver_to: Some("http://127.0.0.1:9".into()), accounts: vec![account] };
        let simulator = Simulator::start(Options { accounts, ..Options::default() }).await.unwrap();
        let mut stand = Stand::new();
        stand.put(&company::queue(company::CARE)).await;
        stand.put(&Account { external_id: OWN.into(), ..company::account(OUR_X, Platform::X) }).await;
        stand
            .put(&Source {
                id: slug("parcels"),
                name: "Parcels".into(),
                account: slug(OUR_X),
                wants: Wants::Search { query: "(parcel OR 배송) -refund".into() },
                fastest_seconds: 60,
                slowest_seconds: 900,
                calls_per_month: 20_000,
                active: true,
            })
            .await;
        let secret = Secret::new([("token".to_owned(), vec!["x-token".to_owned()])].into());
        stand.deps.secrets.put(Platform::X, &slug(OUR_X), secret).await.unwrap();
        stand.deps = Deps { http: Http::web(None), config: Config::of([(Wire::XApi, simulator.x_api())]), ..stand.deps };
        begin(&stand, &simulator).await;
        Self { stand, simulator, taken: BTreeMap::new() }
    }

    async fn pass(&self, millis: Millis) {
        self.stand.pass(millis);
        self.simulator.client().advance(millis).await.unwrap();
    }

    /// Somebody posts, and no webhook tells.
    async fn posts(&self, text: &str) -> String {
        let write = Write {
            text: Some(text.to_owned()),
            delivery: Delivery::lost(),
            ..Write::new(simulator::Platform::X, OUR_X, Kind::Mention)
        };
        self.simulator.client().write("mina", &write).await.unwrap().external_id.unwrap()
    }

    async fn minutes(&mut self, count: usize) {
        for _ in 0..count {
            self.pass(MINUTE).await;
            poller::handle(serde_json::json!({}), &self.stand.deps).await.unwrap();
            for envelope in self.stand.deps.bus.take().published {
                let Payload::Ingest(Ingest { item, .. }) = envelope.payload else { panic!("{:?}", envelope.payload) };
                let Act::Say { external_id: Some(id), .. } = item.act else { panic!("{:?}", item.act) };
                *self.taken.entry(id).or_default() += 1;
            }
        }
    }
}

// proves CH-02, ING-03: what a search finds is taken in once, page after page, also after a limit and after a week of silence; nothing
// that X would refuse is asked
#[tokio::test(flavor = "multi_thread")]
async fn a_search_of_x_is_read_whole_and_once() {
    let mut world = World::new().await;
    world.minutes(1).await;
    let mut wanted = vec![];
    for n in 0..230 {
        wanted.push(world.posts(&format!("@demo where is parcel {n}?")).await);
        if n % 10 == 0 {
            world.posts(&format!("@demo a refund for parcel {n}")).await;
            world.posts(&format!("@demo nothing {n}")).await;
            wanted.push(world.posts(&format!("@demo 배송이 {n}일째예요")).await);
        }
    }
    world.minutes(5).await;
    let once = |world: &World, wanted: &[String]| {
        assert_eq!(world.taken.len(), wanted.len());
        assert!(wanted.iter().all(|id| world.taken.get(id) == Some(&1)), "{:?}", world.taken);
    };
    once(&world, &wanted);
    // X takes no more calls for a while.
    let kind = FaultKind::RateLimited { retry_after: Some(120) };
    let limited = Fault { platform: None, account: None, operation: "search".into(), kind, times: Some(1) };
    world.simulator.client().misbehave(&[limited]).await.unwrap();
    wanted.push(world.posts("@demo one parcel more").await);
    world.minutes(30).await;
    once(&world, &wanted);
    // Silence for longer than X looks back.
    world.pass(8 * DAY).await;
    world.minutes(3).await;
    wanted.push(world.posts("@demo a parcel after a week").await);
    world.minutes(20).await;
    once(&world, &wanted);
    let failures = world.simulator.client().failures().await.unwrap();
    assert!(failures.is_empty(), "{failures:?}");
}
