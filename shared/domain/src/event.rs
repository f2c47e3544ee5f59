//! The envelope, every command and every event (architecture.md section 7).
//!
//! A command says *do this* and goes to exactly one step's queue; an event says *this happened* and goes to the bus.
//! Payloads carry ids and small facts; an event never carries a text, a handle or a token.

use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings};
use serde::{Deserialize, Serialize};

use crate::{
    agent::{Presence, Role},
    alert::AlertRaised,
    analysis::{Analysis, Flag, Intent, Language, Sentiment},
    contact::Identity,
    conversation::{Destination, Refused},
    escalate::Verdict,
    id::{
        AccountId, AgentId, CannedId, ContactId, ConversationId, EnvelopeId, MentionId, MessageId, QueueId, RuleId, TopicId,
        TraceId, WrapUpCode,
    },
    inbound::{Echo, Item, Receipt},
    interaction::{Dismissal, Figures},
    media::Media,
    mention::Caught,
    message::{DeliveryState, Failure},
    moderation::Moderation,
    platform::{ContentType, Platform, Visibility},
    program::{Leaves, Ticket, Webhook},
    reply::{Extra, Outbound},
    thread::Thread,
    time::Timestamp,
};

/// What travels between the steps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Envelope {
    /// Derived from what caused it, so a replay makes the same one.
    pub id: EnvelopeId,
    /// Which version of the payload this is.
    pub version: u32,
    /// When it was made: the `now` of every decision it leads to.
    pub at: Timestamp,
    /// The ordering group.
    pub thread: Thread,
    /// The command or event that led to this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<EnvelopeId>,
    /// The inbound item or the request that began it all; on every log line.
    pub trace: TraceId,
    /// What to do, or what happened.
    #[serde(flatten)]
    pub payload: Payload,
}

/// What a step sends out: a payload and the group it belongs to. Stored with the step's record, so that a replay
/// publishes the same again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Emit {
    /// The ordering group, where it is another than that of the command handled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<Thread>,
    /// What to do, or what happened.
    #[serde(flatten)]
    pub payload: Payload,
}

impl From<Payload> for Emit {
    fn from(payload: Payload) -> Self {
        Self { thread: None, payload }
    }
}

impl Emit {
    /// A payload for another ordering group.
    pub fn to(thread: Thread, payload: Payload) -> Self {
        Self { thread: Some(thread), payload }
    }
}

impl Envelope {
    /// The envelopes of what handling this one emits: the `n`-th gets the `n`-th derived id.
    pub fn emits(&self, emits: &[Emit]) -> Vec<Envelope> {
        emits
            .iter()
            .zip(0..)
            .map(|(emit, n)| Envelope {
                // By the id's own time, not `at`: a second delivery of the same item makes the same chain.
                id: EnvelopeId::derive(self.id, self.id.time(), n),
                version: emit.payload.version(),
                at: self.at,
                thread: emit.thread.clone().unwrap_or_else(|| self.thread.clone()),
                cause: Some(self.id),
                trace: self.trace,
                payload: emit.payload.clone(),
            })
            .collect()
    }

    /// An envelope that begins a chain: an item at the door, a person's request, a minute of the clock.
    pub fn begin(id: EnvelopeId, trace: TraceId, at: Timestamp, thread: Thread, payload: Payload) -> Self {
        Self { id, version: payload.version(), at, thread, cause: None, trace, payload }
    }
}

/// Where a payload goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// The queue of the step that takes items in.
    Inbound,
    /// The queue of the step that decides whether a person is needed.
    Escalate,
    /// The queue of the step that owns conversations.
    Route,
    /// The queue of the step that talks to platforms.
    Outbound,
    /// The queue of the step that keeps customers' files.
    Media,
    /// The bus.
    Bus,
    /// The queue of the step that counts, past the bus: for what is only ever counted.
    Analytics,
}

macro_rules! payloads {
    ($($(#[$doc:meta])* $variant:ident($data:ty) $name:literal v $version:literal $way:ident;)*) => {
        /// Every command and every event, with its name on the wire.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "type", content = "data")]
        pub enum Payload {$(
            $(#[$doc])*
            #[serde(rename = $name)]
            $variant($data),
        )*}

        impl Payload {
            /// The name on the wire.
            pub fn name(&self) -> &'static str {
                match self {$(Payload::$variant(_) => $name,)*}
            }

            /// The version this code writes.
            pub fn version(&self) -> u32 {
                match self {$(Payload::$variant(_) => $version,)*}
            }

            /// Where it goes.
            pub fn way(&self) -> Way {
                match self {$(Payload::$variant(_) => Way::$way,)*}
            }
        }

        $(impl From<$data> for Payload {
            fn from(data: $data) -> Self {
                Payload::$variant(data)
            }
        })*

        /// The published schema of every payload: (name, version, schema).
        pub fn contracts() -> Vec<(&'static str, u32, Schema)> {
            vec![$(($name, $version, contract::<$data>($name, $version)),)*]
        }
    };
}

payloads! {
    /// Take an item in.
    Ingest(Ingest) "ingest" v 1 Inbound;
    /// Decide whether a mention needs a person.
    Escalate(Escalate) "escalate" v 1 Escalate;
    /// Change a conversation or a desk.
    Route(Route) "route" v 1 Route;
    /// Talk to a platform.
    Outbound(Call) "outbound" v 1 Outbound;
    /// Note how far a message has come.
    Receipt(Receipt) "receipt" v 1 Outbound;
    /// Match what the platform says was sent.
    Echo(Echo) "echo" v 1 Outbound;
    /// Keep a customer's file, or forget it.
    Media(Media) "media" v 1 Media;
    /// Items matched by no rule.
    NoiseSeen(NoiseSeen) "noise.seen" v 1 Analytics;
    /// A mention was kept.
    MentionIngested(MentionIngested) "mention.ingested" v 1 Bus;
    /// A mention needs a person.
    MentionEscalated(MentionEscalated) "mention.escalated" v 1 Bus;
    /// A conversation, or another interaction in it, began.
    ConversationOpened(ConversationOpened) "conversation.opened" v 1 Bus;
    /// It waits.
    ConversationQueued(ConversationQueued) "conversation.queued" v 1 Bus;
    /// It was proposed to an agent.
    ConversationOffered(ConversationOffered) "conversation.offered" v 1 Bus;
    /// An agent has it.
    ConversationAssigned(ConversationAssigned) "conversation.assigned" v 1 Bus;
    /// It ended.
    ConversationClosed(ConversationClosed) "conversation.closed" v 1 Bus;
    /// A row is new in the thread, or changed there: a customer's message, a note.
    MessageReceived(MessageReceived) "message.received" v 1 Bus;
    /// A platform took a message, delivered it, or it was read.
    MessageSent(MessageSent) "message.sent" v 1 Bus;
    /// A message was not sent, or nobody knows.
    MessageFailed(MessageFailed) "message.failed" v 1 Bus;
    /// An agent came or went.
    AgentPresence(AgentPresence) "agent.presence" v 1 Bus;
    /// A rule calls people to a conversation.
    AgentCalled(AgentCalled) "agent.called" v 1 Bus;
    /// Something is going on in a topic, has become worse, or is over.
    AlertRaised(AlertRaised) "alert.raised" v 1 Bus;
    /// A rule has come near its cap, or beyond it.
    RuleCapped(RuleCapped) "alert.capped" v 1 Bus;
    /// A person's command could not be carried out.
    CommandRefused(CommandRefused) "command.refused" v 1 Bus;
}

fn contract<T: JsonSchema>(name: &str, version: u32) -> Schema {
    let mut generator: SchemaGenerator = SchemaSettings::draft2020_12().into_generator();
    let field = |schema: Schema| serde_json::Value::from(schema);
    let (id, thread, trace) = (
        field(generator.subschema_for::<EnvelopeId>()),
        field(generator.subschema_for::<Thread>()),
        field(generator.subschema_for::<TraceId>()),
    );
    let (at, data) = (field(generator.subschema_for::<Timestamp>()), field(generator.subschema_for::<T>()));
    let definitions = generator.take_definitions(true);
    schemars::json_schema!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("{name}.v{version}"),
        "type": "object",
        "required": ["id", "type", "version", "at", "thread", "trace", "data"],
        "properties": {
            "id": id, "type": { "const": name }, "version": { "const": version }, "at": at, "thread": thread,
            "cause": id, "trace": trace, "data": data,
        },
        "$defs": definitions,
    })
}

/// One item at the door, after its signature was checked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Ingest {
    /// What the platform told us.
    pub item: Item,
    /// SHA-256 of the verified body it came in, in hex (I3).
    pub body: String,
}

/// One kept mention.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Escalate {
    /// Which.
    pub mention: MentionId,
    /// It was decided on before, and is asked again (ADV-03): only what needs nobody so far can change.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub again: bool,
}

/// Everything that changes a conversation or a desk. `route` is the only step that does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Route {
    /// A customer's item joins or begins a conversation.
    Hear(Box<Hear>),
    /// Somebody who wrote as a guest is known now: the two are one person (IDN-03).
    Join {
        /// As the guest is known.
        guest: Identity,
        /// As the customer is known, by the word of the company's own page.
        known: Identity,
    },
    /// The agent it is offered to takes it.
    Accept {
        /// Which conversation.
        conversation: ConversationId,
        /// Who.
        agent: AgentId,
    },
    /// The agent it is offered to does not take it.
    Decline {
        /// Which conversation.
        conversation: ConversationId,
        /// Who.
        agent: AgentId,
    },
    /// An offer has run out.
    Expire {
        /// Which conversation.
        conversation: ConversationId,
        /// The end of the very offer meant: a newer one stands.
        until: Timestamp,
    },
    /// Somebody takes a conversation, or a supervisor gives it to somebody.
    Assign {
        /// Which conversation.
        conversation: ConversationId,
        /// To whom.
        to: AgentId,
        /// By whom.
        by: AgentId,
        /// Also out of somebody else's hands, as a supervisor may.
        #[serde(default)]
        over: bool,
    },
    /// It is passed on.
    Transfer {
        /// Which conversation.
        conversation: ConversationId,
        /// To where.
        to: Destination,
        /// By whom.
        by: AgentId,
        /// Words for the next one, kept as a note.
        note: Option<String>,
        /// Also out of somebody else's hands, as a supervisor may.
        #[serde(default)]
        over: bool,
    },
    /// An agent answers.
    Reply(Box<Reply>),
    /// A person sends a message again that failed, or of which nobody knows whether it was sent.
    Resend {
        /// Which conversation.
        conversation: ConversationId,
        /// Which message.
        message: MessageId,
        /// By whom.
        by: AgentId,
        /// What they were when they said so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<Role>,
    },
    /// A supervisor lets an answer go out that waits for approval.
    Approve {
        /// Which conversation.
        conversation: ConversationId,
        /// Which message.
        message: MessageId,
        /// By whom.
        by: AgentId,
    },
    /// A supervisor says no to an answer that waits for approval, or its author takes it back.
    Withhold {
        /// Which conversation.
        conversation: ConversationId,
        /// Which message.
        message: MessageId,
        /// By whom.
        by: AgentId,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Something is done to a customer's public words: they are hidden, liked, deleted.
    Moderate {
        /// Which conversation.
        conversation: ConversationId,
        /// Which message.
        message: MessageId,
        /// By whom.
        by: AgentId,
        /// What.
        what: Moderation,
    },
    /// Words for colleagues.
    Note {
        /// Which conversation.
        conversation: ConversationId,
        /// By whom.
        by: AgentId,
        /// The words.
        text: String,
        /// Colleagues called by it.
        mentions: Vec<AgentId>,
    },
    /// The customer's side ends; wrap-up begins.
    End {
        /// Which conversation.
        conversation: ConversationId,
        /// By whom.
        by: AgentId,
    },
    /// The interaction is over.
    Close {
        /// Which conversation.
        conversation: ConversationId,
        /// By whom.
        by: AgentId,
        /// What it was about.
        code: Option<WrapUpCode>,
    },
    /// Nobody should have been asked: it is over (ESC-10).
    Dismiss {
        /// Which conversation.
        conversation: ConversationId,
        /// By whom.
        by: AgentId,
        /// Why.
        why: Dismissal,
        /// More words on it, kept with the row.
        note: Option<String>,
    },
    /// A rule answers in private at once (ESC-04).
    Automatic {
        /// Which conversation.
        conversation: ConversationId,
        /// With what.
        canned: CannedId,
        /// The rule that wants it.
        rule: Option<RuleId>,
    },
    /// The bot that has it says something.
    BotSays {
        /// Which conversation.
        conversation: ConversationId,
        /// Which bot.
        bot: AccountId,
        /// The words.
        text: String,
    },
    /// The bot that has it has done its part, or cannot.
    BotLeaves {
        /// Which conversation.
        conversation: ConversationId,
        /// Which bot.
        bot: AccountId,
        /// Who goes on.
        leaves: Leaves,
    },
    /// An outside system has opened a ticket.
    Ticketed {
        /// Which conversation.
        conversation: ConversationId,
        /// For which of its interactions.
        interaction: u32,
        /// What it is called there.
        ticket: Ticket,
    },
    /// A mention is given to people by hand (ESC-06).
    EscalateByHand {
        /// Which.
        mention: MentionId,
        /// To which queue.
        queue: QueueId,
        /// By whom.
        by: AgentId,
        /// Why, kept as a note.
        note: Option<String>,
    },
    /// An agent comes or goes.
    Presence {
        /// Who.
        agent: AgentId,
        /// What they are now.
        presence: Presence,
    },
    /// An agent may have room: offer them what waits.
    Fill {
        /// Who.
        agent: AgentId,
    },
    /// Something waits in a queue: offer it to whoever is free.
    Match {
        /// Which queue.
        queue: QueueId,
        /// Ask those again who have passed.
        again: bool,
    },
}

/// A customer's item for a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Hear {
    /// What the customer did.
    pub item: Item,
    /// The analyser's judgement of the words.
    pub analysis: Option<Analysis>,
    /// Topics that caught it.
    pub topics: Vec<TopicId>,
    /// The rules by which, of a private message: a mention keeps its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caught: Vec<Caught>,
    /// Where escalation sends it, if a rule spoke.
    pub verdict: Option<Verdict>,
    /// The mention it is, if it is public.
    pub mention: Option<MentionId>,
}

/// An agent's answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reply {
    /// To which conversation.
    pub conversation: ConversationId,
    /// By whom.
    pub by: AgentId,
    /// What they were when they wrote it; nothing for what no person wrote. In a crisis an agent's public answer waits (ALR-03).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// The words.
    pub text: String,
    /// The canned response they were made from.
    pub canned: Option<CannedId>,
    /// For all to see, or not: always said, never guessed (AGT-06).
    pub visibility: Visibility,
    /// The last message the agent had seen; a newer one of the customer refuses the reply (I17).
    pub seen: Option<u64>,
    /// What it carries beside its words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extra: Option<Extra>,
}

/// A call to a platform.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "call", rename_all = "snake_case")]
pub enum Call {
    /// Send an answer.
    Send {
        /// The conversation it belongs to.
        conversation: ConversationId,
        /// Where it lies in the thread: its place in time.
        at: Timestamp,
        /// Who watches it.
        whereabouts: Whereabouts,
        /// The answer.
        outbound: Box<Outbound>,
        /// Also if it has failed before: somebody sends back a notification that was put aside.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        again: bool,
    },
    /// Ask for the words an item lacks, then take it in.
    Fetch {
        /// The item.
        item: Box<Item>,
        /// SHA-256 of the verified body it came in, in hex.
        body: String,
    },
    /// Ask who a customer is.
    Profile {
        /// For which contact.
        contact: ContactId,
        /// Where.
        platform: Platform,
        /// By which connection.
        account: AccountId,
        /// The platform's id of the customer.
        customer: String,
    },
    /// Show the customer that somebody is writing an answer. True for seconds: late, it is dropped.
    Typing {
        /// The conversation.
        conversation: ConversationId,
    },
    /// Hide, like or delete a customer's public words.
    Moderate(Box<Moderate>),
    /// Tell a program of the company of an alert.
    Notify(Box<Notify>),
    /// Tell people of an alert by mail.
    Mail(Box<Mail>),
    /// Ask the bot that has a conversation what to answer to a customer's message.
    Bot(Box<AskBot>),
    /// Have an outside system open a ticket.
    Ticket(Box<OpenTicket>),
}

/// A customer's message for the bot that has the conversation. Its words lie in the thread.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AskBot {
    /// The conversation.
    pub conversation: ConversationId,
    /// Which bot, and where it listens.
    pub bot: Webhook,
    /// The row of the message.
    pub message: MessageId,
    /// Where that row lies in the thread: its place in time.
    pub at: Timestamp,
}

/// An outside system is to open a ticket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OpenTicket {
    /// The conversation it is of.
    pub conversation: ConversationId,
    /// Which of its interactions.
    pub interaction: u32,
    /// Where the system listens.
    pub system: Webhook,
    /// The rule that wants it.
    pub rule: Option<RuleId>,
    /// The row of the message that began it.
    pub message: MessageId,
    /// Where that row lies in the thread: its place in time.
    pub at: Timestamp,
}

/// People are to read of an alert in their mail.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Mail {
    /// Their addresses.
    pub to: Vec<String>,
    /// The language it is written in.
    pub language: Language,
    /// What people call the rule.
    pub rule: String,
    /// What happened.
    pub fact: AlertRaised,
}

/// Something is to be done to a customer's public words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Moderate {
    /// The conversation it belongs to.
    pub conversation: ConversationId,
    /// The row that says it was done, and later whether it was.
    pub row: MessageId,
    /// Where that row lies in the thread: its place in time.
    pub at: Timestamp,
    /// Who watches it.
    pub whereabouts: Whereabouts,
    /// Where.
    pub platform: Platform,
    /// By which connection.
    pub account: AccountId,
    /// The platform's id of that account.
    pub own: String,
    /// The platform's id of the words.
    pub external_id: String,
    /// What.
    pub what: Moderation,
}

/// A program of the company is to hear of an alert.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Notify {
    /// Where it listens.
    pub url: String,
    /// The account of the open platform whose secret signs it.
    pub account: AccountId,
    /// What happened.
    pub fact: AlertRaised,
}

/// Where a conversation stands, for those who watch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Whereabouts {
    /// Its queue.
    pub queue: QueueId,
    /// Who has it or is offered it.
    pub holder: Option<AgentId>,
}

/// Items that no rule matched (ING-07), counted and not kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NoiseSeen {
    /// On which connection.
    pub account: AccountId,
    /// When, by the platform's clock, and which: the command that took each in.
    pub items: Vec<EnvelopeId>,
}

/// A mention was kept for at least one topic.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MentionIngested {
    /// Which.
    pub mention: MentionId,
    /// When it was written, by the platform's clock.
    pub at: Timestamp,
    /// Where.
    pub platform: Platform,
    /// By which connection it came in.
    pub account: AccountId,
    /// What it is.
    pub content_type: ContentType,
    /// Its topics.
    pub topics: Vec<TopicId>,
    /// Its stance.
    pub sentiment: Sentiment,
    /// Its language.
    pub language: Option<Language>,
    /// What its author wants.
    pub intent: Intent,
    /// What is wrong with it besides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<Flag>,
    /// The rules that caught it: each counts its volume.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<(TopicId, RuleId)>,
    /// A hash of platform and author: tells people apart, names nobody. None for an unknown author.
    pub person: Option<u64>,
}

/// A rule has come near its cap, or beyond it (ING-11).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RuleCapped {
    /// Its topic.
    pub topic: TopicId,
    /// The rule.
    pub rule: RuleId,
    /// The month, `2026-11`.
    pub month: String,
    /// What it has caught.
    pub caught: u64,
    /// What it may.
    pub per_month: u64,
    /// It pauses or samples from now on; otherwise it is a warning.
    pub beyond: bool,
}

/// A mention needs a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MentionEscalated {
    /// Which.
    pub mention: MentionId,
    /// By which rule.
    pub rule: Option<RuleId>,
    /// To which queue.
    pub queue: QueueId,
    /// With which head start, in minutes.
    pub priority: i32,
}

/// A conversation, or another interaction in it, began.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ConversationOpened {
    /// Which.
    pub conversation: ConversationId,
    /// Which interaction of it.
    pub interaction: u32,
    /// Where.
    pub platform: Platform,
    /// By which connection.
    pub account: AccountId,
    /// With whom.
    pub contact: ContactId,
    /// Where it stands.
    pub whereabouts: Whereabouts,
}

/// A conversation waits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ConversationQueued {
    /// Which.
    pub conversation: ConversationId,
    /// Where it stands.
    pub whereabouts: Whereabouts,
    /// Its head start in minutes.
    pub priority: i32,
}

/// A conversation was proposed to an agent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ConversationOffered {
    /// Which.
    pub conversation: ConversationId,
    /// Where it stands: the holder is the one asked.
    pub whereabouts: Whereabouts,
    /// Until when the offer stands.
    pub until: Timestamp,
}

/// An agent has a conversation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ConversationAssigned {
    /// Which.
    pub conversation: ConversationId,
    /// Where it stands: the holder is the one who has it.
    pub whereabouts: Whereabouts,
    /// Who gave it to them; nobody where they accepted an offer.
    pub by: Option<AgentId>,
}

/// A conversation ended, and its figures are final.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ConversationClosed {
    /// Which.
    pub conversation: ConversationId,
    /// Which interaction of it.
    pub interaction: u32,
    /// Where.
    pub platform: Platform,
    /// By which connection.
    pub account: AccountId,
    /// Where it stood: the holder is the one who closed it.
    pub whereabouts: Whereabouts,
    /// When the interaction began.
    pub opened_at: Timestamp,
    /// When its figures became final: decides its bucket.
    pub closed_at: Timestamp,
    /// What it was about.
    pub code: Option<WrapUpCode>,
    /// What it adds to the figures.
    pub figures: Figures,
    /// The rule that had asked for a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub escalated_by: Option<RuleId>,
    /// Why nobody should have been asked, if an agent said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dismissed: Option<Dismissal>,
}

/// A rule calls people to a conversation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AgentCalled {
    /// To which.
    pub conversation: ConversationId,
    /// Who.
    pub agents: Vec<AgentId>,
    /// The rule that decided, if one did.
    pub rule: Option<RuleId>,
    /// Where the conversation stands.
    pub whereabouts: Whereabouts,
}

/// A row is new in the thread, or changed there: a customer's message, a note.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MessageReceived {
    /// In which conversation.
    pub conversation: ConversationId,
    /// Which.
    pub message: MessageId,
    /// Its place in the thread.
    pub seq: u64,
    /// Where the conversation stands.
    pub whereabouts: Whereabouts,
}

/// A platform took a message, delivered it, or it was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MessageSent {
    /// In which conversation.
    pub conversation: ConversationId,
    /// Which.
    pub message: MessageId,
    /// How far it has come.
    pub state: DeliveryState,
    /// Where the conversation stands.
    pub whereabouts: Whereabouts,
}

/// A message was not sent, or nobody knows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MessageFailed {
    /// In which conversation.
    pub conversation: ConversationId,
    /// Which.
    pub message: MessageId,
    /// `failed`, or `unsure`.
    pub state: DeliveryState,
    /// Why, and the next step.
    pub failure: Failure,
    /// Where the conversation stands.
    pub whereabouts: Whereabouts,
}

/// An agent came or went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AgentPresence {
    /// Who.
    pub agent: AgentId,
    /// What they are now.
    pub presence: Presence,
}

/// A person's command could not be carried out; nothing changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CommandRefused {
    /// Which command.
    pub command: EnvelopeId,
    /// On which conversation.
    pub conversation: ConversationId,
    /// Whose.
    pub by: AgentId,
    /// Why.
    pub refused: Refused,
}
