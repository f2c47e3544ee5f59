//! The world of one schedule: processes, queues, people, and what happens next.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    task::{Context, Poll, Waker},
};

use domain::{event::Envelope, time::Timestamp};
use runtime::{Clock, Deps, Letter};
use serde_json::{Value, json};
use store::{Memory, Table, gate::Gated};

use crate::{
    agents::Agent,
    bug::Bug,
    client::{Answer, Request},
    customers::{Event, GRAM, Post, SHOP, SIGNING},
    dice::Dice,
    gate::Station,
    platforms::Platforms,
    queue::{Delivery, Queue},
    run::{Trace, at_once},
    shape::{Fault, Shape, Theme},
    steps::{self, Done, Invocation, Step, invoke},
};

/// One running process of a function.
struct Process {
    step: Step,
    deps: Deps,
    hand: Clock,
    skew: i64,
    crashed: Arc<AtomicBool>,
    stands: Arc<AtomicI64>,
    busy: bool,
}

/// An invocation under way.
struct Run {
    process: usize,
    invocation: Invocation,
    work: Work,
    /// When its process is given time again.
    stands_until: i64,
}

enum Work {
    Batch(Vec<Delivery>),
    Post(usize),
    Ask(usize, Request),
    /// A screen asks for a ticket, and opens its socket with it.
    Ticket(usize),
    Socket(usize, String),
    /// Nobody waits for its answer.
    Alone,
}

/// What happens at its time.
pub(crate) enum Happening {
    /// A customer writes.
    Write(u32),
    /// The feed says something.
    Publish,
    /// A platform tries to deliver.
    Post(usize),
    /// An agent does the next thing.
    Act(usize),
    /// A minute is over.
    Minute,
    /// A fact reaches a queue.
    Fact(Step, String),
    /// The platforms forget the token, or know it again.
    Token(bool),
    /// An administrator changes a topic.
    Rules,
    /// An administrator sets the secrets that are live from now on.
    Secrets(Vec<&'static str>),
    /// The platforms sign with the new secret.
    Signed,
    /// An agent's screen connects.
    Connect(usize),
    /// Every socket is cut.
    Cut,
}

pub(crate) struct World {
    pub now: i64,
    pub dice: Dice,
    pub trace: Trace,
    pub memory: Memory,
    pub base: Deps,
    pub queues: BTreeMap<Step, Queue>,
    pub platforms: Platforms,
    pub agents: Vec<Agent>,
    pub posts: Vec<Post>,
    /// Texts of events whose webhook was answered with 2xx.
    pub accepted: BTreeSet<String>,
    /// Everything written, whether it ever arrived or not.
    pub written: Vec<Event>,
    /// What was put aside, with the reason.
    pub letters: Vec<Letter>,
    /// Conversations that were told of.
    pub conversations: BTreeSet<String>,
    /// What went wrong that never may.
    pub violations: Vec<String>,
    pub polls: u64,
    /// People work; they go home when a schedule comes to its end.
    pub open: bool,
    /// What the platforms sign with now.
    signing: &'static str,
    /// What each desk held when they were last looked at.
    pub held: BTreeMap<String, BTreeSet<String>>,
    /// A desk came to hold more since they were last looked at.
    desks: Arc<AtomicBool>,
    /// Sockets, with whose they are.
    pub sockets: BTreeMap<String, String>,
    bug: Option<Bug>,
    /// The process that answers the examiner.
    office: Option<(Deps, Clock)>,
    processes: Vec<Process>,
    running: Vec<Run>,
    later: BTreeMap<(i64, u64), Happening>,
    requests: u64,
    n: u64,
}

/// Processes of each function.
const PROCESSES: usize = 3;

impl World {
    pub(crate) fn new(shape: &Shape, base: Deps, memory: Memory, trace: Trace, bug: Option<Bug>, requests: u64) -> Self {
        let dice = Dice::of(shape);
        let platforms = Platforms::new(dice.clone(), bug);
        let base = Deps { http: platforms.web(), ..base };
        let mut world = Self {
            now: base.clock.now().millis(),
            agents: (0..shape.agents).map(|number| Agent::new(number, shape.acts)).collect(),
            queues: Step::ALL.into_iter().filter_map(|step| Some((step, step.queue()?))).collect(),
            dice,
            trace,
            memory,
            base,
            platforms,
            posts: vec![],
            accepted: BTreeSet::new(),
            written: vec![],
            letters: vec![],
            conversations: BTreeSet::new(),
            violations: vec![],
            polls: 0,
            open: true,
            signing: SIGNING[0],
            held: BTreeMap::new(),
            desks: Arc::default(),
            sockets: BTreeMap::new(),
            bug,
            office: None,
            processes: vec![],
            running: vec![],
            later: BTreeMap::new(),
            requests,
            n: 0,
        };
        for step in Step::ALL {
            (0..PROCESSES).for_each(|_| world.processes.push(world.process(step)));
        }
        world
    }

    fn process(&self, step: Step) -> Process {
        let (crashed, stands) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicI64::new(0)));
        let station = Station {
            name: format!("{step:?}"),
            dice: self.dice.clone(),
            trace: self.trace.clone(),
            bug: self.bug,
            crashed: crashed.clone(),
            stands: stands.clone(),
            desks: self.desks.clone(),
            on_desk: AtomicBool::new(false),
        };
        let gate = Gated::by(Arc::new(station));
        let skew = if self.dice.knows(Fault::Skew) { self.dice.between(-300_000, 300_000) } else { 0 };
        let hand = Clock::by_hand(Timestamp::from_millis(self.now + skew));
        let deps = self.base.process(Table::from(self.memory.behind(gate.clone())), hand.clone(), &gate);
        Process { step, deps, hand, skew, crashed, stands, busy: false }
    }

    pub(crate) fn at(&mut self, when: i64, happening: Happening) {
        self.n += 1;
        self.later.insert((when, self.n), happening);
    }

    /// Whether anything is under way or to come, but for the passing of minutes.
    pub(crate) fn is_at_rest(&self) -> bool {
        self.running.is_empty()
            && self.queues.values().all(Queue::is_empty)
            && self.later.values().all(|happening| matches!(happening, Happening::Minute))
    }

    /// One thing goes on; which one, chance decides.
    pub(crate) fn step(&mut self) {
        self.polls += 1;
        let startable: Vec<Step> =
            Step::FED.into_iter().filter(|step| self.queues[step].has_work(self.now) && self.idle(*step).is_some()).collect();
        let due = self.later.first_key_value().is_some_and(|((when, _), _)| *when <= self.now);
        let awake: Vec<usize> = (0..self.running.len()).filter(|&place| self.running[place].stands_until <= self.now).collect();
        let choices = awake.len() + startable.len() + usize::from(due);
        if choices == 0 {
            let next = self.later.keys().next().map(|(when, _)| *when);
            let visible = self.queues.values().filter_map(Queue::next_visible).filter(|at| *at > self.now).min();
            let awake = self.running.iter().map(|run| run.stands_until).min();
            let when = next.into_iter().chain(visible).chain(awake).min().unwrap_or(self.now + 1);
            self.now = when.max(self.now + 1);
            return;
        }
        match self.dice.below(choices) {
            place if place < awake.len() => {
                self.now += self.dice.between(0, 4);
                self.poll(awake[place]);
            }
            place if place < awake.len() + startable.len() => self.take(startable[place - awake.len()]),
            _ => {
                if let Some((_, happening)) = self.later.pop_first() {
                    self.happen(happening);
                }
            }
        }
    }

    fn idle(&self, step: Step) -> Option<usize> {
        self.processes.iter().position(|process| process.step == step && !process.busy)
    }

    fn begin(&mut self, step: Step, event: impl Into<steps::Event>, work: Work) -> bool {
        let Some(place) = self.idle(step) else { return false };
        let process = &mut self.processes[place];
        process.busy = true;
        let invocation = invoke(step, event, process.deps.clone());
        self.running.push(Run { process: place, invocation, work, stands_until: 0 });
        true
    }

    /// A step takes a batch from its queue.
    fn take(&mut self, step: Step) {
        let (now, dice) = (self.now, self.dice.clone());
        let most = 1 + dice.below(10);
        let Some(queue) = self.queues.get_mut(&step) else { return };
        let (taken, event) = queue.receive(now, most, |end| dice.below(end));
        if taken.is_empty() {
            return;
        }
        for delivery in &taken {
            // Where answers go out, two senders of one answer are what must not meet.
            let often = if step == Step::Outbound && dice.theme() == Theme::Platforms { 400 } else { 60 };
            if dice.strikes(Fault::Expiry, often) {
                // Half of them so soon that both workers look before either writes.
                let late = if dice.happens(50) { 3 } else { 40 };
                queue.expire(delivery, now + dice.between(0, late));
            }
        }
        self.trace.say(|| format!("{now} {step:?} takes {}", taken.len()));
        self.begin(step, event, Work::Batch(taken));
    }

    fn poll(&mut self, place: usize) {
        let run = &mut self.running[place];
        let process = &self.processes[run.process];
        process.hand.set(Timestamp::from_millis(self.now + process.skew));
        self.platforms.at(self.now);
        let polled = run.invocation.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        run.stands_until = self.now + process.stands.swap(0, Ordering::SeqCst);
        let held = process.deps.bus.take();
        let crashed = process.crashed.load(Ordering::SeqCst);
        let leak = if self.bug == Some(Bug::LeakedToken) { crate::platforms::TOKEN } else { "" };
        self.letters.extend(held.dead.into_iter().map(|letter| Letter { reason: letter.reason + leak, ..letter }));
        held.published.iter().for_each(|envelope| self.send(envelope));
        for echo in self.platforms.take_echoes() {
            let at = self.now + self.dice.between(100, 5_000);
            self.posts.push(Post::of(vec![echo], self.now, &self.dice));
            self.at(at, Happening::Post(self.posts.len() - 1));
        }
        match (polled, crashed) {
            (Poll::Pending, false) => {}
            (Poll::Pending, true) => self.end(place, None),
            (Poll::Ready(done), _) => self.end(place, Some(done)),
        }
        if self.desks.swap(false, Ordering::SeqCst) {
            crate::examine::desks(self);
        }
    }

    /// A screen opens its socket.
    fn connect(&mut self, agent: usize, ticket: &str) {
        self.n += 1;
        let connection = format!("socket{}", self.n);
        let event = steps::connect(&connection, ticket);
        if !self.begin(Step::Realtime, event, Work::Socket(agent, connection)) {
            // The ticket is good for a minute, and asked for anew.
            self.at(self.now + 100, Happening::Connect(agent));
        }
    }

    fn order(&mut self, method: &'static str, path: &str, body: Value) {
        self.requests += 1;
        let request = Request { who: "root".into(), role: "admin", method, path: path.into(), body, key: None };
        self.begin(Step::Api, request.event(self.requests), Work::Alone);
    }

    /// Commands go to their queues at once; facts take the bus.
    pub(crate) fn send(&mut self, envelope: &Envelope) {
        let Ok(body) = serde_json::to_string(envelope) else { return };
        self.note(&body);
        for step in Step::of(&envelope.payload) {
            let Some(queue) = self.queues.get_mut(&step) else { continue };
            if queue.fifo {
                queue.send(self.now, body.clone(), envelope.thread.as_str(), &envelope.id.to_string());
                continue;
            }
            let late =
                if self.dice.strikes(Fault::Delay, 100) { self.dice.between(1_000, 20_000) } else { self.dice.between(5, 300) };
            let name = envelope.payload.name();
            let fact = format!(r#"{{"version":"0","id":"e","source":"care","detail-type":"{name}","detail":{body}}}"#);
            if self.dice.strikes(Fault::Duplicate, 60) {
                self.at(self.now + late * 3, Happening::Fact(step, fact.clone()));
            }
            self.at(self.now + late, Happening::Fact(step, fact));
        }
    }

    /// Remembers a conversation that was told of. What people wrote is escaped in a body, so the name stands for itself.
    fn note(&mut self, body: &str) {
        if let Some((_, rest)) = body.split_once(r#""conversation":""#)
            && let Some((id, _)) = rest.split_once('"')
            && !self.conversations.contains(id)
        {
            self.conversations.insert(id.to_owned());
        }
    }

    fn end(&mut self, place: usize, done: Option<Done>) {
        let run = self.running.swap_remove(place);
        let step = self.processes[run.process].step;
        if done.is_none() {
            // The machine it ran on is gone; another takes its place with nothing remembered.
            self.processes[run.process] = self.process(step);
        } else {
            self.processes[run.process].busy = false;
        }
        if let Some(Done::Unreadable(why)) = &done {
            self.violations.push(format!("the simulation is wrong: {step:?} cannot read its event: {why}"));
        }
        match (run.work, done) {
            (Work::Batch(taken), Some(Done::Batch(response))) => {
                let failed: BTreeSet<String> =
                    response.batch_item_failures.into_iter().map(|failure| failure.item_identifier).collect();
                let whole = match self.bug {
                    Some(Bug::WholeBatchAck) => true,
                    Some(Bug::DroppedFacts) => step == Step::Analytics,
                    _ => false,
                };
                let Some(queue) = self.queues.get_mut(&step) else { return };
                for delivery in taken {
                    if failed.contains(&delivery.id.to_string()) && !whole {
                        queue.fail(&delivery, self.now);
                    } else {
                        queue.delete(&delivery);
                    }
                }
            }
            (Work::Post(post), Some(Done::Answer(answer))) => self.answered(post, &answer),
            (Work::Post(post), _) => self.answered(post, &Answer { status: 0, body: Value::Null }),
            (Work::Ask(agent, request), done) => {
                let answer = if let Some(Done::Answer(answer)) = done { Some(answer) } else { None };
                self.heard(agent, &request, answer.as_ref());
            }
            (Work::Ticket(agent), Some(Done::Answer(answer))) if answer.status == 201 => {
                let ticket = answer.body["ticket"].as_str().unwrap_or_default().to_owned();
                self.connect(agent, &ticket);
            }
            (Work::Socket(agent, connection), Some(Done::Answer(answer))) if answer.status == 200 => {
                self.sockets.insert(connection, self.agents[agent].name.clone());
            }
            // A screen that got no answer tries again.
            (Work::Ticket(agent) | Work::Socket(agent, _), _) if self.open => {
                self.at(self.now + 3_000, Happening::Connect(agent));
            }
            (Work::Batch(_) | Work::Alone | Work::Ticket(_) | Work::Socket(..), _) => {}
        }
    }

    /// A platform has its answer, or none.
    fn answered(&mut self, post: usize, answer: &Answer) {
        let at = self.now;
        self.posts[post].tries += 1;
        if answer.status == 401 {
            self.violations.push(format!("F17: a delivery that was rightly signed was refused at {at}"));
        }
        let ok = (200..300).contains(&answer.status) || self.bug == Some(Bug::AckBeforeEnqueue);
        self.trace.say(|| format!("{at} the platform hears {} for post {post}", answer.status));
        if ok {
            self.accepted.extend(self.posts[post].events.iter().map(|event| event.text.clone()));
        }
        if (!ok && self.posts[post].tries < 8) || self.dice.strikes(Fault::Duplicate, 100) {
            let wait = self.dice.between(500, 60_000);
            self.at(at + wait, Happening::Post(post));
        }
    }

    fn heard(&mut self, agent: usize, request: &Request, answer: Option<&Answer>) {
        self.trace.say(|| {
            let said = answer.map_or("nothing".into(), |answer| format!("{} {}", answer.status, answer.body));
            format!(
                "{} hears of {} {} {}: {}",
                request.who,
                request.method,
                request.path,
                request.body,
                said.chars().take(300).collect::<String>()
            )
        });
        if let Some(answer) = answer
            && answer.status >= 400
            && answer.body["error"]["next"].as_str().is_none_or(str::is_empty)
            && answer.status < 500
        {
            self.violations.push(format!("{} {} was refused without a next step: {}", request.method, request.path, answer.body));
        }
        if let Some(desk) =
            answer.filter(|answer| answer.status == 200 && request.path == "/v1/agents/me").map(|answer| &answer.body["agent"])
            && desk["load"].as_u64() > desk["capacity"].as_u64()
        {
            self.violations.push(format!("I10: {} holds {} and may hold {}", request.who, desk["load"], desk["capacity"]));
        }
        self.agents[agent].heard(request, answer, &self.dice);
        // Now and then they act at once, all of them together.
        let (at_once, pause) = match self.dice.theme() {
            Theme::Restless | Theme::Crowded => (70, 3_000),
            Theme::Clicks => (70, 60_000),
            Theme::Anything | Theme::Platforms | Theme::Crashes | Theme::Counting => (30, 60_000),
        };
        let wait = if self.dice.happens(at_once) { self.dice.between(0, 30) } else { self.dice.between(1_000, pause) };
        self.at(self.now + wait, Happening::Act(agent));
    }

    fn happen(&mut self, happening: Happening) {
        let now = self.now;
        match happening {
            Happening::Write(person) => self.write(person),
            Happening::Publish => {
                // Nobody tells of it: whoever asks finds it, sooner or later.
                let event = Event::published(self.written.len() as u32);
                self.platforms.publish(&event.text);
                self.accepted.insert(event.text.clone());
                self.written.push(event);
            }
            Happening::Post(post) => {
                let event = self.posts[post].request(self.signing);
                self.trace.say(|| {
                    format!("{now} post {post}: {:?}", self.posts[post].events.iter().map(|e| &e.text).collect::<Vec<_>>())
                });
                if !self.begin(Step::Webhook, event, Work::Post(post)) {
                    self.at(now + 50, Happening::Post(post));
                }
            }
            Happening::Act(agent) => {
                if self.idle(Step::Api).is_none() {
                    self.at(now + 20, Happening::Act(agent));
                } else if let Some(request) = self.agents[agent].next(&self.dice).filter(|_| self.open) {
                    self.requests += 1;
                    self.trace.say(|| format!("{now} {} asks {} {} {}", request.who, request.method, request.path, request.body));
                    self.begin(Step::Api, request.event(self.requests), Work::Ask(agent, request));
                }
            }
            Happening::Minute => {
                self.trace.say(|| format!("{now} a minute"));
                self.begin(Step::Clock, json!({}), Work::Alone);
                self.begin(Step::Poller, json!({}), Work::Alone);
                // When nobody works any more, what is due can wait a little longer to be found.
                self.at(now + if self.open { 60_000 } else { 180_000 }, Happening::Minute);
            }
            Happening::Fact(step, fact) => {
                if let Some(queue) = self.queues.get_mut(&step) {
                    if self.dice.strikes(Fault::Duplicate, 30) {
                        queue.again(now + 1, fact.clone());
                    }
                    queue.send(now, fact, "", "");
                }
            }
            Happening::Token(revoked) => self.platforms.revoke(revoked),
            Happening::Rules => {
                self.n += 1;
                self.order("PUT", "/v1/topics/delivery", crate::run::topic(&format!("Delivery {}", self.n)));
            }
            Happening::Secrets(live) => {
                for account in [SHOP, GRAM] {
                    // By an operator who sees it through: a secret that was not set is set again.
                    let path = format!("/v1/accounts/{account}/secrets");
                    let body = crate::run::secrets(&live);
                    let request = Request { who: "root".into(), role: "admin", method: "PUT", path, body, key: None };
                    self.ask(&request);
                }
            }
            Happening::Signed => self.signing = SIGNING[1],
            Happening::Connect(agent) => {
                if self.open {
                    let (who, role) = (self.agents[agent].name.clone(), self.agents[agent].role);
                    let path = "/v1/live/tickets".to_owned();
                    self.requests += 1;
                    let request = Request { who, role, method: "POST", path, body: Value::Null, key: None };
                    if !self.begin(Step::Api, request.event(self.requests), Work::Ticket(agent)) {
                        self.at(now + 50, Happening::Connect(agent));
                    }
                }
            }
            Happening::Cut => {
                for connection in std::mem::take(&mut self.sockets).into_keys() {
                    self.base.sockets.hang_up(&connection);
                }
                // All of them come back in the same moment.
                (0..self.agents.len()).for_each(|agent| self.at(now + 5, Happening::Connect(agent)));
            }
        }
        if self.dice.strikes(Fault::Poison, 15) {
            let fed = Step::FED[self.dice.below(4)];
            if let Some(queue) = self.queues.get_mut(&fed) {
                queue.send(now, "{\"poison\": true".into(), "poison", &format!("poison-{}", self.n));
            }
        }
    }

    fn write(&mut self, person: u32) {
        let now = self.now;
        let mut events = Vec::new();
        for _ in 0..1 + self.dice.below(2) {
            let event = Event::written(&self.dice, person, self.written.len() as u32, now);
            self.written.push(event.clone());
            events.push(event);
        }
        self.posts.push(Post::of(events, now, &self.dice));
        let late = if self.dice.strikes(Fault::Delay, 200) { self.dice.between(1_000, 120_000) } else { 30 };
        self.at(now + late, Happening::Post(self.posts.len() - 1));
    }

    /// Whether words were put aside for an operator, with a reason. What a door put aside is a whole body: a neighbour in it
    /// that could be read is no less lost.
    pub(crate) fn aside(&self, words: &str) -> bool {
        self.letters.iter().any(|letter| letter.group.is_some() && letter.body.contains(words))
    }

    /// Whoever is asked next remembers nothing of what was.
    pub(crate) fn forget(&mut self) {
        self.office = None;
    }

    /// A request of nobody's shift, answered at once and undisturbed: what the examiner asks.
    pub(crate) fn ask(&mut self, request: &Request) -> Answer {
        self.requests += 1;
        let (base, memory) = (&self.base, &self.memory);
        let (deps, hand) = self.office.get_or_insert_with(|| {
            let hand = Clock::by_hand(Timestamp::default());
            (base.process(Table::from(memory.clone()), hand.clone(), &Gated::default()), hand)
        });
        hand.set(Timestamp::from_millis(self.now));
        let (answer, told) = at_once(request, self.requests, deps);
        told.iter().for_each(|envelope| self.send(envelope));
        answer
    }
}
