//! Who may do what: one question, asked of every request once its object was read (S7, I25). What is not allowed
//! here is denied.

use std::collections::BTreeSet;

use crate::{
    agent::Role,
    conversation::Conversation,
    id::{AgentId, QueueId},
};

/// A signed-in person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub id: AgentId,
    /// What they are.
    pub role: Role,
    /// The queues they serve.
    pub queues: BTreeSet<QueueId>,
}

/// What somebody wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Read it.
    See,
    /// Create, replace or delete a setting.
    Change,
    /// Take the offer.
    Accept,
    /// Not take the offer.
    Decline,
    /// Take it out of the line, or out of other hands.
    Take,
    /// Give it to somebody.
    Assign,
    /// Pass it on.
    Transfer,
    /// Answer the customer, or send an answer again.
    Reply,
    /// Let somebody's answer go out, or not.
    Approve,
    /// Leave words for colleagues.
    Note,
    /// End the customer's side.
    End,
    /// Finish it.
    Close,
    /// Give a mention to people.
    Escalate,
    /// Say where somebody is.
    Attend,
    /// Hear of changes as they happen.
    Listen,
    /// Say what a customer wrote somewhere else.
    Open,
}

impl Action {
    /// Every action.
    pub const ALL: [Action; 16] = [
        Action::See,
        Action::Change,
        Action::Accept,
        Action::Decline,
        Action::Take,
        Action::Assign,
        Action::Transfer,
        Action::Reply,
        Action::Approve,
        Action::Note,
        Action::End,
        Action::Close,
        Action::Escalate,
        Action::Attend,
        Action::Listen,
        Action::Open,
    ];
}

/// What it is done to.
#[derive(Debug, Clone, Copy)]
pub enum Object<'a> {
    /// An account, a topic or a rule: what decides which words come in and where they go.
    Intake,
    /// The secrets of an account.
    Secrets,
    /// A queue or a skill: what agents work with.
    Equipment,
    /// A canned response, with the queues it is for; none means all.
    Canned(&'a [QueueId]),
    /// The list of agents, or an agent as an administrator writes them.
    People,
    /// One agent's desk: presence, what they hold.
    Desk(&'a AgentId),
    /// One queue's line and how it stands now.
    Line(&'a QueueId),
    /// A conversation with its thread.
    Conversation(&'a Conversation),
    /// A person, with the conversations they have had.
    Contact(&'a [Conversation]),
    /// A mention.
    Mention,
    /// An alert that was told.
    Alert,
    /// Figures of listening and of performance.
    Figures,
    /// A saved view of figures: whose it is, and whether it is shared.
    View(&'a AgentId, bool),
    /// The company's own settings.
    Workspace,
    /// The names of those who work here.
    Colleagues,
    /// One's own socket.
    Socket,
    /// The description of the interface.
    Description,
}

/// Why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// Their role may not, whatever the object.
    #[error("this needs the role {needs:?}")]
    Role {
        /// The lowest role that may.
        needs: Role,
    },
    /// Their role may, but this one is not theirs. Whether it exists is not said either.
    #[error("this lies outside the caller's queues and conversations")]
    Scope,
    /// Nobody may.
    #[error("nobody may do this")]
    Nobody,
}

/// Whether `actor` may do `action` to `object`.
///
/// Admins may do what supervisors may, and supervisors what agents may. Only agents have a scope: the conversations
/// they hold or are offered, and those of their queues.
///
/// # Errors
/// Anything that is not expressly allowed.
pub fn authorize(actor: &Actor, action: Action, object: Object<'_>) -> Result<(), Denied> {
    use Action::{
        Accept, Approve, Assign, Attend, Change, Close, Decline, End, Escalate, Listen, Note, Open, Reply, See, Take, Transfer,
    };
    match (object, action) {
        (Object::Description | Object::Equipment | Object::Workspace | Object::Colleagues, See) | (Object::Socket, Listen) => {
            Ok(())
        }
        (Object::Canned(queues), See) => {
            within(actor, queues.is_empty() || queues.iter().any(|queue| actor.queues.contains(queue)))
        }
        (Object::Line(queue), See) => within(actor, actor.queues.contains(queue)),
        (Object::Conversation(conversation), See | Accept | Decline | Take | Transfer | Reply | Note | End | Close) => {
            within(actor, is_in_scope(actor, conversation))
        }
        (Object::Contact(conversations), See | Change) => within(actor, conversations.iter().any(|one| is_in_scope(actor, one))),
        (Object::Desk(whose), See | Attend) if *whose == actor.id => Ok(()),
        (Object::Desk(_), See | Attend) | (Object::Conversation(_), Assign | Approve) => at_least(actor, Role::Supervisor),
        (Object::Intake | Object::People | Object::Figures | Object::Mention | Object::Alert, See) => {
            at_least(actor, Role::Supervisor)
        }
        (Object::Intake, Open) | (Object::Mention, Escalate) | (Object::Canned(_) | Object::Alert | Object::Mention, Change) => {
            at_least(actor, Role::Supervisor)
        }
        (Object::Intake | Object::Equipment | Object::People | Object::Secrets | Object::Workspace, Change) => {
            at_least(actor, Role::Admin)
        }
        (Object::View(owner, shared), See) => {
            at_least(actor, Role::Supervisor)?;
            if shared || *owner == actor.id { Ok(()) } else { Err(Denied::Scope) }
        }
        (Object::View(owner, _), Change) => {
            at_least(actor, Role::Supervisor)?;
            if *owner == actor.id { Ok(()) } else { Err(Denied::Scope) }
        }
        _ => Err(Denied::Nobody),
    }
}

/// The conversations of an agent: those they hold or are offered, and those of the queues they serve.
fn is_in_scope(actor: &Actor, conversation: &Conversation) -> bool {
    conversation.stage.holder() == Some(&actor.id) || actor.queues.contains(&conversation.needs.queue)
}

fn within(actor: &Actor, scope: bool) -> Result<(), Denied> {
    if scope || actor.role >= Role::Supervisor { Ok(()) } else { Err(Denied::Scope) }
}

fn at_least(actor: &Actor, needs: Role) -> Result<(), Denied> {
    if actor.role >= needs { Ok(()) } else { Err(Denied::Role { needs }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analysis::Sentiment,
        conversation::{Needs, Stage},
        id::{ContactId, ConversationId},
        inbound::Author,
        interaction::{Interaction, Participant},
        platform::{Platform, Visibility},
        thread::Thread,
        time::Timestamp,
    };

    fn actor(role: Role) -> Actor {
        Actor { id: "mina".parse().unwrap(), role, queues: BTreeSet::from(["care".parse().unwrap()]) }
    }

    fn conversation(queue: &str, holder: Option<&str>) -> Conversation {
        let at = Timestamp::from_millis(1_774_000_000_000);
        let queue: QueueId = queue.parse().unwrap();
        Conversation {
            id: ConversationId::at(at, &[b"c"]),
            thread: Thread::between(Platform::Line, &"shop".parse().unwrap(), "u1", None),
            platform: Platform::Line,
            account: "shop".parse().unwrap(),
            contact: ContactId::at(at, &[b"p"]),
            customer: Author { id: "u1".into(), name: None },
            visibility: Visibility::Private,
            post: None,
            newest_item: None,
            language: None,
            sentiment: Sentiment::Unknown,
            topics: BTreeSet::new(),
            tags: BTreeSet::new(),
            stage: match holder {
                Some(agent) => Stage::With { agent: agent.parse().unwrap(), since: at },
                None => Stage::Waiting { since: at, passed: BTreeSet::new() },
            },
            needs: Needs { queue: queue.clone(), skills: BTreeSet::new(), priority: 0 },
            escalated_by: None,
            interaction: Interaction::begin(1, at, Participant::Queue { queue }),
            last_agent: None,
            chosen: None,
            last_customer_at: None,
            preview: String::new(),
            unread: 0,
            opened_at: at,
            changed_at: at,
            seq: 0,
            found: vec![],
        }
    }

    /// Every object there is, each with the lowest role that may do each action; an action not named is for nobody.
    /// `own` is in the agent's scope, `foreign` is not: there `agent` reads "an agent whose it is".
    fn matrix(check: impl Fn(&str, Object<'_>, &[(Action, Option<Role>)])) {
        use Action::*;
        use Role::{Admin, Agent, Supervisor};
        let (care, sales): (QueueId, QueueId) = ("care".parse().unwrap(), "sales".parse().unwrap());
        let (mina, yuki): (AgentId, AgentId) = ("mina".parse().unwrap(), "yuki".parse().unwrap());
        let setting = |see, change| [(See, Some(see)), (Change, Some(change))];
        check("intake", Object::Intake, &[(See, Some(Supervisor)), (Change, Some(Admin)), (Open, Some(Supervisor))]);
        check("secrets", Object::Secrets, &[(Change, Some(Admin))]);
        check("equipment", Object::Equipment, &setting(Agent, Admin));
        check("people", Object::People, &setting(Supervisor, Admin));
        check("canned for all", Object::Canned(&[]), &setting(Agent, Supervisor));
        check("own canned", Object::Canned(&[sales.clone(), care.clone()]), &setting(Agent, Supervisor));
        check("foreign canned", Object::Canned(std::slice::from_ref(&sales)), &setting(Supervisor, Supervisor));
        check("own desk", Object::Desk(&mina), &[(See, Some(Agent)), (Attend, Some(Agent))]);
        check("foreign desk", Object::Desk(&yuki), &[(See, Some(Supervisor)), (Attend, Some(Supervisor))]);
        check("own line", Object::Line(&care), &[(See, Some(Agent))]);
        check("foreign line", Object::Line(&sales), &[(See, Some(Supervisor))]);
        let work = |role| [See, Accept, Decline, Take, Transfer, Reply, Note, End, Close].map(|action| (action, Some(role)));
        let with_assign = |role| [work(role).to_vec(), vec![(Assign, Some(Supervisor)), (Approve, Some(Supervisor))]].concat();
        for (name, queue, holder, role) in [
            ("of my queue", "care", None, Agent),
            ("of my queue, held by another", "care", Some("yuki"), Agent),
            ("of another queue, held by me", "sales", Some("mina"), Agent),
            ("of another queue", "sales", None, Supervisor),
            ("of another queue, held by another", "sales", Some("yuki"), Supervisor),
        ] {
            let conversation = conversation(queue, holder);
            check(name, Object::Conversation(&conversation), &with_assign(role));
            check(name, Object::Contact(std::slice::from_ref(&conversation)), &setting(role, role));
        }
        check("a contact of nobody", Object::Contact(&[]), &setting(Supervisor, Supervisor));
        check("mention", Object::Mention, &[(See, Some(Supervisor)), (Escalate, Some(Supervisor)), (Change, Some(Supervisor))]);
        check("alert", Object::Alert, &setting(Supervisor, Supervisor));
        check("figures", Object::Figures, &[(See, Some(Supervisor))]);
        check("colleagues", Object::Colleagues, &[(See, Some(Agent))]);
        check("workspace", Object::Workspace, &setting(Agent, Admin));
        check("own view", Object::View(&mina, false), &setting(Supervisor, Supervisor));
        check("socket", Object::Socket, &[(Listen, Some(Agent))]);
        check("description", Object::Description, &[(See, Some(Agent))]);
    }

    // proves S7, I25, SUP-02: role x action x (own, foreign); whatever is not named is denied to all
    #[test]
    fn every_role_may_do_what_the_matrix_names_and_nothing_else() {
        matrix(|name, object, allowed| {
            for role in [Role::Agent, Role::Supervisor, Role::Admin] {
                for action in Action::ALL {
                    let lowest = allowed.iter().find(|(named, _)| *named == action).and_then(|(_, role)| *role);
                    let expected = lowest.is_some_and(|lowest| role >= lowest);
                    let found = authorize(&actor(role), action, object);
                    assert_eq!(found.is_ok(), expected, "{role:?} {action:?} {name}: {found:?}");
                    assert_eq!(found == Err(Denied::Nobody), lowest.is_none(), "{role:?} {action:?} {name}: {found:?}");
                }
            }
        });
    }

    // proves LSN-11: a private view is its owner's alone; a shared one is seen by all who see figures, and changed by its owner
    #[test]
    fn a_view_is_its_owners() {
        let (mina, yuki): (AgentId, AgentId) = ("mina".parse().unwrap(), "yuki".parse().unwrap());
        let may = |role, action, owner, shared| authorize(&actor(role), action, Object::View(owner, shared));
        for role in [Role::Supervisor, Role::Admin] {
            assert_eq!(may(role, Action::See, &mina, false), Ok(()));
            assert_eq!(may(role, Action::See, &yuki, true), Ok(()));
            assert_eq!(may(role, Action::See, &yuki, false), Err(Denied::Scope));
            assert_eq!(may(role, Action::Change, &yuki, true), Err(Denied::Scope));
        }
        assert_eq!(may(Role::Agent, Action::See, &mina, true), Err(Denied::Role { needs: Role::Supervisor }));
    }

    // proves I25: a foreign object is denied as one that is not there, and a role too low as such
    #[test]
    fn a_denial_says_whether_the_role_or_the_object_is_wrong() {
        let foreign = conversation("sales", Some("yuki"));
        let agent = actor(Role::Agent);
        assert_eq!(authorize(&agent, Action::See, Object::Conversation(&foreign)), Err(Denied::Scope));
        assert_eq!(
            authorize(&agent, Action::Assign, Object::Conversation(&foreign)),
            Err(Denied::Role { needs: Role::Supervisor })
        );
        assert_eq!(authorize(&agent, Action::Change, Object::Equipment), Err(Denied::Role { needs: Role::Admin }));
    }
}
