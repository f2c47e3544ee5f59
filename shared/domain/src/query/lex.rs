//! Cutting a query into its parts, with the place of each.

use super::{
    FARTHEST, Field, Node, QueryError, QueryErrorCode, QueryWarning, QueryWarningCode, Term,
    field::{self, Name},
    fold::literal,
    glob::is_wild,
    print::too_short,
    text::{Piece, Script, name, pieces, wild_pieces},
};

/// One part of a query.
#[derive(Debug)]
pub(super) enum Token {
    Open,
    Close,
    And,
    Or,
    Not,
    Minus,
    Near { distance: u32, ordered: bool },
    Leaf(Node),
}

impl Token {
    /// How an error names it.
    pub fn name(&self) -> &'static str {
        match self {
            Token::Open => "(",
            Token::Close => ")",
            Token::And => "AND",
            Token::Or => "OR",
            Token::Not => "NOT",
            Token::Minus => "-",
            Token::Near { ordered: false, .. } => "NEAR",
            Token::Near { ordered: true, .. } => "ONEAR",
            Token::Leaf(_) => "a term",
        }
    }
}

pub(super) fn error<T>(code: QueryErrorCode, position: usize, about: impl Into<String>) -> Result<T, QueryError> {
    Err(QueryError { code, position, about: about.into() })
}

pub(super) struct Lexer<'a> {
    pub chars: &'a [char],
    pub at: usize,
    pub warnings: Vec<QueryWarning>,
}

/// NEAR without a number.
const USUAL_DISTANCE: u32 = 10;

impl Lexer<'_> {
    pub fn run(&mut self) -> Result<Vec<(Token, usize)>, QueryError> {
        let mut tokens = Vec::new();
        while let Some(&c) = self.chars.get(self.at) {
            let start = self.at;
            self.at += 1;
            let token = match c {
                _ if is_space(c) => continue,
                '(' | '（' => Token::Open,
                ')' | '）' => Token::Close,
                // A dash between spaces is neither an operator nor a term; guessing would turn the meaning round.
                '-' | '－' | '−' if self.chars.get(self.at).is_none_or(|&next| is_space(next)) => {
                    return error(QueryErrorCode::ExpectedTerm, start, "-");
                }
                '-' | '－' | '−' => Token::Minus,
                '{' | '｛' => self.brace(start)?,
                '}' | '｝' => return error(QueryErrorCode::Unbalanced, start, "}"),
                _ if is_quote(c) => self.phrase(start)?,
                _ => self.word(start)?,
            };
            tokens.push((token, start));
        }
        Ok(tokens)
    }

    fn until(&mut self, start: usize, about: &str, closes: impl Fn(char) -> bool) -> Result<String, QueryError> {
        let from = self.at;
        let Some(length) = self.chars[from..].iter().position(|&c| closes(c)) else {
            return error(QueryErrorCode::Unclosed, start, about);
        };
        self.at = from + length + 1;
        Ok(self.chars[from..from + length].iter().collect())
    }

    fn brace(&mut self, start: usize) -> Result<Token, QueryError> {
        let written = self.until(start, "{", |c| matches!(c, '}' | '｝'))?;
        let words = literal(&written).trim().to_owned();
        // The normal form would not read back with a brace in it.
        if words.is_empty() || words.contains(['{', '}']) {
            return error(QueryErrorCode::NothingToFind, start, format!("{{{written}}}"));
        }
        Ok(Token::Leaf(Node::Brace(words)))
    }

    fn phrase(&mut self, start: usize) -> Result<Token, QueryError> {
        let words = self.until(start, "\"", is_quote)?;
        let pieces = unjoined(pieces(&words));
        if pieces.is_empty() {
            return error(QueryErrorCode::NothingToFind, start, words);
        }
        if !matches!(self.chars.get(self.at), Some('~' | '～' | '〜')) {
            return Ok(Token::Leaf(Node::Term(Term { pieces, glued: false })));
        }
        let sign = self.at;
        self.at += 1;
        let length = self.chars[self.at..].iter().position(|&c| ends_word(c)).unwrap_or(self.chars.len() - self.at);
        let number: String = self.chars[self.at..self.at + length].iter().collect();
        self.at += length;
        let distance = distance(&number, sign, "~")?;
        Ok(Token::Leaf(match pieces.len() {
            1 => Node::Term(Term { pieces, glued: false }),
            _ => Node::Proximity { pieces, distance },
        }))
    }

    fn word(&mut self, start: usize) -> Result<Token, QueryError> {
        let length = self.chars[start..].iter().position(|&c| ends_word(c)).unwrap_or(self.chars.len() - start);
        self.at = start + length;
        let word: String = self.chars[start..self.at].iter().collect();
        // Width does not count in operators either.
        let plain = literal(&word);
        match plain.as_str() {
            "AND" => return Ok(Token::And),
            "OR" => return Ok(Token::Or),
            "NOT" => return Ok(Token::Not),
            _ => {}
        }
        let (operator, number) =
            plain.split_once('/').map_or((plain.as_str(), None), |(operator, number)| (operator, Some(number)));
        if let Some(ordered) = ["NEAR", "ONEAR"].iter().position(|&name| name == operator).map(|i| i == 1) {
            let distance = number.map_or(Ok(USUAL_DISTANCE), |number| distance(number, start, operator))?;
            return Ok(Token::Near { distance, ordered });
        }
        if matches!(plain.to_ascii_lowercase().as_str(), "and" | "or" | "not" | "near" | "onear") {
            self.warn(QueryWarningCode::LowerCaseOperator, start, &word);
        }
        if let Some(colon) = self.chars[start..self.at].iter().position(|&c| matches!(c, ':' | '：')) {
            let before: String = self.chars[start..start + colon].iter().collect();
            if let Some(name) = Name::read(&literal(&before)) {
                self.at = start + colon + 1;
                return self.field(name, start);
            }
            let looks_like_one = !before.is_empty() && before.chars().all(|c| c.is_ascii_alphabetic() || c == '_');
            if looks_like_one && !matches!(before.as_str(), "http" | "https") {
                self.warn(QueryWarningCode::NotAField, start, &format!("{before}:"));
            }
        }
        if let Some(tag) = word.strip_prefix(['#', '＃']) {
            return named(tag, start, '#').map(|name| Token::Leaf(Node::Tag(name)));
        }
        if let Some(handle) = word.strip_prefix(['@', '＠']) {
            return named(handle, start, '@').map(|name| Token::Leaf(Node::Mention(name)));
        }
        term(&word, start).map(|term| Token::Leaf(Node::Term(term)))
    }

    fn warn(&mut self, code: QueryWarningCode, position: usize, about: &str) {
        self.warnings.push(QueryWarning { code, position, about: about.to_owned() });
    }

    /// `name:` is read; a value, or some in parentheses with OR between them, must follow at once.
    fn field(&mut self, name: Name, start: usize) -> Result<Token, QueryError> {
        let mut values = Vec::new();
        if matches!(self.chars.get(self.at), Some('(' | '（')) {
            let open = self.at;
            self.at += 1;
            loop {
                self.skip_spaces();
                values.push(self.value(name)?);
                self.skip_spaces();
                let at = self.at;
                match self.chars.get(at) {
                    Some(')' | '）') => {
                        self.at += 1;
                        break;
                    }
                    None => return error(QueryErrorCode::Unbalanced, open, "("),
                    Some(_) => {
                        let word = self.bare();
                        if word != "OR" {
                            return error(QueryErrorCode::BadValue, at, "OR, )");
                        }
                    }
                }
            }
        } else {
            if self.chars.get(self.at).is_none_or(|&c| is_space(c)) {
                return error(QueryErrorCode::BadValue, start, format!("{}:…", name.as_str()));
            }
            values.push(self.value(name)?);
        }
        let mut seen = std::collections::BTreeSet::new();
        values.retain(|value| seen.insert(value.clone()));
        Ok(Token::Leaf(Node::Field(Field { name, values })))
    }

    fn value(&mut self, name: Name) -> Result<String, QueryError> {
        let at = self.at;
        let written = match self.chars.get(at) {
            Some(&c) if is_quote(c) => {
                self.at += 1;
                self.until(at, "\"", is_quote)?
            }
            _ => match self.bare() {
                word if word == "OR" => String::new(),
                word => word,
            },
        };
        field::value(name, &written).or_else(|expected| error(QueryErrorCode::BadValue, at.min(self.chars.len()), expected))
    }

    fn bare(&mut self) -> String {
        let from = self.at;
        let length = self.chars[from..].iter().position(|&c| ends_word(c)).unwrap_or(self.chars.len() - from);
        self.at = from + length;
        self.chars[from..self.at].iter().collect()
    }

    fn skip_spaces(&mut self) {
        while self.chars.get(self.at).is_some_and(|&c| is_space(c)) {
            self.at += 1;
        }
    }
}

fn distance(number: &str, at: usize, about: &str) -> Result<u32, QueryError> {
    let number = literal(number);
    let lawful = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    match number.parse::<u32>().ok().filter(|&n| lawful && n <= FARTHEST) {
        Some(distance) => Ok(distance),
        None => error(QueryErrorCode::BadDistance, at, about),
    }
}

/// A bare word: what stands in it without a gap must do so in the text; what punctuation separates is a phrase.
fn term(word: &str, start: usize) -> Result<Term, QueryError> {
    let found = wild_pieces(word);
    let wild = |text: &str| text.chars().filter(|c| matches!(c, '*' | '?' | '＊' | '？')).count();
    let kept: usize = found.iter().map(|piece| wild(&piece.text)).sum();
    match found.as_slice() {
        [] if wild(word) > 0 => return error(QueryErrorCode::BadWildcard, start, word),
        [] => return error(QueryErrorCode::NothingToFind, start, word),
        [piece] if too_short(piece) => return error(QueryErrorCode::TooShort, start, word),
        _ => {}
    }
    if kept < wild(word) || found.iter().any(misplaced) {
        let at = word.chars().position(|c| matches!(c, '*' | '?' | '＊' | '？')).unwrap_or_default();
        return error(QueryErrorCode::BadWildcard, start + at, word);
    }
    let glued = found.len() > 1 && found.iter().skip(1).all(|piece| piece.joined);
    Ok(Term { pieces: unjoined(found), glued })
}

fn misplaced(piece: &Piece) -> bool {
    let before = piece.text.chars().take_while(|c| !matches!(c, '*' | '?')).count();
    is_wild(&piece.text)
        && match piece.script {
            Script::Spaced => before < 3,
            Script::Hangul | Script::Unspaced => !piece.text.chars().any(|c| !matches!(c, '*' | '?')),
            Script::Emoji | Script::Handle => true,
        }
}

fn unjoined(pieces: Vec<Piece>) -> Vec<Piece> {
    pieces.into_iter().map(|piece| Piece { joined: false, ..piece }).collect()
}

fn named(source: &str, start: usize, sign: char) -> Result<String, QueryError> {
    let found = name(source).filter(|name| sign == '@' || !name.contains('.'));
    found.map_or_else(|| error(QueryErrorCode::BadName, start, format!("{sign}{source}")), Ok)
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '＂')
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')
}

fn ends_word(c: char) -> bool {
    is_space(c) || is_quote(c) || matches!(c, '(' | ')' | '（' | '）' | '{' | '}' | '｛' | '｝')
}
