//! X's query language, as far as a connection may use it: words, phrases, `@`, `#`, `from:`, `lang:`, `is:`, `has:`, OR, `-`, groups.
//!
//! Source: X Developer Platform, "Build a query", "Operators".

use serde_json::Value;

/// The longest query.
const LONGEST: usize = 512;

/// A query, read.
#[derive(Debug)]
enum Node {
    /// All of them.
    And(Vec<Node>),
    /// One of them at least.
    Or(Vec<Node>),
    Not(Box<Node>),
    /// Words next to each other.
    Words(Vec<String>),
    Named(String),
    Tag(String),
    From(String),
    Lang(String),
    Is(&'static str),
    Media,
    Links,
}

/// A query that X would take.
#[derive(Debug)]
pub(super) struct Query(Node);

/// Reads a query, or says what X would say.
pub(super) fn read(text: &str) -> Result<Query, String> {
    if text.trim().is_empty() || text.chars().count() > LONGEST {
        return Err(format!("The query has {} characters; 1 to {LONGEST} are taken", text.chars().count()));
    }
    let tokens = tokens(text)?;
    let mut rest = tokens.as_slice();
    let node = either(&mut rest)?;
    if !rest.is_empty() {
        return Err(format!("no viable alternative at input '{}'", rest[0]));
    }
    if !stands_alone(&node) {
        return Err(
            "There were errors processing your request: Rule must contain at least one positive, non-stopword clause".into()
        );
    }
    Ok(Query(node))
}

impl Query {
    /// Whether a post is found by it.
    pub(super) fn finds(&self, post: &Value, user: &Value) -> bool {
        matches(&self.0, post, user)
    }
}

fn tokens(text: &str) -> Result<Vec<String>, String> {
    let mut tokens = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(&c) = chars.peek() {
        if c.is_whitespace() {
            chars.next();
        } else if matches!(c, '(' | ')' | '-') {
            tokens.push(c.to_string());
            chars.next();
        } else if c == '"' {
            chars.next();
            let phrase: String = chars.by_ref().take_while(|&c| c != '"').collect();
            tokens.push(format!("\"{phrase}"));
        } else {
            let mut word = String::new();
            while let Some(&c) = chars.peek().filter(|&&c| !c.is_whitespace() && !matches!(c, '(' | ')' | '"')) {
                word.push(c);
                chars.next();
            }
            tokens.push(word);
        }
    }
    if text.matches('"').count() % 2 == 1 {
        return Err("missing closing quote".into());
    }
    Ok(tokens)
}

fn either(rest: &mut &[String]) -> Result<Node, String> {
    let mut all = vec![both(rest)?];
    while rest.first().is_some_and(|token| token == "OR") {
        *rest = &rest[1..];
        all.push(both(rest)?);
    }
    Ok(if all.len() == 1 { all.remove(0) } else { Node::Or(all) })
}

fn both(rest: &mut &[String]) -> Result<Node, String> {
    let mut all = Vec::new();
    while let Some(token) = rest.first().filter(|token| *token != "OR" && *token != ")") {
        if token == "AND" {
            return Err("Ambiguous use of and as a keyword. Use a space to logically join two clauses".into());
        }
        all.push(one(rest)?);
    }
    if all.is_empty() { Err("an empty clause".into()) } else { Ok(Node::And(all)) }
}

fn one(rest: &mut &[String]) -> Result<Node, String> {
    let token = rest[0].clone();
    *rest = &rest[1..];
    match token.as_str() {
        "-" => match rest.first() {
            None => Err("a minus before nothing".into()),
            Some(next) if next == "(" => Err("negating a group is not supported: negate each operator".into()),
            Some(_) => Ok(Node::Not(Box::new(one(rest)?))),
        },
        "(" => {
            let inner = either(rest)?;
            match rest.first() {
                Some(close) if close == ")" => {
                    *rest = &rest[1..];
                    Ok(inner)
                }
                _ => Err("missing ')'".into()),
            }
        }
        _ => operator(&token),
    }
}

fn operator(token: &str) -> Result<Node, String> {
    if let Some(phrase) = token.strip_prefix('"') {
        return Ok(Node::Words(words(phrase)));
    }
    if let Some(name) = token.strip_prefix('@') {
        return Ok(Node::Named(name.to_lowercase()));
    }
    if let Some(tag) = token.strip_prefix('#') {
        return Ok(Node::Tag(tag.to_lowercase()));
    }
    match token.split_once(':') {
        None => Ok(Node::Words(words(token))),
        Some(("from", name)) => Ok(Node::From(name.trim_start_matches('@').to_lowercase())),
        Some(("lang", tag)) => Ok(Node::Lang(tag.to_lowercase())),
        Some(("is", "retweet")) => Ok(Node::Is("retweeted")),
        Some(("is", "reply")) => Ok(Node::Is("replied_to")),
        Some(("is", "quote")) => Ok(Node::Is("quoted")),
        Some(("has", "media" | "images" | "videos")) => Ok(Node::Media),
        Some(("has", "links")) => Ok(Node::Links),
        Some((name, _)) if name.starts_with("http") => Ok(Node::Words(words(token))),
        Some((name, value)) => Err(format!("Reference to invalid operator '{name}:{value}'")),
    }
}

/// Whether it finds anything by itself: `is:`, `has:`, `lang:` and what is negated only narrow.
fn stands_alone(node: &Node) -> bool {
    match node {
        Node::And(all) => all.iter().any(stands_alone),
        Node::Or(all) => all.iter().all(stands_alone),
        Node::Not(_) | Node::Is(_) | Node::Media | Node::Links | Node::Lang(_) => false,
        Node::Words(words) => !words.is_empty(),
        Node::Named(_) | Node::Tag(_) | Node::From(_) => true,
    }
}

fn words(text: &str) -> Vec<String> {
    text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn matches(node: &Node, post: &Value, user: &Value) -> bool {
    let text = post["text"].as_str().unwrap_or_default();
    let lower = text.to_lowercase();
    let marked = |mark: char, name: &str| {
        lower.split_whitespace().any(|word| {
            word.strip_prefix(mark).is_some_and(|word| word.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '_') == name)
        })
    };
    match node {
        Node::And(all) => all.iter().all(|one| matches(one, post, user)),
        Node::Or(all) => all.iter().any(|one| matches(one, post, user)),
        Node::Not(inner) => !matches(inner, post, user),
        // X cuts Korean and Japanese into words of its own; here a part of the text is enough.
        Node::Words(wanted) if wanted.iter().any(|word| !word.is_ascii()) => wanted.iter().all(|word| lower.contains(word)),
        Node::Words(wanted) => words(text).windows(wanted.len().max(1)).any(|some| some == wanted.as_slice()),
        Node::Named(name) => marked('@', name),
        Node::Tag(tag) => marked('#', tag),
        Node::From(name) => {
            user["username"].as_str().is_some_and(|own| own.to_lowercase() == *name) || user["id"] == name.as_str()
        }
        Node::Lang(tag) => post["lang"] == tag.as_str(),
        Node::Is(kind) => post["referenced_tweets"].as_array().into_iter().flatten().any(|one| one["type"] == *kind),
        Node::Media => post["attachments"]["media_keys"].is_array(),
        Node::Links => lower.contains("https://") || lower.contains("http://"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_query_finds_what_x_finds() {
        let user = json!({ "id": "7", "username": "Mina" });
        let post = json!({ "text": "Where is my parcel, @Shop? #late", "lang": "en" });
        for (query, expected) in [
            ("parcel", true),
            ("parc", false),
            ("\"my parcel\"", true),
            ("\"parcel my\"", false),
            ("(refund OR parcel) -is:retweet", true),
            ("parcel -refund", true),
            // The sign of a hashtag is punctuation to a keyword.
            ("parcel -late", false),
            ("parcel -#late", false),
            ("@shop lang:en", true),
            ("from:mina parcel", true),
            ("from:other parcel", false),
            ("parcel lang:ko", false),
        ] {
            let read = read(query).unwrap_or_else(|why| panic!("{query}: {why}"));
            assert_eq!(read.finds(&post, &user), expected, "{query}");
        }
        assert!(read("배송").is_ok_and(|query| query.finds(&json!({ "text": "배송이 늦어요" }), &user)));
        for wrong in [
            "",
            "-parcel",
            "lang:en",
            "is:retweet",
            "parcel OR -late",
            "parcel AND late",
            "(parcel",
            "\"parcel",
            "near:here parcel",
            "parcel -(a OR b)",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        assert!(read(&"a ".repeat(300)).is_err());
    }
}
