//! A conversation as lists and the desk show it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use channels::{Shown, upload::Takes};
use domain::{
    analysis::{Language, Sentiment},
    conversation::{Conversation, Needs, Stage},
    id::{AccountId, AgentId, ContactId, ConversationId, QueueId, RuleId, SkillId, Tag, TopicId, WrapUpCode},
    interaction::{Dismissal, Figures},
    moderation::Moderation,
    platform::{Platform, Visibility},
    program::Ticket,
    reply::{ExtraKind, FileKind, Unit, Window, window},
    time::Timestamp,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::judgement::AuthorView;
use crate::words;

/// A conversation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ConversationView {
    /// Its id.
    #[schema(value_type = String)]
    id: ConversationId,
    /// Where it is held.
    #[schema(value_type = words::Platform)]
    platform: Platform,
    /// By which connection.
    #[schema(value_type = words::Slug)]
    account: AccountId,
    /// The person as the platform knows them, by the best name there is.
    customer: AuthorView,
    /// The person.
    #[schema(value_type = String)]
    contact: ContactId,
    /// Whether it began in public.
    #[schema(value_type = words::Visibility)]
    visibility: Visibility,
    /// The public post it hangs on.
    post: Option<String>,
    /// Where it is.
    stage: StageView,
    /// What an agent must be to get it.
    needs: NeedsView,
    /// The language the customer writes.
    #[schema(value_type = Option<words::Language>)]
    language: Option<Language>,
    /// The stance of the customer's newest message.
    #[schema(value_type = words::Sentiment)]
    sentiment: Sentiment,
    /// Topics of its messages.
    #[schema(value_type = words::Slugs)]
    topics: BTreeSet<TopicId>,
    /// Set by rules and people.
    #[schema(value_type = words::Slugs)]
    tags: BTreeSet<Tag>,
    /// Minutes of head start in the line.
    priority: i32,
    /// The rule that asked for a person; none for private messages.
    #[schema(value_type = Option<words::Slug>)]
    escalated_by: Option<RuleId>,
    /// Who handled it last.
    #[schema(value_type = Option<words::Slug>)]
    last_agent: Option<AgentId>,
    /// The first words of the newest message.
    preview: String,
    /// Customer messages since a person last answered.
    unread: u32,
    /// The customer's newest message.
    #[schema(value_type = Option<words::Moment>)]
    last_customer_at: Option<Timestamp>,
    /// Whether it may be answered now, in the way it began.
    reply_window: ReplyWindowView,
    /// What the channel takes, for each way of answering it has.
    reply_limits: Vec<ReplyLimitView>,
    /// What may be done to what customers wrote here for all to see, beside answering it.
    #[schema(value_type = Vec<words::Moderation>)]
    moderation: &'static [Moderation],
    /// The current interaction, or the newest one.
    interaction: InteractionView,
    /// Rows in its thread so far.
    seq: u64,
    /// When it began.
    #[schema(value_type = words::Moment)]
    opened_at: Timestamp,
    /// When anything last changed.
    #[schema(value_type = words::Moment)]
    changed_at: Timestamp,
}

/// Where a conversation is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StageView {
    /// Which of them.
    stage: StageName,
    /// Who has it or is offered it.
    #[schema(value_type = Option<words::Slug>)]
    agent: Option<AgentId>,
    /// In which queue it waits.
    #[schema(value_type = Option<words::Slug>)]
    queue: Option<QueueId>,
    /// Since when; for an offer: waiting since when.
    #[schema(value_type = words::Moment)]
    since: Timestamp,
    /// Until when the offer stands.
    #[schema(value_type = Option<words::Moment>)]
    until: Option<Timestamp>,
    /// What it was about.
    #[schema(value_type = Option<words::Slug>)]
    code: Option<WrapUpCode>,
}

/// The stages of a conversation.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StageName {
    /// With the bot.
    Bot,
    /// In the line of its queue.
    Waiting,
    /// Proposed to an agent.
    Offered,
    /// An agent has it.
    With,
    /// The customer's side has ended.
    WrapUp,
    /// Over.
    Closed,
}

/// A ticket that an outside system keeps.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OpenedTicketView {
    /// What it is called there.
    reference: String,
    /// Where people look at it.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

impl From<Ticket> for OpenedTicketView {
    fn from(Ticket { reference, url }: Ticket) -> Self {
        Self { reference, url }
    }
}

/// What an agent must be to get a conversation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NeedsView {
    /// In which line it waits.
    #[schema(value_type = words::Slug)]
    queue: QueueId,
    /// Skills, all of them.
    #[schema(value_type = words::Slugs)]
    skills: BTreeSet<SkillId>,
}

/// Whether a conversation may be answered now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReplyWindowView {
    /// Open, only by hand, or closed.
    window: WindowName,
    /// When that ends; nothing where it does not.
    #[schema(value_type = Option<words::Moment>)]
    until: Option<Timestamp>,
    /// Closed since when; nothing if it never opened.
    #[schema(value_type = Option<words::Moment>)]
    since: Option<Timestamp>,
}

/// The reply window.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum WindowName {
    /// Free to answer.
    Open,
    /// Only a person writing by hand.
    HumanOnly,
    /// Nothing may be sent.
    Closed,
}

/// The longest answer of one way of answering.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReplyLimitView {
    /// Which way.
    #[schema(value_type = words::Visibility)]
    visibility: Visibility,
    /// The longest text.
    length: usize,
    /// What that counts.
    unit: UnitName,
    /// What the channel shows as it is made. All else an answer carries goes out in words, and the message says so.
    #[schema(value_type = Vec<words::ExtraKind>)]
    shows: &'static [ExtraKind],
    /// What it shows only without words beside it.
    #[schema(value_type = Vec<words::ExtraKind>)]
    shows_alone: &'static [ExtraKind],
    /// Which files can be uploaded for it; none where the channel fetches or shows none.
    uploads: Vec<TakesView>,
}

/// Files of a kind that can be uploaded.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TakesView {
    /// The kind.
    #[schema(value_type = words::FileKind)]
    kind: FileKind,
    /// The media types it may have.
    types: &'static [&'static str],
    /// The most bytes.
    largest: u64,
}

/// How a platform counts the length of a text.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum UnitName {
    /// UTF-16 code units.
    Utf16,
    /// Bytes of UTF-8.
    Bytes,
    /// Characters as a person sees them.
    Characters,
    /// Septets of a text message (GSM 03.38): a letter is one, or two; with any letter outside its small alphabet, 67 letters take the room of 153.
    Septets,
    /// X's units: one for Latin letters, two for all others and for an emoji, 23 for an address.
    Weighted,
}

/// An interaction with its figures so far. Times in milliseconds.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InteractionView {
    /// 1 for the first of its conversation.
    number: u32,
    /// When it began.
    #[schema(value_type = words::Moment)]
    opened_at: Timestamp,
    /// When the customer's side ended.
    #[schema(value_type = Option<words::Moment>)]
    ended_at: Option<Timestamp>,
    /// First human reply − start of the human part.
    first_response_ms: Option<i64>,
    /// First human reply − first customer message.
    since_first_customer_ms: Option<i64>,
    /// The mean over answered episodes.
    average_response_ms: Option<i64>,
    /// Episodes answered by a person.
    answered_episodes: u32,
    /// Episodes not answered yet, or never.
    unanswered_episodes: u32,
    /// How often it was passed on.
    transfers: u32,
    /// Until when a rule wants it answered.
    #[schema(value_type = Option<words::Moment>)]
    answer_by: Option<Timestamp>,
    /// Why nobody should have been asked, if an agent said so.
    #[schema(value_type = Option<words::Dismissal>)]
    dismissed: Option<Dismissal>,
    /// The ticket that a rule had opened for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    ticket: Option<OpenedTicketView>,
    /// Connected time and wrap-up of all agents.
    handle_ms: i64,
    /// Each time it waited.
    waits: Vec<WaitView>,
    /// Each agent's share of the handle time.
    handled: Vec<HandledView>,
}

/// One stay in a queue.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WaitView {
    /// The queue.
    #[schema(value_type = words::Slug)]
    queue: QueueId,
    /// How long.
    wait_ms: i64,
    /// It ended with an agent accepting.
    answered: bool,
}

/// One agent's part.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HandledView {
    /// Who.
    #[schema(value_type = words::Slug)]
    agent: AgentId,
    /// Connected time and wrap-up.
    handle_ms: i64,
}

impl ConversationView {
    /// A conversation at `now`, with what the person is called where the platform has said so.
    pub fn of(of: &Conversation, name: Option<&str>, now: Timestamp) -> Self {
        let Needs { queue, skills, priority } = of.needs.clone();
        Self {
            id: of.id,
            platform: of.platform,
            account: of.account.clone(),
            customer: AuthorView::named(&of.customer, name),
            contact: of.contact,
            visibility: of.visibility,
            post: of.post.clone(),
            stage: StageView::of(&of.stage, &queue),
            needs: NeedsView { queue, skills },
            language: of.language,
            sentiment: of.sentiment,
            topics: of.topics.clone(),
            tags: of.tags.clone(),
            priority,
            escalated_by: of.escalated_by.clone(),
            last_agent: of.last_agent.clone(),
            preview: of.preview.clone(),
            unread: of.unread,
            last_customer_at: of.last_customer_at,
            reply_window: reply_window(of, now),
            reply_limits: reply_limits(of),
            moderation: moderation(of),
            interaction: InteractionView::of(of, now),
            seq: of.seq,
            opened_at: of.opened_at,
            changed_at: of.changed_at,
        }
    }
}

impl StageView {
    fn of(stage: &Stage, needs: &QueueId) -> Self {
        let (name, since) = match stage {
            Stage::Bot { since, .. } => (StageName::Bot, since),
            Stage::Waiting { since, .. } => (StageName::Waiting, since),
            Stage::Offered { since, .. } => (StageName::Offered, since),
            Stage::With { since, .. } => (StageName::With, since),
            Stage::WrapUp { since, .. } => (StageName::WrapUp, since),
            Stage::Closed { at, .. } => (StageName::Closed, at),
        };
        let in_line = matches!(stage, Stage::Waiting { .. } | Stage::Offered { .. });
        let code = if let Stage::Closed { code, .. } = stage { code.clone() } else { None };
        let (agent, queue) = (stage.holder().cloned(), in_line.then(|| needs.clone()));
        Self { stage: name, agent, queue, since: *since, until: stage.due(), code }
    }
}

/// A public answer has no window; a private one counts from the customer's last message.
fn reply_window(of: &Conversation, now: Timestamp) -> ReplyWindowView {
    let open = Window::Open { until: None };
    let counted = match (of.visibility, channels::limits(of.platform, of.visibility)) {
        (_, None) => Window::Closed { since: None },
        (Visibility::Public, Some(_)) => open,
        (Visibility::Private, Some(limits)) => window(&limits, of.last_customer_at, now),
    };
    match counted {
        Window::Open { until } => ReplyWindowView { window: WindowName::Open, until, since: None },
        Window::HumanOnly { until } => ReplyWindowView { window: WindowName::HumanOnly, until: Some(until), since: None },
        Window::Closed { since } => ReplyWindowView { window: WindowName::Closed, until: None, since },
    }
}

/// What each channel shows, by the visibility of the item and of the answer: it is the same as long as the program runs.
static SHOWS: LazyLock<BTreeMap<(Platform, Visibility, Visibility), Shown>> = LazyLock::new(|| {
    let ways = [Visibility::Public, Visibility::Private];
    let all = Platform::ALL.into_iter().flat_map(|platform| ways.map(|item| (platform, item)));
    let all = all.flat_map(|(platform, item)| ways.map(|way| (platform, item, way)));
    all.map(|(platform, item, way)| ((platform, item, way), channels::shows(platform, item, way))).collect()
});

fn moderation(of: &Conversation) -> &'static [Moderation] {
    match of.visibility {
        Visibility::Public => channels::capabilities(of.platform).map_or(&[], |known| known.moderation),
        Visibility::Private => &[],
    }
}

fn reply_limits(of: &Conversation) -> Vec<ReplyLimitView> {
    let ways: &[Visibility] = match of.visibility {
        Visibility::Public => &[Visibility::Public, Visibility::Private],
        Visibility::Private => &[Visibility::Private],
    };
    let limit = |&visibility: &Visibility| {
        let limits = channels::limits(of.platform, visibility)?;
        let unit = match limits.unit {
            Unit::Utf16 => UnitName::Utf16,
            Unit::Bytes => UnitName::Bytes,
            Unit::Characters => UnitName::Characters,
            Unit::Septets => UnitName::Septets,
            Unit::Weighted => UnitName::Weighted,
        };
        let Shown { kinds: shows, alone: shows_alone } = SHOWS.get(&(of.platform, of.visibility, visibility))?;
        let uploads = uploads(of.platform, |kind| shows.contains(&kind) || shows_alone.contains(&kind));
        Some(ReplyLimitView { visibility, length: limits.length, unit, shows, shows_alone, uploads })
    };
    ways.iter().filter_map(limit).collect()
}

/// What may be uploaded of what the channel shows here.
fn uploads(platform: Platform, shows: impl Fn(ExtraKind) -> bool) -> Vec<TakesView> {
    let shown = |kind| {
        shows(match kind {
            FileKind::Image => ExtraKind::Image,
            FileKind::Video => ExtraKind::Video,
            FileKind::Audio => ExtraKind::Audio,
            FileKind::File => ExtraKind::File,
        })
    };
    let all = channels::upload::of(platform).iter().filter(|one| shown(one.kind));
    all.map(|&Takes { kind, types, largest }| TakesView { kind, types, largest }).collect()
}

impl InteractionView {
    fn of(of: &Conversation, now: Timestamp) -> Self {
        let interaction = &of.interaction;
        let Figures {
            first_response_ms,
            since_first_customer_ms,
            average_response_ms,
            answered_episodes,
            unanswered_episodes,
            transfers,
            handle_ms,
            waits,
            handled,
        } = interaction.figures(now);
        Self {
            number: interaction.number,
            opened_at: interaction.opened_at,
            ended_at: interaction.ended_at,
            first_response_ms,
            since_first_customer_ms,
            average_response_ms,
            answered_episodes,
            unanswered_episodes,
            transfers,
            answer_by: interaction.answer_by,
            dismissed: interaction.dismissed,
            ticket: interaction.ticket.clone().map(OpenedTicketView::from),
            handle_ms,
            waits: waits.into_iter().map(|of| WaitView { queue: of.queue, wait_ms: of.wait_ms, answered: of.answered }).collect(),
            handled: handled.into_iter().map(|of| HandledView { agent: of.agent, handle_ms: of.handle_ms }).collect(),
        }
    }
}
