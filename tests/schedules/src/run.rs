//! One schedule from its beginning to what the examiner says of it.

use std::{
    fmt,
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex, OnceLock},
    task::{Context, Poll, Waker},
};

use domain::{event::Envelope, platform::Platform, time::Timestamp};
use runtime::{Clock, Config, Deps, Secret, Wire};
use serde_json::{Value, json};
use store::{
    Memory, Table, Write,
    gate::{Call, Fate, Gate, Gated},
};

use crate::{
    bug::Bug,
    client::{Answer, Request},
    customers::{FEED, GRAM, GRAM_ID, NEWS, SHOP, SIGNING},
    examine::examine,
    platforms::TOKEN,
    shape::{Fault, Shape, Theme},
    steps::{Done, Step, invoke},
    world::{Happening, World},
};

/// What came of a schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What must not be and is; nothing when all is well.
    pub violations: Vec<String>,
    /// How often something went on.
    pub steps: u64,
    /// Things customers wrote.
    pub written: usize,
    /// Answers that were shown to customers.
    pub shown: usize,
}

/// What happened, line by line, if somebody wants to know.
#[derive(Clone, Default)]
pub(crate) struct Trace(Option<Arc<Mutex<Vec<String>>>>);

impl Trace {
    pub(crate) fn say(&self, line: impl FnOnce() -> String) {
        if let Some(lines) = &self.0
            && let Ok(mut lines) = lines.lock()
        {
            lines.push(line());
        }
    }
}

impl fmt::Debug for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Trace")
    }
}

/// Runs a schedule, with a planted mistake or none.
pub fn run(shape: &Shape, bug: Option<Bug>) -> Report {
    whole(shape, bug, Trace::default())
}

/// Runs a schedule and tells everything that happened in it.
pub fn trace(shape: &Shape, bug: Option<Bug>) -> (Report, Vec<String>) {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let report = whole(shape, bug, Trace(Some(lines.clone())));
    let lines = lines.lock().map(|lines| lines.clone()).unwrap_or_default();
    (report, lines)
}

/// When every schedule begins.
const START: i64 = 1_795_167_000_000;
/// People write and answer for so long; then nothing goes wrong any more, and what is under way comes to its end. Where it is
/// about what meets in one moment, all of it is in a minute and a half.
fn busy(theme: Theme) -> i64 {
    match theme {
        Theme::Anything => 8 * 60_000,
        Theme::Platforms | Theme::Clicks | Theme::Crashes | Theme::Counting => 5 * 60_000,
        Theme::Restless | Theme::Crowded => 90_000,
    }
}
/// Longer than any message stays with a receiver that has died, and than an offer stands by the slowest clock.
const SETTLING: i64 = 13 * 60_000;
/// What is not at rest after this never will be.
const LATEST: i64 = 4 * 3_600_000;

fn whole(shape: &Shape, bug: Option<Bug>, trace: Trace) -> Report {
    let (mut world, busy) = (world(shape, bug, trace), busy(shape.theme));
    let bursts: Vec<i64> = (0..shape.bursts).map(|_| world.dice.between(busy / 15, busy * 2 / 3)).collect();
    for person in 0..shape.customers {
        for _ in 0..shape.messages {
            let at = world.now
                + match bursts.get(world.dice.below(bursts.len())) {
                    Some(burst) => burst + world.dice.between(0, 40),
                    None => world.dice.between(0, busy * 2 / 3),
                };
            world.at(at, Happening::Write(person));
        }
    }
    for _ in 0..shape.published {
        let at = world.now + world.dice.between(0, busy * 2 / 3);
        world.at(at, Happening::Publish);
    }
    for agent in 0..world.agents.len() {
        let at = world.now + world.dice.between(0, busy / 15);
        world.at(at, Happening::Act(agent));
    }
    world.at(world.now + 60_000, Happening::Minute);
    if world.dice.knows(Fault::Revoked) {
        let at = world.now + world.dice.between(busy / 15, busy);
        world.at(at, Happening::Token(true));
        world.at(at + world.dice.between(10_000, 300_000), Happening::Token(false));
    }
    if world.dice.knows(Fault::Rules) {
        let at = world.now + world.dice.between(0, busy);
        world.at(at, Happening::Rules);
    }
    if world.dice.knows(Fault::Spike) {
        let (person, at) =
            (world.dice.below(shape.customers as usize) as u32, world.now + world.dice.between(busy / 15, busy / 2));
        for _ in 0..8 {
            let at = at + world.dice.between(0, 1_000);
            world.at(at, Happening::Write(person));
        }
    }
    if world.dice.knows(Fault::Rotation) {
        // As docs/operate.md has it: add the new one, wait until every process knows it, switch, wait, take the old one away.
        let at = world.now + world.dice.between(0, busy / 4);
        world.at(at, Happening::Secrets(vec![SIGNING[0], SIGNING[1]]));
        world.at(at + 330_000, Happening::Signed);
        world.at(at + 400_000, Happening::Secrets(vec![SIGNING[1]]));
    }
    if world.dice.knows(Fault::Sockets) {
        for agent in 0..world.agents.len() {
            world.at(world.now + 1_000, Happening::Connect(agent));
        }
        for _ in 0..2 {
            let at = world.now + world.dice.between(10_000, busy);
            world.at(at, Happening::Cut);
        }
    }
    while world.now < START + busy {
        world.step();
    }
    world.trace.say(|| "nothing goes wrong any more".into());
    world.dice.calm();
    world.open = false;
    rest(&mut world);
    examine(&mut world);
    if world.violations.is_empty() && shape.faults.contains(&Fault::Duplicate) {
        long_after(&mut world);
    }
    Report {
        violations: std::mem::take(&mut world.violations),
        steps: world.polls,
        written: world.written.len(),
        shown: world.platforms.shown().len(),
    }
}

/// Everything under way comes to its end; an operator sends back what was put aside; the clock goes round some more.
fn rest(world: &mut World) {
    for _ in 0..2 {
        let (enough, late) = (world.now + SETTLING, world.now + LATEST);
        while world.now < enough || !world.is_at_rest() {
            if world.now > late {
                world.violations.push("it never comes to rest".into());
                return;
            }
            world.step();
        }
        let now = world.now;
        let sent_back: usize = world.queues.values_mut().map(|queue| queue.redrive(now)).sum();
        world.trace.say(|| format!("{now} an operator sends {sent_back} back"));
        if sent_back == 0 {
            return;
        }
    }
}

/// Platforms deliver again what they have delivered, hours and days later (I4).
fn long_after(world: &mut World) {
    world.now += if world.dice.happens(50) { 3_600_000 } else { 15 * 86_400_000 };
    for post in 0..world.posts.len() {
        if world.dice.happens(50) {
            let at = world.now + world.dice.between(0, 10_000);
            world.at(at, Happening::Post(post));
        }
    }
    world.trace.say(|| "long after".into());
    rest(world);
    examine(world);
    world.violations.iter_mut().for_each(|violation| violation.push_str(" (after late duplicates)"));
}

/// The topic that asks for some of what is written.
pub(crate) fn topic(name: &str) -> Value {
    json!({ "name": name, "rules": [{ "id": "words", "query": "delivery" }] })
}

/// The secrets of an account, with these to check signatures by.
pub(crate) fn secrets(signing: &[&str]) -> Value {
    json!({ "signing": signing, "token": TOKEN, "verify_token": "v" })
}

/// A small company before anybody writes, and how it came to be.
struct Company {
    /// What furnishing it wrote.
    written: Arc<Recorder>,
    /// What furnishing it told the steps.
    told: Vec<Envelope>,
    /// Requests made, and what was wrong with them: nothing, unless the simulation is wrong.
    requests: u64,
    problems: Vec<String>,
}

/// Notes what is written while a company is furnished, for every other schedule to begin with the same.
#[derive(Default)]
struct Recorder(Mutex<Vec<Vec<Write>>>);

impl Gate for Recorder {
    fn before<'a>(&'a self, _: &'a Call<'a>) -> Pin<Box<dyn Future<Output = Fate> + Send + 'a>> {
        Box::pin(std::future::ready(Fate::Done))
    }

    fn after<'a>(&'a self, _: &'a Call<'a>) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        Box::pin(std::future::ready(()))
    }

    fn writes(&self, writes: Vec<Write>) -> Vec<Write> {
        if let Ok(mut all) = self.0.lock() {
            all.push(writes.clone());
        }
        writes
    }
}

/// Ports in memory of a company that has nothing yet.
fn bare() -> (Memory, Deps) {
    let memory = Memory::default();
    let wires = [(Wire::LineApi, "https://line.test".to_owned()), (Wire::MetaApi, "https://meta.test/v25.0".to_owned())];
    let clock = Clock::by_hand(Timestamp::from_millis(START));
    let deps = Deps { table: Table::from(memory.clone()), ..Deps::memory(clock, Config::of(wires)) };
    (memory, deps)
}

/// A world in which nothing has happened. The company in it is furnished through the API once; every other schedule
/// begins with what that wrote.
fn world(shape: &Shape, bug: Option<Bug>, trace: Trace) -> World {
    static COMPANY: OnceLock<Company> = OnceLock::new();
    let company = COMPANY.get_or_init(furnished);
    let (memory, deps) = bare();
    let written = company.written.0.lock().map(|written| written.clone()).unwrap_or_default();
    for writes in written {
        let _ = waited(deps.table.write(writes));
    }
    for (platform, account) in [(Platform::Line, SHOP), (Platform::Instagram, GRAM)] {
        let texts = [("signing", SIGNING[0]), ("token", TOKEN), ("verify_token", "v")];
        let texts = texts.map(|(name, text)| (name.to_owned(), vec![text.to_owned()]));
        if let Ok(account) = account.parse() {
            let _ = waited(deps.secrets.put(platform, &account, Secret::new(texts.into())));
        }
    }
    let mut world = World::new(shape, deps, memory, trace, bug, company.requests);
    company.told.iter().for_each(|envelope| world.send(envelope));
    world.violations.extend(company.problems.iter().cloned());
    world
}

/// What comes of something that waits for nobody.
fn waited<T>(work: impl Future<Output = T>) -> T {
    let mut work = std::pin::pin!(work);
    loop {
        if let Poll::Ready(done) = work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return done;
        }
    }
}

/// Furnishes it through its API.
fn furnished() -> Company {
    let (memory, deps) = bare();
    let agents = (0..3).map(|number| {
        let agent = json!({ "name": format!("Agent {number}"), "queues": ["care"], "skills": {}, "capacity": 1 + number });
        (format!("agents/agent{number}"), agent)
    });
    let account = |platform: &str, external: &str| json!({ "platform": platform, "name": platform, "external_id": external, "queue": "care", "threading_window_minutes": 4_320, "active": true, "confirmed": crate::house::confirmed(platform) });
    let secret = secrets(&SIGNING[..1]);
    let angry = json!({ "name": "Angry", "number": 1, "active": true, "tags": [], "condition": { "field": "sentiment", "operator": "is", "value": "negative" },
        "outcome": { "then": "escalate", "queue": "care", "skills": [], "priority": 5 } });
    let furniture = [
        (
            "queues/care".to_owned(),
            json!({ "name": "Care", "offer_seconds": 60, "wrap_up_codes": ["other"], "code_required": false }),
        ),
        (format!("accounts/{SHOP}"), account("line", "Ushop")),
        (format!("accounts/{GRAM}"), account("instagram", GRAM_ID)),
        (format!("accounts/{NEWS}"), account("open", "news")),
        (
            "sources/news".to_owned(),
            json!({ "name": "News", "account": NEWS, "wants": { "wants": "feed", "url": FEED }, "fastest_seconds": 120, "slowest_seconds": 240,
                "calls_per_month": 100_000 }),
        ),
        (format!("accounts/{SHOP}/secrets"), secret.clone()),
        (format!("accounts/{GRAM}/secrets"), secret),
        ("topics/delivery".to_owned(), topic("Delivery")),
        ("rules/angry".to_owned(), angry),
    ];
    let mut company = Company { written: Arc::default(), told: vec![], requests: 0, problems: vec![] };
    let table = Table::from(memory.behind(Gated::by(company.written.clone())));
    for (path, body) in furniture.into_iter().chain(agents) {
        // By a process that remembers nothing of what was.
        let process = deps.process(table.clone(), deps.clock.clone(), &Gated::default());
        let path = format!("/v1/{path}");
        let request = Request { who: "root".into(), role: "admin", method: "PUT", path, body, key: None };
        company.requests += 1;
        let (answer, told) = at_once(&request, company.requests, &process);
        company.told.extend(told);
        if !(200..300).contains(&answer.status) {
            let problem = format!("the simulation is wrong: {} {}: {}", request.path, answer.status, answer.body);
            company.problems.push(problem);
        }
    }
    company
}

/// A request answered at once and undisturbed, with what it told the steps.
pub(crate) fn at_once(request: &Request, number: u64, deps: &Deps) -> (Answer, Vec<Envelope>) {
    let done = waited(invoke(Step::Api, request.event(number), deps.clone()));
    let answer = match done {
        Done::Answer(answer) => answer,
        other => Answer { status: 0, body: json!(format!("{other:?}")) },
    };
    (answer, deps.bus.take().published)
}
