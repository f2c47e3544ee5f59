//! People who answer: they look, take, write, pass on, close, double-click, go away, and try again when nothing came back.

use serde_json::{Value, json};

use crate::{
    client::{Answer, Request},
    dice::Dice,
    shape::Theme,
};

/// An answer somebody wrote, and what became of the request.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub conversation: String,
    /// Unlike any other.
    pub text: String,
    /// The commands the API answered with; more than one is a violation (I15).
    pub commands: Vec<String>,
}

/// That a person asked for an answer to be sent once more, whoever wrote it.
#[derive(Debug, Clone)]
pub(crate) struct Resend {
    pub text: String,
    key: Option<String>,
}

/// One of them.
pub(crate) struct Agent {
    pub name: String,
    pub role: &'static str,
    pub acts_left: u32,
    on_queue: bool,
    offered: Vec<String>,
    with: Vec<String>,
    /// Messages that may be sent again, with their conversations.
    doubtful: Vec<(String, String, String)>,
    pub replies: Vec<Reply>,
    /// What may have been sent once more: all that was asked for, but for what was refused.
    pub resends: Vec<Resend>,
    /// What was asked and not answered, to be asked again with the same key.
    again: Option<(Request, u32)>,
    n: u32,
}

/// A request that got no answer is made again this often.
const PATIENCE: u32 = 4;

impl Agent {
    pub(crate) fn new(number: u32, acts: u32) -> Self {
        let role = if number == 0 { "supervisor" } else { "agent" };
        Self {
            name: format!("agent{number}"),
            role,
            acts_left: acts,
            on_queue: false,
            offered: vec![],
            with: vec![],
            doubtful: vec![],
            replies: vec![],
            resends: vec![],
            again: None,
            n: 0,
        }
    }

    /// What they do next; nothing when their shift is over.
    pub(crate) fn next(&mut self, dice: &Dice) -> Option<Request> {
        if let Some((request, _)) = &self.again {
            return Some(request.clone());
        }
        if self.acts_left == 0 {
            return None;
        }
        let nothing_to_do = self.with.is_empty() && self.offered.is_empty();
        self.n += 1;
        if !self.on_queue && dice.happens(85) {
            return Some(self.presence("on_queue"));
        }
        let offered = self.offered.clone();
        let with = self.with.clone();
        let held = with.get(dice.below(with.len())).cloned();
        if let Some(conversation) = offered.get(dice.below(offered.len()))
            && dice.happens(75)
        {
            let what = if dice.happens(85) { "accept" } else { "decline" };
            self.offered.clear();
            return Some(self.order("POST", format!("/v1/conversations/{conversation}/{what}"), json!({})));
        }
        if let Some((conversation, message, text)) = self.doubtful.first().cloned()
            && dice.happens(30)
        {
            let request = self.order("POST", format!("/v1/conversations/{conversation}/messages/{message}/resend"), json!({}));
            self.resends.push(Resend { text, key: request.key.clone() });
            return Some(request);
        }
        match (dice.theme(), dice.below(100)) {
            (Theme::Restless, 0..30) => return Some(self.presence(if dice.happens(50) { "away" } else { "off_queue" })),
            (Theme::Restless, 30..60) => return Some(self.look("/v1/inbox?box=offered&limit=20")),
            (Theme::Crowded, 0..20) => {
                if let Some(conversation) = held.clone() {
                    self.with.retain(|held| *held != conversation);
                    return Some(self.order(
                        "POST",
                        format!("/v1/conversations/{conversation}/close"),
                        json!({ "code": "other" }),
                    ));
                }
            }
            (Theme::Crowded, 20..60) => return Some(self.look("/v1/inbox?box=offered&limit=20")),
            (Theme::Platforms | Theme::Clicks, 0..50) if held.is_some() => return held.map(|held| self.reply(held)),
            (Theme::Platforms | Theme::Clicks, 50..75) => return Some(self.look("/v1/inbox?box=offered&limit=20")),
            _ => {}
        }
        match (dice.below(100), held) {
            (0..45, Some(conversation)) => Some(self.reply(conversation)),
            (45..52, Some(conversation)) => {
                let text = format!("note {} of {}", self.n, self.name);
                Some(self.order("POST", format!("/v1/conversations/{conversation}/notes"), json!({ "text": text })))
            }
            (52..60, Some(conversation)) => {
                self.with.retain(|held| *held != conversation);
                Some(self.order("POST", format!("/v1/conversations/{conversation}/close"), json!({ "code": "other" })))
            }
            (60..66, Some(conversation)) => {
                let to = if dice.happens(50) {
                    json!({ "queue": "care" })
                } else {
                    json!({ "agent": format!("agent{}", dice.below(3)) })
                };
                self.with.retain(|held| *held != conversation);
                Some(self.order("POST", format!("/v1/conversations/{conversation}/transfer"), json!({ "to": to })))
            }
            (66..68, _) if !nothing_to_do || dice.happens(20) => {
                Some(self.presence(if dice.happens(50) { "away" } else { "off_queue" }))
            }
            (70..80, Some(conversation)) => Some(self.look(format!("/v1/conversations/{conversation}/messages?limit=100"))),
            (80..88, _) if self.role == "supervisor" => Some(self.look("/v1/inbox?box=waiting&queue=care&limit=20")),
            (88..92, _) => Some(self.look("/v1/agents/me")),
            (n, _) if n % 2 == 0 || self.with.is_empty() => Some(self.look("/v1/inbox?box=offered&limit=20")),
            _ => Some(self.look("/v1/inbox?box=with&limit=20")),
        }
    }

    fn look(&self, path: impl Into<String>) -> Request {
        Request::get(&self.name, self.role, path)
    }

    fn order(&mut self, method: &'static str, path: String, body: Value) -> Request {
        self.acts_left -= 1;
        let key = Some(format!("{}-{}", self.name, self.n));
        Request { who: self.name.clone(), role: self.role, method, path, body, key }
    }

    fn presence(&mut self, presence: &str) -> Request {
        self.on_queue = presence == "on_queue";
        self.order("PUT", "/v1/agents/me/presence".into(), json!({ "presence": presence }))
    }

    fn reply(&mut self, conversation: String) -> Request {
        let text = format!("answer {} of {}.", self.n, self.name);
        self.replies.push(Reply { conversation: conversation.clone(), text: text.clone(), commands: vec![] });
        self.order("POST", format!("/v1/conversations/{conversation}/replies"), json!({ "text": text }))
    }

    /// What came back; nothing when the connection was lost.
    pub(crate) fn heard(&mut self, request: &Request, answer: Option<&Answer>, dice: &Dice) {
        let tries = self.again.take().map_or(0, |(_, tries)| tries);
        match answer {
            None | Some(Answer { status: 500.., .. }) if tries < PATIENCE => self.again = Some((request.clone(), tries + 1)),
            None => {}
            Some(answer) => {
                self.note(request, answer);
                if tries == 0 && (400..500).contains(&answer.status) {
                    self.resends.retain(|resend| resend.key != request.key);
                }
                // A double click: the same request, the same key, once more.
                if request.key.is_some()
                    && tries == 0
                    && answer.status < 300
                    && dice.happens(if dice.theme() == Theme::Clicks { 60 } else { 8 })
                {
                    self.again = Some((request.clone(), PATIENCE));
                }
            }
        }
    }

    fn note(&mut self, request: &Request, answer: &Answer) {
        let ids = || -> Vec<String> {
            let items = answer.body["items"].as_array().into_iter().flatten();
            items.filter_map(|item| item["id"].as_str().map(str::to_owned)).collect()
        };
        if request.path.contains("box=offered") && answer.status == 200 {
            self.offered = ids();
        } else if request.path.contains("box=with") && answer.status == 200 {
            self.with = ids();
        } else if request.path.contains("/accept") && answer.status == 202 {
            self.with.extend(request.path.split('/').nth(3).map(str::to_owned));
        } else if request.path.contains("/messages?") && answer.status == 200 {
            let rows = answer.body["items"].as_array().into_iter().flatten();
            self.doubtful = rows
                .filter(|row| matches!(row["delivery"]["state"].as_str(), Some("failed" | "unsure")))
                .map(|row| ["conversation", "id", "text"].map(|name| row[name].as_str().unwrap_or_default().to_owned()).into())
                .collect();
        } else if let Some(message) = request.path.strip_suffix("/resend").and_then(|path| path.rsplit('/').next())
            && answer.status == 202
        {
            self.doubtful.retain(|(_, id, _)| id != message);
        } else if request.path.ends_with("/replies")
            && let Some(command) = answer.body["command"].as_str()
            && let Some(reply) = self.replies.iter_mut().find(|reply| request.body["text"] == reply.text.as_str())
            && !reply.commands.iter().any(|known| known == command)
        {
            reply.commands.push(command.to_owned());
        }
    }
}
