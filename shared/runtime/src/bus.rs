//! Commands and events out.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use aws_sdk_eventbridge::types::PutEventsRequestEntry;
use aws_sdk_sqs::types::{MessageAttributeValue, SendMessageBatchRequestEntry};
use domain::event::{Envelope, Way};

#[cfg(feature = "memory")]
use store::gate::{Extent, Gated};

use crate::{
    config::{Config, Wire},
    error::Error,
    meter::Meter,
};

/// Where envelopes leave a function.
#[derive(Clone)]
pub struct Bus {
    arm: Arm,
    meter: Arc<Meter>,
    /// What a batch has published so far, to go out together at its end; none outside a batch.
    held: Arc<Mutex<Option<Vec<Envelope>>>>,
}

#[derive(Clone)]
enum Arm {
    Aws(Arc<Aws>),
    #[cfg(feature = "memory")]
    Memory(Arc<Mutex<Held>>, Gated),
}

struct Aws {
    sqs: aws_sdk_sqs::Client,
    events: aws_sdk_eventbridge::Client,
    config: Config,
}

/// What an in-memory bus was given.
#[cfg(feature = "memory")]
#[derive(Debug, Default)]
pub struct Held {
    /// Commands and events, in the order they were published.
    pub published: Vec<Envelope>,
    /// Messages put aside, with their reasons.
    pub dead: Vec<Letter>,
    refusing: u32,
}

#[cfg(feature = "memory")]
impl Held {
    fn refuses(&mut self) -> Result<(), Error> {
        if self.refusing == 0 {
            return Ok(());
        }
        self.refusing -= 1;
        Err(Error::Retry("this bus was told to refuse".into()))
    }
}

/// A message put aside, with why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The body as it came.
    pub body: String,
    /// Its ordering group, for a FIFO queue.
    pub group: Option<String>,
    /// A name that makes a second putting-aside of the same body the same letter.
    pub id: String,
    /// Why it was put aside, and the next step.
    pub reason: String,
}

/// Both batch calls take ten entries and a megabyte; half of that leaves room for the escaping on the wire.
const MOST_ENTRIES: usize = 10;
const MOST_BYTES: usize = 500_000;

impl Bus {
    pub(crate) fn aws(sqs: aws_sdk_sqs::Client, events: aws_sdk_eventbridge::Client, config: Config, meter: Arc<Meter>) -> Self {
        Self { arm: Arm::Aws(Arc::new(Aws { sqs, events, config })), meter, held: Arc::default() }
    }

    /// A bus that keeps what it is given.
    #[cfg(feature = "memory")]
    pub fn memory(meter: Arc<Meter>) -> Self {
        Self { arm: Arm::Memory(Arc::default(), Gated::default()), meter, held: Arc::default() }
    }

    /// An in-memory bus behind a gate, with nothing in it.
    #[cfg(feature = "memory")]
    pub(crate) fn behind(gate: Gated, meter: Arc<Meter>) -> Self {
        Self { arm: Arm::Memory(Arc::default(), gate), meter, held: Arc::default() }
    }

    /// What an in-memory bus was given since the last call.
    #[cfg(feature = "memory")]
    pub fn take(&self) -> Held {
        match &self.arm {
            Arm::Memory(held, _) => held
                .lock()
                .map(|mut held| {
                    let refusing = held.refusing;
                    std::mem::replace(&mut *held, Held { refusing, ..Held::default() })
                })
                .unwrap_or_default(),
            Arm::Aws(_) => Held::default(),
        }
    }

    /// Lets an in-memory bus refuse its next calls, as one that cannot be reached.
    #[cfg(feature = "memory")]
    pub fn refuse(&self, calls: u32) {
        if let Arm::Memory(held, _) = &self.arm
            && let Ok(mut held) = held.lock()
        {
            held.refusing = calls;
        }
    }

    /// Sends every envelope where its payload goes: commands to their step's queue, events to the bus. Inside a batch
    /// they wait for its end, to share requests; their causes are only acknowledged after that.
    ///
    /// # Errors
    /// `Retry` if any entry was not taken. Sending all of them again is safe: their ids are the same.
    pub async fn publish(&self, envelopes: &[Envelope]) -> Result<(), Error> {
        let events = envelopes.iter().filter(|envelope| envelope.payload.way() == Way::Bus).count() as u64;
        self.meter.published(envelopes.len() as u64 - events, events);
        if let Ok(mut held) = self.held.lock()
            && let Some(held) = held.as_mut()
        {
            held.extend(envelopes.iter().cloned());
            return Ok(());
        }
        self.send_out(envelopes).await
    }

    /// A batch begins. What an earlier one left when it was cut off is forgotten: its causes come again.
    pub(crate) fn hold(&self) {
        if let Ok(mut held) = self.held.lock() {
            *held = Some(Vec::new());
        }
    }

    /// A batch ends: everything it published goes out, in the order it was published.
    pub(crate) async fn release(&self) -> Result<(), Error> {
        let held = self.held.lock().ok().and_then(|mut held| held.take()).unwrap_or_default();
        if held.is_empty() { Ok(()) } else { self.send_out(&held).await }
    }

    async fn send_out(&self, envelopes: &[Envelope]) -> Result<(), Error> {
        let aws = match &self.arm {
            Arm::Aws(aws) => aws,
            #[cfg(feature = "memory")]
            Arm::Memory(held, gate) => {
                let what = || envelopes.iter().map(|one| one.payload.name()).collect::<Vec<_>>().join(" ");
                let send = |extent| {
                    let mut held = held.lock().map_err(|_| Error::Retry("the bus is broken".into()))?;
                    held.refuses()?;
                    let sent = if extent == Extent::Half { envelopes.len() / 2 } else { envelopes.len() };
                    held.published.extend_from_slice(&envelopes[..sent]);
                    self.requested(&envelopes[..sent]);
                    Ok(())
                };
                return gate.pass("bus", "send", what, send).await.unwrap_or_else(|lost| Err(unheard(lost)));
            }
        };
        let mut ways: BTreeMap<Way, Vec<(&Envelope, String)>> = BTreeMap::new();
        for envelope in envelopes {
            let body =
                serde_json::to_string(envelope).map_err(|e| Error::Reject(format!("an envelope cannot be written: {e}")))?;
            ways.entry(envelope.payload.way()).or_default().push((envelope, body));
        }
        // Commands first: if the bus then fails, the replay sends the commands again, and the queues know them.
        for (way, entries) in ways {
            for chunk in chunks(entries) {
                match way {
                    Way::Bus => self.put_events(aws, chunk).await?,
                    Way::Inbound => self.send(aws, Wire::Inbound, chunk).await?,
                    Way::Escalate => self.send(aws, Wire::Escalate, chunk).await?,
                    Way::Route => self.send(aws, Wire::Route, chunk).await?,
                    Way::Outbound => self.send(aws, Wire::Outbound, chunk).await?,
                    Way::Media => self.send(aws, Wire::Media, chunk).await?,
                    Way::Analytics => self.send(aws, Wire::Analytics, chunk).await?,
                }
            }
        }
        Ok(())
    }

    /// Counts the requests that queues would have got.
    #[cfg(feature = "memory")]
    fn requested(&self, sent: &[Envelope]) {
        let mut ways: BTreeMap<Way, usize> = BTreeMap::new();
        sent.iter()
            .map(|envelope| envelope.payload.way())
            .filter(|way| *way != Way::Bus)
            .for_each(|way| *ways.entry(way).or_default() += 1);
        ways.values()
            .map(|entries| entries.div_ceil(MOST_ENTRIES))
            .for_each(|requests| (0..requests).for_each(|_| self.meter.requested()));
    }

    async fn send(&self, aws: &Aws, wire: Wire, entries: Vec<(&Envelope, String)>) -> Result<(), Error> {
        let url = aws.queue(wire)?;
        let fifo = url.ends_with(".fifo");
        let count = entries.len() as u64;
        let mut request = aws.sqs.send_message_batch().queue_url(url);
        for (place, (envelope, body)) in entries.into_iter().enumerate() {
            let mut entry = SendMessageBatchRequestEntry::builder().id(place.to_string()).message_body(body);
            if fifo {
                entry = entry.message_group_id(envelope.thread.as_str()).message_deduplication_id(envelope.id.to_string());
            }
            request = request.entries(entry.build().map_err(|e| Error::Reject(e.to_string()))?);
        }
        let answer = Box::pin(request.send()).await.map_err(|e| Error::Retry(format!("{}: {}", wire.env(), reason(&e))))?;
        self.meter.requested();
        match answer.failed() {
            [] => Ok(()),
            [first, ..] => {
                Err(Error::Retry(format!("{} refused {} of {count}: {}", wire.env(), answer.failed().len(), first.code())))
            }
        }
    }

    async fn put_events(&self, aws: &Aws, entries: Vec<(&Envelope, String)>) -> Result<(), Error> {
        let bus = aws.config.get(Wire::Bus).ok_or_else(|| unwired(Wire::Bus))?;
        let count = entries.len() as u64;
        let mut request = aws.events.put_events();
        for (envelope, body) in entries {
            let entry = PutEventsRequestEntry::builder()
                .source("care")
                .detail_type(format!("{}.v{}", envelope.payload.name(), envelope.version))
                .detail(body)
                .event_bus_name(bus)
                .build();
            request = request.entries(entry);
        }
        let answer = Box::pin(request.send()).await.map_err(|e| Error::Retry(format!("the bus: {}", reason(&e))))?;
        if answer.failed_entry_count() == 0 {
            return Ok(());
        }
        let code = answer.entries().iter().find_map(|entry| entry.error_code()).unwrap_or("no code");
        Err(Error::Retry(format!("the bus refused {} of {count}: {code}", answer.failed_entry_count())))
    }

    /// Puts a message aside with its reason: an operator can look at it, and send it back.
    pub async fn put_aside(&self, letter: Letter) -> Result<(), Error> {
        let aws = match &self.arm {
            Arm::Aws(aws) => aws,
            #[cfg(feature = "memory")]
            Arm::Memory(held, gate) => {
                let put = |_| {
                    let mut held = held.lock().map_err(|_| Error::Retry("the queue is broken".into()))?;
                    held.refuses()?;
                    held.dead.push(letter.clone());
                    Ok(())
                };
                return gate.pass("bus", "put aside", || letter.id.clone(), put).await.unwrap_or_else(|l| Err(unheard(l)));
            }
        };
        let url = aws.queue(Wire::DeadLetters)?;
        let why: String = letter.reason.chars().take(1_000).collect();
        let attribute = MessageAttributeValue::builder().data_type("String").string_value(why).build();
        let attribute = attribute.map_err(|e| Error::Reject(e.to_string()))?;
        let mut request = aws.sqs.send_message().queue_url(url).message_body(letter.body).message_attributes("reason", attribute);
        if url.ends_with(".fifo") {
            let group = letter.group.unwrap_or_else(|| "none".into());
            request = request.message_group_id(group).message_deduplication_id(letter.id);
        }
        Box::pin(request.send()).await.map_err(|e| Error::Retry(format!("the dead-letter queue: {}", reason(&e))))?;
        self.meter.published(1, 0);
        self.meter.requested();
        Ok(())
    }

    /// Lets a failed message come back after `seconds` instead of after its whole visibility.
    pub(crate) async fn come_back(&self, receipt: &str, seconds: i32) {
        let aws = match &self.arm {
            Arm::Aws(aws) => aws,
            #[cfg(feature = "memory")]
            Arm::Memory(..) => return,
        };
        let Ok(url) = aws.queue(Wire::Source) else { return };
        let request = aws.sqs.change_message_visibility().queue_url(url).receipt_handle(receipt).visibility_timeout(seconds);
        // Without it the message only comes back later.
        if let Err(error) = Box::pin(request.send()).await {
            tracing::debug!(error = %reason(&error), "A failed message keeps its whole visibility");
        }
    }
}

#[cfg(feature = "memory")]
fn unheard(lost: store::gate::Lost) -> Error {
    Error::Retry(format!("{lost:?}"))
}

impl Aws {
    fn queue(&self, wire: Wire) -> Result<&str, Error> {
        self.config.get(wire).ok_or_else(|| unwired(wire))
    }
}

fn unwired(wire: Wire) -> Error {
    Error::Reject(format!("this function is not wired to {}: add it to the template and to its WIRING", wire.env()))
}

fn chunks(entries: Vec<(&Envelope, String)>) -> Vec<Vec<(&Envelope, String)>> {
    let mut chunks: Vec<Vec<_>> = Vec::new();
    let mut bytes = 0;
    for entry in entries {
        let size = entry.1.len();
        match chunks.last_mut() {
            Some(chunk) if chunk.len() < MOST_ENTRIES && bytes + size <= MOST_BYTES => {
                bytes += size;
                chunk.push(entry);
            }
            _ => {
                bytes = size;
                chunks.push(vec![entry]);
            }
        }
    }
    chunks
}

/// The short reason of an SDK error: its code, never its texts, which may repeat what was sent.
pub(crate) fn reason<E: aws_sdk_sqs::error::ProvideErrorMetadata>(error: &aws_sdk_sqs::error::SdkError<E>) -> String {
    use aws_sdk_sqs::error::SdkError;
    match error {
        SdkError::ServiceError(service) => service.err().code().unwrap_or("an error without a code").to_owned(),
        SdkError::TimeoutError(_) => "time-out".into(),
        SdkError::DispatchFailure(_) => "unreachable".into(),
        _ => "an unreadable answer".into(),
    }
}
