//! Reading a query: one pass over its parts, errors with their place.

use super::{
    DEEPEST, LONGEST, MOST_TERMS, MOST_WILDCARDS, Node, Place, Query, QueryError, QueryErrorCode, QueryWarning, QueryWarningCode,
    glob::is_wild,
    lex::{Lexer, Token, error},
    print::print,
};

pub(super) fn parse(source: &str, place: Place) -> Result<(Query, Vec<QueryWarning>), QueryError> {
    let chars: Vec<char> = source.chars().take(LONGEST + 1).collect();
    if chars.len() > LONGEST {
        return error(QueryErrorCode::TooLong, LONGEST, source.chars().count().to_string());
    }
    let mut lexer = Lexer { chars: &chars, at: 0, warnings: Vec::new() };
    let tokens = lexer.run()?;
    let Some((_, first)) = tokens.first() else { return error(QueryErrorCode::Empty, 0, "") };
    let mut warnings = lexer.warnings;
    let mut parser =
        Parser { tokens: &tokens, next: 0, depth: 0, terms: 0, wildcards: 0, length: chars.len(), place, warnings: Vec::new() };
    let root = parser.or(Opened::Start(*first))?;
    if let Some((Token::Close, at)) = parser.peek() {
        return error(QueryErrorCode::Unbalanced, *at, ")");
    }
    if !positive(&root, true) {
        return error(QueryErrorCode::NoPositiveTerm, 0, "");
    }
    warnings.append(&mut parser.warnings);
    warnings.sort_by_key(|warning| warning.position);
    let printed = print(&root).chars().count();
    if printed > LONGEST {
        return error(QueryErrorCode::TooLong, LONGEST, printed.to_string());
    }
    Ok((Query { root }, warnings))
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
    wildcards: usize,
    length: usize,
    place: Place,
    warnings: Vec<QueryWarning>,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a (Token, usize)> {
        self.tokens.get(self.next)
    }

    fn or(&mut self, opened: Opened) -> Result<Node, QueryError> {
        let start = self.position();
        let (first, mut combines) = self.and(opened)?;
        let mut parts = vec![first];
        while let Some((Token::Or, at)) = self.peek() {
            self.next += 1;
            let (part, more) = self.and(Opened::Behind("OR", *at))?;
            combines |= more;
            parts.push(part);
        }
        if combines && parts.len() > 1 {
            let code = QueryWarningCode::MixedWithoutParentheses;
            self.warnings.push(QueryWarning { code, position: start, about: "OR".into() });
        }
        Ok(any(parts))
    }

    /// The terms that are combined, and whether there are several.
    fn and(&mut self, opened: Opened) -> Result<(Node, bool), QueryError> {
        let mut parts = vec![self.not(opened)?];
        loop {
            match self.peek() {
                Some((Token::And, at)) => {
                    self.next += 1;
                    parts.push(self.not(Opened::Behind("AND", *at))?);
                }
                None | Some((Token::Or | Token::Close, _)) => {
                    let several = parts.len() > 1;
                    return Ok((all(parts), several));
                }
                Some((_, at)) => parts.push(self.not(Opened::Start(*at))?),
            }
        }
    }

    fn not(&mut self, opened: Opened) -> Result<Node, QueryError> {
        match self.peek() {
            Some((token @ (Token::Not | Token::Minus), at)) => {
                self.next += 1;
                Ok(not(self.near(Opened::Behind(token.name(), *at))?))
            }
            _ => self.near(opened),
        }
    }

    fn near(&mut self, opened: Opened) -> Result<Node, QueryError> {
        let mut begun = self.position();
        let mut left = self.atom(opened)?;
        while let Some((token @ Token::Near { distance, ordered }, at)) = self.peek() {
            let (distance, ordered) = (*distance, *ordered);
            self.next += 1;
            let behind = self.position();
            let right = self.atom(Opened::Behind(token.name(), *at))?;
            for (operand, position) in [(&left, begun), (&right, behind)] {
                if !has_place(operand) {
                    return error(QueryErrorCode::BadOperand, position, token.name());
                }
            }
            left = Node::Near { left: Box::new(left), right: Box::new(right), distance, ordered };
            begun = behind;
        }
        Ok(left)
    }

    fn atom(&mut self, opened: Opened) -> Result<Node, QueryError> {
        match self.peek() {
            Some((Token::Leaf(node), at)) => {
                self.next += 1;
                self.count(node, *at)?;
                Ok(node.clone())
            }
            Some((Token::Open, at)) => {
                self.next += 1;
                self.depth += 1;
                if self.depth > DEEPEST {
                    return error(QueryErrorCode::TooDeep, *at, "(");
                }
                let node = self.or(Opened::Behind("(", *at))?;
                let Some((Token::Close, _)) = self.peek() else {
                    return error(QueryErrorCode::Unbalanced, *at, "(");
                };
                self.next += 1;
                self.depth -= 1;
                Ok(node)
            }
            other => match opened {
                Opened::Behind(operator, at) => error(QueryErrorCode::ExpectedTerm, at, operator),
                Opened::Start(at) => {
                    let found = other.map_or("", |(token, _)| token.name());
                    error(QueryErrorCode::ExpectedTermBefore, at.min(self.length), found)
                }
            },
        }
    }

    fn count(&mut self, leaf: &Node, at: usize) -> Result<(), QueryError> {
        self.terms += match leaf {
            Node::Field(field) => field.values.len(),
            Node::Proximity { pieces, .. } => pieces.len(),
            _ => 1,
        };
        if self.terms > MOST_TERMS {
            return error(QueryErrorCode::TooManyTerms, at, "");
        }
        if let Node::Term(term) = leaf {
            self.wildcards += usize::from(term.pieces.iter().any(|piece| is_wild(&piece.text)));
        }
        if self.wildcards > MOST_WILDCARDS {
            return error(QueryErrorCode::TooManyWildcards, at, "");
        }
        match leaf {
            Node::Field(field) if field.name.is_judgement() && self.place == Place::Ingestion => {
                error(QueryErrorCode::NotHere, at, field.name.as_str())
            }
            _ => Ok(()),
        }
    }

    fn position(&self) -> usize {
        self.peek().map_or(self.length, |&(_, at)| at)
    }
}

/// Whether it can be near something.
fn has_place(node: &Node) -> bool {
    match node {
        Node::Any(parts) => parts.iter().all(has_place),
        Node::All(_) | Node::Not(_) | Node::Field(_) => false,
        _ => true,
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
        _ => wanted,
    }
}
