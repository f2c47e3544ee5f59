//! A slow matcher, written from text-analysis.md section 4 and from nothing of the product: characters one by one, every
//! reading tried, no index, no automaton. Ten thousand random queries must find the same in ten thousand random texts.

use domain::{
    ingest::Rules,
    platform::{Platform, Visibility},
    query::{Fields, Query, Text},
    rule::Facts,
    topic::Topic,
};

/// What a character is to a query.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Latin,
    Cyrillic,
    Digit,
    Hangul,
    Kana,
    Katakana,
    Han,
    Emoji,
    Gap,
}

fn kind(c: char) -> Kind {
    match c {
        'a'..='z' => Kind::Latin,
        'а'..='я' => Kind::Cyrillic,
        '0'..='9' => Kind::Digit,
        '가'..='힣' => Kind::Hangul,
        'ぁ'..='ん' => Kind::Kana,
        'ァ'..='ヶ' | 'ー' => Kind::Katakana,
        '一'..='龯' => Kind::Han,
        '👍' | '❤' => Kind::Emoji,
        _ => Kind::Gap,
    }
}

/// The few foldings of the alphabet below, by hand.
fn plain(text: &str) -> Vec<char> {
    let mut out: Vec<char> = Vec::new();
    for c in text.chars() {
        match c {
            '🏽' | '\u{fe0f}' => {}
            'ａ'..='ｚ' => out.push(char::from_u32(c as u32 - 'ａ' as u32 + 'a' as u32).unwrap()),
            'Ａ'..='Ｚ' => out.push(char::from_u32(c as u32 - 'Ａ' as u32 + 'a' as u32).unwrap()),
            'ｱ' => out.push('ア'),
            'ｲ' => out.push('イ'),
            'ｰ' => out.push('ー'),
            '･' => out.push('・'),
            '＃' => out.push('#'),
            '　' => out.push(' '),
            _ => out.extend(c.to_lowercase()),
        }
    }
    let kana = |c: &char| matches!(kind(*c), Kind::Kana | Kind::Katakana);
    for i in 1..out.len().saturating_sub(1) {
        let next = out[i + 1..].iter().find(|c| **c != '〜');
        if out[i] == '〜' && kana(&out[i - 1]) && next.is_some_and(kana) {
            out[i] = 'ー';
        }
    }
    out
}

/// A text as the reference sees it: its characters, and the number of the word each is part of.
struct Page {
    chars: Vec<char>,
    word: Vec<Option<usize>>,
    words: Vec<(usize, usize)>,
    /// `@name`: from the sign to behind the name.
    handles: Vec<(usize, usize)>,
    tags: Vec<(usize, usize)>,
}

fn in_katakana(page: &Page, i: usize) -> bool {
    kind(page.chars[i]) == Kind::Katakana || (page.chars[i] == '・' && page.word[i].is_some())
}

fn page(text: &str, names: bool) -> Page {
    let chars = plain(text);
    let letter = |i: usize| chars.get(i).is_some_and(|&c| !matches!(kind(c), Kind::Gap | Kind::Emoji));
    let named = |i: usize| letter(i) || chars.get(i) == Some(&'_');
    let spaced = |i: usize| matches!(kind(chars[i]), Kind::Latin | Kind::Cyrillic | Kind::Digit);
    let mut page = Page { word: vec![None; chars.len()], words: vec![], handles: vec![], tags: vec![], chars: chars.clone() };
    let mut i = 0;
    while i < chars.len() {
        let begins = names && (i == 0 || !spaced(i - 1)) && named(i + 1);
        if chars[i] == '@' && begins {
            let latin = chars[i + 1].is_ascii();
            let mut end = i + 1;
            while end < chars.len()
                && (if latin { chars[end].is_ascii_alphanumeric() || chars[end] == '_' || chars[end] == '.' } else { named(end) })
            {
                end += 1;
            }
            while end > i + 2 && chars[end - 1] == '.' {
                end -= 1;
            }
            page.handles.push((i, end));
            page.word[i..end].fill(Some(page.words.len()));
            page.words.push((i, end));
            i = end;
            continue;
        }
        if chars[i] == '#' && begins {
            let mut end = i + 1;
            while end < chars.len() && named(end) {
                end += 1;
            }
            page.tags.push((i, end));
        }
        let katakana = |j: usize| chars.get(j).is_some_and(|&c| kind(c) == Kind::Katakana);
        let class = |c: char| match kind(c) {
            Kind::Kana | Kind::Katakana | Kind::Han => 1,
            Kind::Hangul => 2,
            Kind::Emoji => 3,
            Kind::Gap => 0,
            _ => 4,
        };
        let previous =
            i.checked_sub(1).and_then(|p| Some((p, page.word[p]?))).filter(|&(_, w)| !page.handles.contains(&page.words[w]));
        let joins = previous.is_some_and(|(p, w)| {
            let unspaced = class(chars[p]) == 1 || chars[p] == '・';
            match chars[i] {
                'ー' => unspaced,
                '・' => katakana(p) && katakana(i + 1),
                c => {
                    let alphabet = (page.words[w].0..i).map(|j| kind(chars[j])).find(|&k| k != Kind::Digit);
                    match class(c) {
                        1 => unspaced,
                        2 => class(chars[p]) == 2,
                        4 => class(chars[p]) == 4 && (kind(c) == Kind::Digit || alphabet.is_none() || alphabet == Some(kind(c))),
                        _ => false,
                    }
                }
            }
        });
        if joins {
            let (_, w) = previous.unwrap();
            page.word[i] = Some(w);
            page.words[w].1 = i + 1;
        } else if class(chars[i]) != 0 && chars[i] != 'ー' {
            page.word[i] = Some(page.words.len());
            page.words.push((i, i + 1));
        }
        i += 1;
    }
    page
}

fn is_unspaced(page: &Page, word: usize) -> bool {
    matches!(kind(page.chars[page.words[word].0]), Kind::Kana | Kind::Katakana | Kind::Han)
}

fn is_hangul(page: &Page, word: usize) -> bool {
    kind(page.chars[page.words[word].0]) == Kind::Hangul
}

fn glob(pattern: &[char], text: &[char]) -> bool {
    match pattern.split_first() {
        None => text.is_empty(),
        Some(('*', rest)) => (0..=text.len()).any(|i| glob(rest, &text[i..])),
        Some(('?', rest)) => !text.is_empty() && glob(rest, &text[1..]),
        Some((c, rest)) => text.first() == Some(c) && glob(rest, &text[1..]),
    }
}

/// A query of the generator.
#[derive(Debug, Clone)]
enum Asked {
    All(Vec<Asked>),
    Any(Vec<Asked>),
    Not(Box<Asked>),
    Near(Box<Asked>, Box<Asked>, usize, bool),
    /// As written between quotation marks.
    Phrase(String),
    Proximity(String, usize),
    Word(String),
    Brace(String),
    Tag(String),
    Mention(String),
    Lang(&'static str),
}

impl Asked {
    fn print(&self) -> String {
        let inside =
            |parts: &[Asked], between: &str| format!("({})", parts.iter().map(Asked::print).collect::<Vec<_>>().join(between));
        match self {
            Asked::All(parts) => inside(parts, " "),
            Asked::Any(parts) => inside(parts, " OR "),
            Asked::Not(part) => format!("NOT {}", part.enclosed()),
            Asked::Near(left, right, n, ordered) => {
                format!("{} {}NEAR/{n} {}", left.print(), if *ordered { "O" } else { "" }, right.enclosed())
            }
            Asked::Phrase(words) => format!("\"{words}\""),
            Asked::Proximity(words, n) => format!("\"{words}\"~{n}"),
            Asked::Word(word) => word.clone(),
            Asked::Brace(words) => format!("{{{words}}}"),
            Asked::Tag(name) => format!("#{name}"),
            Asked::Mention(name) => format!("@{name}"),
            Asked::Lang(code) => format!("lang:{code}"),
        }
    }

    fn enclosed(&self) -> String {
        match self {
            Asked::Near(..) | Asked::Not(_) => format!("({})", self.print()),
            _ => self.print(),
        }
    }
}

/// The places of a term: from, to, in characters.
type Hits = Vec<(usize, usize)>;

/// The pieces of a term as written, and whether each touches the one before.
fn pieces(words: &str, wild: bool) -> Vec<(Vec<char>, bool)> {
    // Wildcards stand for letters while the term is cut: a digit for Latin words, a letter of the script for others.
    if wild && words.contains(['*', '?']) {
        return vec![(plain(words), false)];
    }
    let cut = page(words, false);
    cut.words
        .iter()
        .enumerate()
        .map(|(i, &(start, end))| (cut.chars[start..end].to_vec(), i > 0 && cut.words[i - 1].1 == start))
        .collect()
}

fn find(page: &Page, pieces: &[(Vec<char>, bool)], glued: bool) -> Hits {
    let mut found = Vec::new();
    for start in 0..page.chars.len() {
        if page.word[start].is_some() {
            let mut ends = Vec::new();
            walk(page, pieces, 0, start, None, glued, &mut ends);
            ends.sort_unstable();
            ends.dedup();
            let wild = pieces.iter().any(|(text, _)| text.iter().any(|c| matches!(c, '*' | '?')));
            ends.truncate(if wild { 1 } else { usize::MAX });
            found.extend(ends.into_iter().map(|end| (start, end)));
        }
    }
    found
}

fn walk(
    page: &Page,
    pieces: &[(Vec<char>, bool)],
    n: usize,
    at: usize,
    before: Option<usize>,
    glued: bool,
    ends: &mut Vec<usize>,
) {
    let pattern = &pieces[n].0;
    let letters: Vec<char> = pattern.iter().copied().filter(|c| !matches!(c, '*' | '?')).collect();
    let word = page.word[at].unwrap();
    let (from, to) = page.words[word];
    if page.handles.contains(&(from, to)) {
        return;
    }
    let touching = before == Some(at);
    let katakana = letters.iter().all(|&c| kind(c) == Kind::Katakana || c == '・');
    for end in at + 1..=to {
        let part = &page.chars[at..end];
        let lawful = if is_unspaced(page, word) {
            let inside = !katakana || part.iter().enumerate().all(|(i, _)| in_katakana(page, at + i));
            let left = !katakana || touching || at == from || !in_katakana(page, at - 1);
            inside && left
        } else if is_hangul(page, word) {
            at == from || touching || (n == 0 && pattern[0] == '*')
        } else {
            at == from && end == to
        };
        // Stars at the edges of a term that is found anywhere stand for nothing.
        let trimmed: &[char] = if (is_unspaced(page, word) && !katakana) || (is_hangul(page, word) && n == 0) {
            let start = pattern.iter().position(|c| *c != '*').unwrap_or(0);
            &pattern[start..]
        } else {
            pattern
        };
        if !lawful || !glob(trimmed, part) {
            continue;
        }
        let cut = katakana && is_unspaced(page, word) && end < to && in_katakana(page, end);
        if n + 1 == pieces.len() {
            if !cut {
                ends.push(end);
            }
            continue;
        }
        if end < to && (is_unspaced(page, word) || is_hangul(page, word)) {
            walk(page, pieces, n + 1, end, Some(end), glued, ends);
        }
        let done = end == to || (is_hangul(page, word) && !glued);
        if !cut
            && done
            && let Some(&(next, _)) = page.words.get(word + 1)
            && (!glued || next == end)
        {
            walk(page, pieces, n + 1, next, None, glued, ends);
        }
    }
}

/// The places of an operand that has places: groups of hits.
fn groups(asked: &Asked, page: &Page, text: &str) -> Vec<Vec<(usize, usize)>> {
    let single = |hits: Hits| hits.into_iter().map(|hit| vec![hit]).collect();
    match asked {
        Asked::Any(parts) => parts.iter().flat_map(|part| groups(part, page, text)).collect(),
        Asked::Near(left, right, n, ordered) => pairs(&groups(left, page, text), &groups(right, page, text), *n, *ordered, page),
        Asked::Proximity(words, n) => {
            let mut words = pieces(words, false).into_iter().map(|piece| single(find(page, &[piece], false)));
            let first: Vec<Vec<(usize, usize)>> = words.next().unwrap_or_default();
            words.fold(first, |left, right| pairs(&left, &right, *n, false, page))
        }
        Asked::Phrase(words) => single(find(page, &pieces(words, false), false)),
        Asked::Word(word) => {
            let pieces = pieces(word, true);
            let glued = pieces.len() > 1 && pieces.iter().skip(1).all(|(_, touches)| *touches);
            single(find(page, &pieces, glued))
        }
        Asked::Brace(words) => single(literal(words, page, text)),
        Asked::Tag(name) => {
            single(page.tags.iter().copied().filter(|&(from, to)| page.chars[from + 1..to] == plain(name)[..]).collect())
        }
        Asked::Mention(name) => {
            single(page.handles.iter().copied().filter(|&(from, to)| page.chars[from + 1..to] == plain(name)[..]).collect())
        }
        Asked::All(_) | Asked::Not(_) | Asked::Lang(_) => unreachable!("the generator makes no such operand"),
    }
}

/// Braces are only made of, and looked for in, what folding leaves as long as it was.
fn literal(words: &str, page: &Page, text: &str) -> Hits {
    let (given, wanted): (Vec<char>, Vec<char>) = (text.chars().collect(), words.chars().collect());
    if given.len() != page.chars.len() {
        return Vec::new();
    }
    let spaced = |c: char| matches!(kind(c), Kind::Latin | Kind::Cyrillic | Kind::Digit);
    (0..given.len())
        .filter(|&i| given[i..].starts_with(&wanted))
        .map(|i| (i, i + wanted.len()))
        .filter(|&(from, to)| {
            let before = from.checked_sub(1).map(|i| page.chars[i]);
            let after = page.chars.get(to).copied();
            let (first, last) = (page.chars[from], page.chars[to - 1]);
            let cut = before
                .is_some_and(|c| spaced(c) && spaced(first) || kind(c) == Kind::Hangul && kind(first) == Kind::Hangul)
                || after.is_some_and(|c| spaced(c) && spaced(last));
            let handled = page.handles.iter().any(|&(start, end)| start < from && from < end);
            !cut && !handled
        })
        .collect()
}

fn pairs(
    left: &[Vec<(usize, usize)>],
    right: &[Vec<(usize, usize)>],
    n: usize,
    ordered: bool,
    page: &Page,
) -> Vec<Vec<(usize, usize)>> {
    let mut found = Vec::new();
    for a in left {
        for b in right {
            let lawful = a.iter().all(|x| b.iter().all(|y| x.1 <= y.0 || (!ordered && y.1 <= x.0)));
            let distance = a.iter().flat_map(|x| b.iter().map(|y| units(*x, *y, page))).min();
            if lawful && distance.is_some_and(|d| d <= n) {
                let mut both: Vec<(usize, usize)> = a.iter().chain(b).copied().collect();
                both.sort_unstable();
                if !found.contains(&both) {
                    found.push(both);
                }
            }
        }
    }
    found
}

/// Words strictly between two places; of Han and kana every two characters that stand between them.
fn units(x: (usize, usize), y: (usize, usize), page: &Page) -> usize {
    let (x, y) = if x <= y { (x, y) } else { (y, x) };
    let mut sum = 0;
    for (word, &(from, to)) in page.words.iter().enumerate() {
        let between = (from..to).filter(|&i| i >= x.1 && i < y.0).count();
        if is_unspaced(page, word) {
            sum += between.div_ceil(2);
        } else if between == to - from {
            sum += 1;
        }
    }
    sum
}

fn holds(asked: &Asked, page: &Page, text: &str, lang: &str) -> bool {
    match asked {
        Asked::All(parts) => parts.iter().all(|part| holds(part, page, text, lang)),
        Asked::Any(parts) => parts.iter().any(|part| holds(part, page, text, lang)),
        Asked::Not(part) => !holds(part, page, text, lang),
        Asked::Lang(code) => *code == lang,
        _ => !groups(asked, page, text).is_empty(),
    }
}

/// A small generator of its own: the same cases on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }

    fn of<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())]
    }

    fn some(&mut self, alphabet: &[char], from: usize, to: usize) -> String {
        let length = from + self.roll(to - from + 1);
        (0..length).map(|_| self.of(alphabet)).collect()
    }

    fn word(&mut self) -> String {
        match self.roll(12) {
            0..=2 => self.some(&['a', 'b', 'A'], 1, 2),
            3 => self.some(&['가', '나'], 2, 3),
            4 => self.some(&['返', '金'], 2, 2),
            5 => self.some(&['か', 'き', '金'], 2, 3),
            6 => self.some(&['ア', 'イ', 'ー', 'ｱ'], 2, 3),
            7 => self.some(&['a', '1', 'ж'], 1, 2),
            8 => self.some(&['가', 'a', '返'], 2, 3),
            9 => self.of(&["👍", "👍🏽", "❤️"]).to_owned(),
            10 => self.of(&["a-b", "b.가나", "ア・イ", "か〜き", "アー金"]).to_owned(),
            _ => self.some(&['가', '나', 'か', 'ア'], 2, 2),
        }
    }

    fn wild(&mut self) -> String {
        match self.roll(4) {
            0 => self.of(&["aab*", "aba?", "bab*a", "aaa?*"]).to_owned(),
            1 => self.of(&["*가나", "가나*", "가?나", "가*나", "?가나"]).to_owned(),
            2 => self.of(&["*アイ", "アイ*", "ア?イ", "*ア*イ", "?アイ"]).to_owned(),
            _ => self.of(&["返*金", "*返金", "返金*", "か?金"]).to_owned(),
        }
    }

    fn phrase(&mut self) -> String {
        let words: Vec<String> = (0..1 + self.roll(3)).map(|_| self.word()).collect();
        words.join(self.of(&[" ", " ", ", "]))
    }

    fn leaf(&mut self) -> Asked {
        match self.roll(12) {
            0 | 1 => Asked::Phrase(self.phrase()),
            2 => Asked::Proximity(self.phrase(), self.roll(3)),
            3 => Asked::Word(self.wild()),
            4 => Asked::Brace(self.of(&["A", "aA", "a-b", "가나", "返", "a!"]).to_owned()),
            5 => Asked::Tag(self.of(&["a", "ab", "가나", "a_b"]).to_owned()),
            6 => Asked::Mention(self.of(&["a", "ab", "가나"]).to_owned()),
            _ => Asked::Word(self.word()),
        }
    }

    fn operand(&mut self) -> Asked {
        match self.roll(5) {
            0 => Asked::Any((0..2 + self.roll(2)).map(|_| self.leaf()).collect()),
            1 => Asked::Near(Box::new(self.leaf()), Box::new(self.leaf()), self.roll(4), self.roll(3) == 0),
            _ => self.leaf(),
        }
    }

    fn query(&mut self, depth: usize) -> Asked {
        match self.roll(if depth == 0 { 3 } else { 10 }) {
            0..=2 => self.leaf(),
            3 | 4 => Asked::All((0..2 + self.roll(2)).map(|_| self.query(depth - 1)).collect()),
            5 => Asked::Any((0..2 + self.roll(2)).map(|_| self.query(depth - 1)).collect()),
            6 => Asked::Not(Box::new(self.query(depth - 1))),
            7 => Asked::Any(vec![Asked::Lang(self.of(&["ko", "ja"])), self.query(depth - 1)]),
            _ => Asked::Near(Box::new(self.operand()), Box::new(self.operand()), self.roll(5), self.roll(3) == 0),
        }
    }

    /// Of the words the query asks for and of others.
    fn text(&mut self, asked: &Asked) -> String {
        let mut text = String::new();
        let mut wanted = Vec::new();
        words(asked, &mut wanted);
        for _ in 0..1 + self.roll(9) {
            let word = match self.roll(14) {
                9.. => wanted[self.roll(wanted.len())].clone(),
                0 => format!("#{}", self.of(&["a", "ab", "가나", "a_b"])),
                1 => format!("@{}", self.of(&["a", "ab", "가나", "a.b."])),
                2 => self.of(&["aaba", "abab", "무가나", "가가나", "アイア", "オアイ", "返か金", "!", "ー", "・"]).to_owned(),
                _ => self.word(),
            };
            text += &word;
            text += self.of(&[" ", " ", " ", "", "", ", ", "-", "　"]);
        }
        text
    }
}

/// A query as the one rule of a topic, so that it is found by its literals and asked by its parts.
fn ruled(query: &Query) -> Rules {
    let rule = serde_json::json!({ "id": "r", "version": 1, "query": query.print(), "active": true });
    let rules = vec![serde_json::from_value(rule).unwrap()];
    let rules = Rules::compile(&[Topic { id: "t".parse().unwrap(), name: "t".into(), active: true, rules }]);
    assert!(rules.problems().is_empty(), "{:?}", rules.problems());
    rules
}

/// The words of a query, as a text may hold them.
fn words(asked: &Asked, found: &mut Vec<String>) {
    match asked {
        Asked::All(parts) | Asked::Any(parts) => parts.iter().for_each(|part| words(part, found)),
        Asked::Not(part) => words(part, found),
        Asked::Near(left, right, ..) => [left, right].into_iter().for_each(|part| words(part, found)),
        Asked::Lang(code) => found.push((*code).to_owned()),
        Asked::Word(word) | Asked::Phrase(word) | Asked::Proximity(word, _) | Asked::Brace(word) => {
            found.push(word.replace(['*', '?'], "ア"))
        }
        Asked::Tag(_) | Asked::Mention(_) => found.push(asked.print()),
    }
}

// proves ING-06: local matcher and reference matcher agree on 10,000 generated cases
#[test]
fn ten_thousand_queries_find_what_the_slow_matcher_finds() {
    let (mut checked, mut matched, mut seed) = (0, 0, 0u64);
    while checked < 10_000 {
        seed += 1;
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let asked = dice.query(3);
        let source = asked.print();
        // A query without a positive term is refused; one-character words are, too.
        let Ok(query) = Query::parse(&source) else { continue };
        assert_eq!(Query::parse(&query.print()).as_ref(), Ok(&query), "{source}");
        let rules = ruled(&query);
        for _ in 0..2 {
            let (text, lang) = (dice.text(&asked), dice.of(&["ko", "ja", "en"]));
            let fields = Fields { language: Some(lang.into()), ..Fields::default() };
            // Braces need a text that folding leaves as long as it was: the reference cannot tell its places else.
            if source.contains('{') && plain(&text).len() != text.chars().count() {
                continue;
            }
            let expected = holds(&asked, &page(&text, true), &text, lang);
            let made = Text::new(&text);
            assert_eq!(
                query.matches(&made, &fields),
                expected,
                "seed {seed}: {source} (read as {query}) on {text:?}, lang {lang}"
            );
            let mut facts =
                Facts::new(Platform::Line, "shop".parse().unwrap(), Visibility::Public).with_text(Some(text.as_str()));
            facts.language = Some(lang.parse().unwrap());
            let caught: Vec<_> = rules.caught(&facts).into_iter().map(|caught| caught.hits).collect();
            let all: Vec<_> = expected.then(|| query.hits(&made, &fields)).into_iter().collect();
            assert_eq!(caught, all, "seed {seed}: {query} as a rule on {text:?}, lang {lang}");
            if let (true, Some(necessary)) = (expected, query.necessary()) {
                let folded: String = plain(&text).into_iter().collect();
                assert!(necessary.iter().any(|part| folded.contains(part.as_str())), "{query} on {text:?}: {necessary:?}");
            }
            checked += 1;
            matched += usize::from(expected);
        }
    }
    // A test in which nearly nothing matches, or nearly everything, would prove little.
    assert!((2_000..8_000).contains(&matched), "{matched} of {checked} match");
}
