//! Every key shape, one constructor each: nobody else writes a `#` (architecture.md section 9).

use domain::{
    contact::Identity,
    id::{
        AccountId, AgentId, AlertId, ContactId, ConversationId, EnvelopeId, MentionId, MessageId, QueueId, RuleId, SourceId,
        TopicId, UploadId,
    },
    platform::Platform,
    thread::Thread,
    time::Timestamp,
};

/// The place of one item.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Partition.
    pub pk: String,
    /// Place in it.
    pub sk: String,
}

const SELF: &str = "@";

pub(crate) fn cursor(source: &SourceId) -> Key {
    key(format!("CURSOR#{source}"), SELF)
}

pub(crate) fn health(account: &AccountId) -> Key {
    key(format!("HEALTH#{account}"), SELF)
}

pub(crate) fn heard(account: &AccountId) -> Key {
    key(format!("HEARD#{account}"), SELF)
}

pub(crate) fn rate(account: &AccountId, way: &str) -> Key {
    key(format!("RATE#{account}"), way)
}

pub(crate) fn renewal(account: &AccountId) -> Key {
    key(format!("RENEWAL#{account}"), SELF)
}

/// That a draft was tried on history, by the digest of what it decides.
pub(crate) fn tried(kind: &str, digest: &str) -> Key {
    key(tried_partition(kind, digest), SELF)
}

/// How far a run over some stretch of history has come.
pub(crate) fn trying(kind: &str, digest: &str, from: Timestamp, to: Timestamp) -> Key {
    key(tried_partition(kind, digest), format!("RUN#{}#{}", moment(from), moment(to)))
}

fn tried_partition(kind: &str, digest: &str) -> String {
    format!("TRIED#{kind}#{digest}")
}

fn key(pk: String, sk: impl Into<String>) -> Key {
    Key { pk, sk: sk.into() }
}

/// A moment as a sort key: fixed width, so text order is time order.
pub(crate) fn moment(at: Timestamp) -> String {
    format!("{:015}", at.millis())
}

pub(crate) fn setting(kind: &str, id: &str) -> Key {
    key(settings(kind), id)
}

pub(crate) fn settings(kind: &str) -> String {
    format!("SET#{kind}")
}

/// The versions of one setting.
pub(crate) fn setting_versions(kind: &str, id: &str) -> String {
    format!("SET#{kind}#versions#{id}")
}

pub(crate) fn setting_version(kind: &str, id: &str, version: u64) -> Key {
    key(setting_versions(kind, id), format!("{version:010}"))
}

pub(crate) fn contact(id: ContactId) -> Key {
    key(contact_partition(id), SELF)
}

pub(crate) fn contact_partition(id: ContactId) -> String {
    format!("CONTACT#{id}")
}

pub(crate) fn profile(id: ContactId) -> Key {
    key(format!("PROFILE#{id}"), SELF)
}

pub(crate) fn identity(identity: &Identity) -> Key {
    key(format!("IDENT#{}#{}#{}", identity.platform, identity.account, identity.user), SELF)
}

pub(crate) fn thread(thread: &Thread) -> Key {
    key(thread_partition(thread), SELF)
}

pub(crate) fn thread_partition(thread: &Thread) -> String {
    format!("THREAD#{thread}")
}

pub(crate) const MESSAGES: &str = "MSG#";

/// A message lies under the platform's time and its own id, never under its conversation: a duplicate that comes when
/// the thread has gone on to another conversation still meets it.
pub(crate) fn message(thread: &Thread, at: Timestamp, id: MessageId) -> Key {
    key(thread_partition(thread), message_place(at, id))
}

pub(crate) fn message_place(at: Timestamp, id: MessageId) -> String {
    format!("{MESSAGES}{}#{id}", moment(at))
}

pub(crate) fn messages_before(at: Timestamp) -> String {
    format!("{MESSAGES}{}", moment(at))
}

pub(crate) fn conversation(id: ConversationId) -> Key {
    key(conversation_partition(id), SELF)
}

pub(crate) fn conversation_partition(id: ConversationId) -> String {
    format!("CONV#{id}")
}

pub(crate) const INTERACTIONS: &str = "INT#";

pub(crate) fn interaction(id: ConversationId, number: u32) -> Key {
    key(conversation_partition(id), format!("{INTERACTIONS}{number:06}"))
}

pub(crate) fn offer_due(id: ConversationId) -> Key {
    key(conversation_partition(id), "DUE#offer")
}

/// Due items are spread, so that a clock reads eight short lists and never one hot one.
pub(crate) fn due_partition(shard: u8) -> String {
    format!("DUE#{shard}")
}

pub(crate) const DUE_SHARDS: u8 = 8;

pub(crate) fn inbox(stage: &str, whose: &str) -> String {
    format!("INBOX#{stage}#{whose}")
}

/// Where the answers stand that wait for approval.
pub(crate) const AWAITING: &str = "AWAITING";

pub(crate) fn mention(id: MentionId) -> Key {
    key(format!("MENTION#{id}"), SELF)
}

pub(crate) fn topic_day(topic: &TopicId, day: &str, shard: u8) -> String {
    format!("TOPIC#{topic}#{day}#{shard}")
}

pub(crate) fn topic_row(topic: &TopicId, at: Timestamp, shard: u8, mention: MentionId) -> Key {
    key(topic_day(topic, &at.day(), shard), format!("{}#{mention}", moment(at)))
}

pub(crate) fn counters(subject: &str) -> String {
    format!("STAT#{subject}")
}

pub(crate) fn counter(subject: &str, day: &str, platform: &str, shard: u8) -> Key {
    key(counters(subject), format!("{day}#{platform}#{shard}"))
}

/// What an escalation rule's figures are counted under.
pub(crate) fn of_rule(rule: &RuleId) -> String {
    format!("rule:{rule}")
}

pub(crate) fn people(topic: &str) -> String {
    format!("UNIQ#{topic}")
}

pub(crate) fn people_slot(topic: &str, day: &str, slot: u8, platform: &str) -> Key {
    key(people(topic), format!("{day}#{slot:02}#{platform}"))
}

/// Right behind the set whose larger part it is.
pub(crate) fn people_sketch(set: &Key) -> Key {
    key(set.pk.clone(), format!("{}#sketch", set.sk))
}

/// The corrections of a month.
pub(crate) fn corrections(month: Timestamp) -> String {
    format!("CORRECTION#{}", &month.day()[..7])
}

pub(crate) fn correction(at: Timestamp, mention: MentionId) -> Key {
    key(corrections(at), format!("{}#{mention}", moment(at)))
}

pub(crate) fn terms(topic: &TopicId) -> String {
    format!("TERMS#{topic}")
}

pub(crate) fn volumes(month: &str) -> String {
    format!("VOLUME#{month}")
}

pub(crate) fn sample_day(account: &AccountId, day: &str) -> String {
    format!("SAMPLE#{account}#{day}")
}

pub(crate) fn shadow_day(day: &str) -> String {
    format!("SHADOW#{day}")
}

pub(crate) fn noise(account: &AccountId, at: Timestamp) -> Key {
    // Ten seconds of one account in one item: a set of hashes that grows no further.
    key(noise_day(account, &at.day()), format!("{}", at.millis() / 10_000))
}

pub(crate) fn noise_day(account: &AccountId, day: &str) -> String {
    format!("NOISE#{account}#{day}")
}

/// Where an alert rule stands on a platform, or on all together.
pub(crate) fn watched(rule: &RuleId, platform: Option<Platform>) -> Key {
    key(format!("ALERT#{rule}"), platform.map_or("@all", Platform::as_str))
}

/// The alerts that opened in a month.
pub(crate) fn alerts(month: Timestamp) -> String {
    format!("ALERTS#{}", &month.day()[..7])
}

/// An alert lies under the month and moment that its id holds.
pub(crate) fn alert(id: AlertId) -> Key {
    key(alerts(id.time()), format!("{}#{id}", moment(id.time())))
}

/// Right behind the alert it belongs to.
pub(crate) fn acknowledged(id: AlertId) -> Key {
    let alert = alert(id);
    key(alert.pk, format!("{}#ack", alert.sk))
}

pub(crate) fn agent(id: &AgentId) -> Key {
    key(format!("AGENT#{id}"), SELF)
}

pub(crate) fn desk(id: &AgentId) -> Key {
    key(format!("AGENT#{id}"), "PRESENCE")
}

/// Where those who have room in a queue stand.
pub(crate) fn room(queue: &QueueId) -> String {
    format!("ROOM#{queue}")
}

pub(crate) fn room_of(id: &AgentId, queue: &QueueId) -> Key {
    key(format!("AGENT#{id}"), room(queue))
}

pub(crate) const AGENTS_ALL: &str = "AGENTS#all";

pub(crate) fn socket(connection: &str) -> String {
    format!("CONN#{connection}")
}

pub(crate) fn listening(connection: &str, subject: &str) -> Key {
    key(socket(connection), format!("ON#{subject}"))
}

pub(crate) fn listeners(subject: &str) -> String {
    format!("LISTEN#{subject}")
}

pub(crate) fn ticket(hash: &str) -> Key {
    key(format!("TICKET#{hash}"), SELF)
}

/// A session of the web messenger, by the hash of its token.
pub(crate) fn session(hash: &str) -> Key {
    key(format!("WEB#{hash}"), SELF)
}

/// For whom a guest of the web messenger turned out to be; in which thread a known customer goes on.
pub(crate) fn claim(visitor: &str) -> Key {
    key(format!("WEB#{visitor}"), "CLAIM")
}

/// See [`claim`].
pub(crate) fn joined(visitor: &str) -> Key {
    key(format!("WEB#{visitor}"), "JOINED")
}

/// A file that was uploaded with a session of the web messenger.
pub(crate) fn offered(session: &str, upload: UploadId) -> Key {
    key(format!("WEB#{session}"), format!("FILE#{upload}"))
}

/// When a customer of the web messenger first said something.
pub(crate) fn said(visitor: &str, client_id: &str) -> Key {
    key(format!("WEB#{visitor}"), format!("SAID#{client_id}"))
}

pub(crate) fn done(step: &str, command: EnvelopeId) -> Key {
    key(format!("DONE#{step}#{command}"), SELF)
}

pub(crate) fn idempotency(agent: &AgentId, hash: &str) -> Key {
    key(format!("IDEM#{agent}#{hash}"), SELF)
}

pub(crate) fn waiting_line(queue: &QueueId) -> String {
    inbox("waiting", queue.as_str())
}
