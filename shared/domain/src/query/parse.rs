//! Reading a query: one pass over its characters, errors with their place.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    DEEPEST, LONGEST, MOST_TERMS, Node, Query,
    print::{print, too_short},
    text::{name, pieces},
};

/// Why a text is not a query, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize, JsonSchema)]
#[error("{sentence}")]
pub struct QueryError {
    /// The kind of mistake.
    pub code: QueryErrorCode,
    /// Where, in characters from the start, the first being 0.
    pub position: usize,
    /// What to say to the person who wrote it, with the place.
    pub sentence: String,
}

/// The kinds of mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QueryErrorCode {
    /// Nothing is written.
    Empty,
    /// Over 4,096 characters, as written or in normal form.
    TooLong,
    /// Over 500 terms.
    TooManyTerms,
    /// Parentheses more than 32 deep.
    TooDeep,
    /// An operator has nothing to work on.
    ExpectedTerm,
    /// A parenthesis has no partner.
    Unbalanced,
    /// A quotation mark has no partner.
    UnclosedPhrase,
    /// A word or phrase of punctuation only.
    NothingToFind,
    /// One unquoted character of Han, kana or Hangul.
    TooShort,
    /// A character that cannot stand in a `#tag` or `@name`.
    BadName,
    /// Everything is excluded and nothing asked for.
    NoPositiveTerm,
    /// A part of the language that rules cannot use yet.
    NotAvailable,
}

const FIELDS: [&str; 14] = [
    "author",
    "from",
    "to",
    "lang",
    "platform",
    "type",
    "has",
    "is",
    "url",
    "country",
    "followers",
    "sentiment",
    "intent",
    "urgency",
];

pub(super) fn parse(source: &str) -> Result<Query, QueryError> {
    let chars: Vec<char> = source.chars().take(LONGEST + 1).collect();
    if chars.len() > LONGEST {
        let length = source.chars().count();
        return error(
            QueryErrorCode::TooLong,
            LONGEST,
            format_args!("the query has {length} characters and may have {LONGEST}; split it"),
        );
    }
    let tokens = Lexer { chars: &chars, at: 0 }.run()?;
    let Some((_, first)) = tokens.first() else {
        return error(QueryErrorCode::Empty, 0, "the query is empty: write at least one word");
    };
    let mut parser = Parser { tokens: &tokens, next: 0, depth: 0, terms: 0, length: chars.len() };
    let root = parser.or(Opened::Start(*first))?;
    if let Some((Token::Close, at)) = parser.peek() {
        return error(QueryErrorCode::Unbalanced, *at, "there is no ( for this )");
    }
    if !positive(&root, true) {
        return error(QueryErrorCode::NoPositiveTerm, 0, "every term is excluded: add at least one that must be there");
    }
    if print(&root).chars().count() > LONGEST {
        return error(
            QueryErrorCode::TooLong,
            LONGEST,
            format_args!("the normal form of the query is over {LONGEST} characters; split it"),
        );
    }
    Ok(Query { root })
}

fn error<T>(code: QueryErrorCode, position: usize, sentence: impl fmt::Display) -> Result<T, QueryError> {
    Err(QueryError { code, position, sentence: format!("{sentence} (at {position})") })
}

#[derive(Debug)]
enum Token {
    Open,
    Close,
    And,
    Or,
    Not,
    Minus,
    Leaf(Node),
}

impl Token {
    fn name(&self) -> &'static str {
        match self {
            Token::Open => "(",
            Token::Close => ")",
            Token::And => "AND",
            Token::Or => "OR",
            Token::Not => "NOT",
            Token::Minus => "-",
            Token::Leaf(_) => "a term",
        }
    }
}

struct Lexer<'a> {
    chars: &'a [char],
    at: usize,
}

impl Lexer<'_> {
    fn run(mut self) -> Result<Vec<(Token, usize)>, QueryError> {
        let mut tokens = Vec::new();
        while let Some(&c) = self.chars.get(self.at) {
            let start = self.at;
            self.at += 1;
            let token = match c {
                _ if c.is_whitespace() => continue,
                '(' | '（' => Token::Open,
                ')' | '）' => Token::Close,
                // A dash between spaces is neither an operator nor a term; guessing would turn the meaning round.
                '-' if self.chars.get(self.at).is_none_or(|next| next.is_whitespace()) => {
                    return error(QueryErrorCode::ExpectedTerm, start, "expected a term right after -");
                }
                '-' => Token::Minus,
                '{' | '}' => {
                    return error(QueryErrorCode::NotAvailable, start, "{...} is not available yet; use \"...\"");
                }
                _ if is_quote(c) => self.phrase(start)?,
                _ => self.word(start)?,
            };
            tokens.push((token, start));
        }
        Ok(tokens)
    }

    fn phrase(&mut self, start: usize) -> Result<Token, QueryError> {
        let from = self.at;
        let Some(length) = self.chars[from..].iter().position(|&c| is_quote(c)) else {
            return error(QueryErrorCode::UnclosedPhrase, start, "this quotation mark is not closed");
        };
        self.at = from + length + 1;
        if self.chars.get(self.at) == Some(&'~') {
            return error(QueryErrorCode::NotAvailable, self.at, "proximity (~n) is not available yet; use AND");
        }
        let words: String = self.chars[from..from + length].iter().collect();
        let pieces = pieces(&words);
        if pieces.is_empty() {
            return error(QueryErrorCode::NothingToFind, start, "this phrase has no letter, digit or emoji to look for");
        }
        Ok(Token::Leaf(Node::Term(pieces)))
    }

    fn word(&mut self, start: usize) -> Result<Token, QueryError> {
        let ends = |c: char| c.is_whitespace() || is_quote(c) || matches!(c, '(' | ')' | '（' | '）' | '{' | '}');
        let length = self.chars[start..].iter().position(|&c| ends(c)).unwrap_or(self.chars.len() - start);
        self.at = start + length;
        let word: String = self.chars[start..self.at].iter().collect();
        match word.as_str() {
            "AND" => return Ok(Token::And),
            "OR" => return Ok(Token::Or),
            "NOT" => return Ok(Token::Not),
            _ => {}
        }
        let operator = word.split('/').next().unwrap_or_default();
        if matches!(operator, "NEAR" | "ONEAR") {
            return error(QueryErrorCode::NotAvailable, start, format_args!("{operator} is not available yet; use AND"));
        }
        if let Some((field, _)) = word.split_once(':')
            && FIELDS.contains(&field)
        {
            let sentence = format_args!("the field `{field}:` is not available in queries yet; use the rule's own filters");
            return error(QueryErrorCode::NotAvailable, start, sentence);
        }
        if let Some(i) = self.chars[start..self.at].iter().position(|c| matches!(c, '*' | '?' | '＊' | '？')) {
            let sentence = "wildcards are not available yet; put the words in quotation marks to ignore the sign";
            return error(QueryErrorCode::NotAvailable, start + i, sentence);
        }
        if let Some(tag) = word.strip_prefix(['#', '＃']) {
            return named(tag, start, '#').map(|name| Token::Leaf(Node::Tag(name)));
        }
        if let Some(handle) = word.strip_prefix(['@', '＠']) {
            return named(handle, start, '@').map(|name| Token::Leaf(Node::Mention(name)));
        }
        let pieces = pieces(&word);
        match pieces.as_slice() {
            [] => error(QueryErrorCode::NothingToFind, start, format_args!("`{word}` has no letter, digit or emoji to look for")),
            [piece] if too_short(piece) => error(
                QueryErrorCode::TooShort,
                start,
                format_args!(
                    "`{word}` is one character and stands in too many words; write it in quotation marks if you mean it"
                ),
            ),
            _ => Ok(Token::Leaf(Node::Term(pieces))),
        }
    }
}

fn named(source: &str, start: usize, sign: char) -> Result<String, QueryError> {
    let found = name(source).filter(|name| sign == '@' || !name.contains('.'));
    match found {
        Some(name) => Ok(name),
        None => {
            let sentence = format_args!("`{sign}{source}` is not a name: letters, digits and _ may follow {sign}");
            error(QueryErrorCode::BadName, start, sentence)
        }
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '＂')
}

/// What the next term is expected after: decides the words of the error if none comes.
#[derive(Clone, Copy)]
enum Opened {
    Start(usize),
    Behind(&'static str, usize),
}

struct Parser<'a> {
    tokens: &'a [(Token, usize)],
    next: usize,
    depth: usize,
    terms: usize,
    length: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a (Token, usize)> {
        self.tokens.get(self.next)
    }

    fn or(&mut self, opened: Opened) -> Result<Node, QueryError> {
        let mut parts = vec![self.and(opened)?];
        while let Some((Token::Or, at)) = self.peek() {
            self.next += 1;
            parts.push(self.and(Opened::Behind("OR", *at))?);
        }
        Ok(any(parts))
    }

    fn and(&mut self, opened: Opened) -> Result<Node, QueryError> {
        let mut parts = vec![self.not(opened)?];
        loop {
            match self.peek() {
                Some((Token::And, at)) => {
                    self.next += 1;
                    parts.push(self.not(Opened::Behind("AND", *at))?);
                }
                None | Some((Token::Or | Token::Close, _)) => return Ok(all(parts)),
                Some((_, at)) => parts.push(self.not(Opened::Start(*at))?),
            }
        }
    }

    fn not(&mut self, opened: Opened) -> Result<Node, QueryError> {
        match self.peek() {
            Some((token @ (Token::Not | Token::Minus), at)) => {
                self.next += 1;
                Ok(not(self.atom(Opened::Behind(token.name(), *at))?))
            }
            _ => self.atom(opened),
        }
    }

    fn atom(&mut self, opened: Opened) -> Result<Node, QueryError> {
        match self.peek() {
            Some((Token::Leaf(node), at)) => {
                self.next += 1;
                self.terms += 1;
                if self.terms > MOST_TERMS {
                    let sentence = format_args!("a query may have {MOST_TERMS} terms; split it into two rules");
                    return error(QueryErrorCode::TooManyTerms, *at, sentence);
                }
                Ok(node.clone())
            }
            Some((Token::Open, at)) => {
                self.next += 1;
                self.depth += 1;
                if self.depth > DEEPEST {
                    return error(QueryErrorCode::TooDeep, *at, format_args!("parentheses may be {DEEPEST} deep"));
                }
                let node = self.or(Opened::Behind("(", *at))?;
                let Some((Token::Close, _)) = self.peek() else {
                    return error(QueryErrorCode::Unbalanced, *at, "this ( is not closed");
                };
                self.next += 1;
                self.depth -= 1;
                Ok(node)
            }
            other => match opened {
                Opened::Behind(operator, at) => {
                    error(QueryErrorCode::ExpectedTerm, at, format_args!("expected a term after {operator}"))
                }
                Opened::Start(at) => {
                    let found = other.map_or("the end", |(token, _)| token.name());
                    error(QueryErrorCode::ExpectedTerm, at.min(self.length), format_args!("expected a term before {found}"))
                }
            },
        }
    }
}

fn all(parts: Vec<Node>) -> Node {
    let flat = parts.into_iter().flat_map(|part| match part {
        Node::All(inner) => inner,
        other => vec![other],
    });
    single(flat.collect()).unwrap_or_else(Node::All)
}

fn any(parts: Vec<Node>) -> Node {
    let flat = parts.into_iter().flat_map(|part| match part {
        Node::Any(inner) => inner,
        other => vec![other],
    });
    single(flat.collect()).unwrap_or_else(Node::Any)
}

fn single(mut parts: Vec<Node>) -> Result<Node, Vec<Node>> {
    match parts.pop() {
        Some(only) if parts.is_empty() => Ok(only),
        last => {
            parts.extend(last);
            Err(parts)
        }
    }
}

fn not(part: Node) -> Node {
    match part {
        Node::Not(inner) => *inner,
        other => Node::Not(Box::new(other)),
    }
}

/// Whether a term must be there somewhere: `-(-a)` asks for `a`.
fn positive(node: &Node, wanted: bool) -> bool {
    match node {
        Node::All(parts) | Node::Any(parts) => parts.iter().any(|part| positive(part, wanted)),
        Node::Not(part) => positive(part, !wanted),
        Node::Term(_) | Node::Tag(_) | Node::Mention(_) => wanted,
    }
}
