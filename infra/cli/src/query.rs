//! `harken query`: a query against texts, or a file of cases.

use std::{
    borrow::Cow,
    io::{BufRead, BufWriter, Write},
};

use clap::Args;
use domain::{
    analysis::Language,
    query::{Fields, Place, Query, Text},
};
use serde_json::Value;

use crate::{failure::Failure, tongue::spoken};

/// What to ask of which texts.
#[derive(Args)]
pub struct Ask {
    /// The query; texts come on stdin, one a line, and those that match go out as `places<TAB>text`, the places in
    /// characters from 0.
    #[arg(required_unless_present = "cases", conflicts_with = "cases", allow_hyphen_values = true)]
    query: Option<String>,
    /// Read cases instead: lines of tab-separated `id`, `query`, `text`, `fields`, with those names in the first line;
    /// write `id<TAB>match`, `no` or `error` for each.
    #[arg(long)]
    cases: bool,
    /// What is known of the texts besides their words: `lang:ko platform:x`, or a JSON object.
    #[arg(long, default_value = "")]
    fields: String,
    /// The language of errors and warnings: en, ko, ja. Otherwise that of `LC_ALL`, `LC_MESSAGES` or `LANG`.
    #[arg(long)]
    language: Option<Language>,
}

/// Runs it.
pub fn run(ask: &Ask, input: impl BufRead, output: impl Write) -> Result<(), Failure> {
    let mut output = BufWriter::new(output);
    match &ask.query {
        Some(query) => one(query, ask, input, &mut output)?,
        None => cases(input, &mut output)?,
    }
    output.flush()?;
    Ok(())
}

fn one(query: &str, ask: &Ask, input: impl BufRead, output: &mut impl Write) -> Result<(), Failure> {
    let (query, warnings) =
        Query::read(query, Place::Judged).map_err(|error| Failure::new(error.sentence(spoken(ask.language))))?;
    for warning in warnings {
        eprintln!("harken: {}", warning.sentence(spoken(ask.language)));
    }
    let fields = fields(&ask.fields);
    for line in lines(input) {
        let line = line?;
        let text = Text::new(&line);
        if query.matches(&text, &fields) {
            let places = query.spans(&text, &fields).into_iter().map(|span| {
                let start = line[..span.start].chars().count();
                format!("{start}-{}", start + line[span].chars().count())
            });
            writeln!(output, "{}\t{line}", places.collect::<Vec<_>>().join(","))?;
        }
    }
    Ok(())
}

/// Lines whatever their bytes and their ends are.
fn lines(input: impl BufRead) -> impl Iterator<Item = Result<String, Failure>> {
    input.split(b'\n').map(|line| {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        Ok(line.strip_suffix('\r').unwrap_or(&line).to_owned())
    })
}

/// Where the columns stand.
struct Columns {
    id: usize,
    query: usize,
    text: usize,
    fields: usize,
}

impl Columns {
    fn of(line: &str) -> Option<Self> {
        let names: Vec<String> = line.trim_start_matches('\u{feff}').split('\t').map(|name| name.trim().to_lowercase()).collect();
        let place = |name: &str| names.iter().position(|known| known == name);
        let (id, query, text) = (place("id")?, place("query")?, place("text")?);
        Some(Self { id, query, text, fields: place("fields").unwrap_or(usize::MAX) })
    }
}

fn cases(input: impl BufRead, output: &mut impl Write) -> Result<(), Failure> {
    let mut columns = Columns { id: 0, query: 1, text: 2, fields: 3 };
    for (number, line) in lines(input).enumerate() {
        let line = line?;
        if number == 0
            && let Some(named) = Columns::of(&line)
        {
            columns = named;
            continue;
        }
        if line.trim().is_empty() {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        let cell = |place: usize| cells.get(place).copied().unwrap_or_default();
        let answer = match Query::parse(&unescaped(cell(columns.query))) {
            Err(_) => "error",
            Ok(query) if query.matches(&Text::new(&unescaped(cell(columns.text))), &fields(cell(columns.fields))) => "match",
            Ok(_) => "no",
        };
        writeln!(output, "{}\t{answer}", cell(columns.id))?;
    }
    Ok(())
}

/// A cell cannot hold a tab or the end of a line: `\t`, `\n`, `\r`, `\\` stand for them.
fn unescaped(cell: &str) -> Cow<'_, str> {
    if !cell.contains('\\') {
        return Cow::Borrowed(cell);
    }
    let mut text = String::with_capacity(cell.len());
    let mut chars = cell.chars();
    while let Some(c) = chars.next() {
        match (c, chars.clone().next()) {
            ('\\', Some(sign @ ('t' | 'n' | 'r' | '\\'))) => {
                chars.next();
                text.push(match sign {
                    't' => '\t',
                    'n' => '\n',
                    'r' => '\r',
                    _ => '\\',
                });
            }
            _ => text.push(c),
        }
    }
    Cow::Owned(text)
}

/// Fields as a JSON object, or as `key:value` and `key=value` with spaces, commas or semicolons between.
fn fields(cell: &str) -> Fields<'static> {
    let cell = cell.trim();
    let mut fields = Fields::default();
    if let Ok(Value::Object(object)) = serde_json::from_str::<Value>(cell) {
        for (key, value) in &object {
            of_json(&mut fields, key, value);
        }
        return fields;
    }
    let mut key = String::new();
    for part in parts(cell) {
        let split =
            part.find([':', '=']).filter(|&at| part[..at].chars().all(|c| c.is_alphanumeric() || "_-".contains(c)) && at > 0);
        let value = match split {
            // What goes on behind a comma belongs to the key before it, and so does an address with its colon.
            Some(at) if !part[at..].starts_with("://") => {
                key = part[..at].to_owned();
                part[at + 1..].trim()
            }
            _ => part.as_str(),
        };
        set(&mut fields, &key, value.trim_matches(['"', '\'', '[', ']', '(', ')']));
    }
    fields
}

/// The parts of a list; a quoted one may hold separators.
fn parts(cell: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut quoted = false;
    for c in cell.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' | ',' | ';' | '|' if !quoted => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    // `key: value` is one part.
    let mut joined: Vec<String> = Vec::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        match joined.last_mut() {
            Some(last) if last.ends_with([':', '=']) => last.push_str(&part),
            _ => joined.push(part),
        }
    }
    joined
}

fn of_json(fields: &mut Fields<'static>, key: &str, value: &Value) {
    match value {
        Value::Null => {}
        Value::Array(values) => values.iter().for_each(|value| of_json(fields, key, value)),
        Value::Object(object) => object.iter().for_each(|(inner, value)| {
            let key = if matches!(inner.as_str(), "id" | "name" | "handle" | "username") { key } else { inner };
            of_json(fields, key, value);
        }),
        Value::String(text) => set(fields, key, text),
        other => set(fields, key, &other.to_string()),
    }
}

fn set(fields: &mut Fields<'static>, key: &str, value: &str) {
    let key = key.trim().to_lowercase();
    if value.is_empty() || key.is_empty() {
        return;
    }
    let owned = || Cow::<'static, str>::Owned(value.to_owned());
    let flag = value.to_lowercase();
    match key.as_str() {
        "author" | "from" | "username" | "handle" | "author_id" | "author_name" | "user" => fields.authors.push(owned()),
        "to" | "recipient" | "in_reply_to" => fields.to.push(owned()),
        "lang" | "language" => fields.language = Some(owned()),
        "platform" | "channel" | "source" => fields.platform = Some(owned()),
        "type" | "content_type" | "kind" => fields.content_type = Some(owned()),
        "has" => fields.has.push(owned()),
        "is" => fields.is.push(owned()),
        "url" | "urls" | "link" | "links" => fields.urls.push(owned()),
        "country" => fields.country = Some(owned()),
        "followers" | "followers_count" | "follower_count" => {
            fields.followers = value.replace([',', '_'], "").parse::<f64>().ok().map(|number| number as u64);
        }
        "sentiment" => fields.sentiment = Some(owned()),
        "intent" => fields.intent = Some(owned()),
        "urgency" => fields.urgency = Some(owned()),
        _ if matches!(flag.as_str(), "false" | "0" | "no") => {}
        "media" | "attachments" | "has_media" | "image" | "images" | "video" | "photo" => fields.has.push("media".into()),
        _ => {
            let yes = matches!(flag.as_str(), "true" | "1" | "yes");
            let name = |prefix: &str| key.strip_prefix(prefix).map(|name| Cow::Owned(name.to_owned()));
            match (name("is_"), name("has_")) {
                (Some(name), _) if yes => fields.is.push(name),
                (_, Some(name)) if yes => fields.has.push(name),
                _ if yes => fields.is.push(Cow::Owned(key)),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn answered(input: &str) -> String {
        let mut output = Vec::new();
        cases(input.as_bytes(), &mut output).unwrap();
        String::from_utf8(output).unwrap()
    }

    // proves ESC-01, text-analysis.md section 4: the sentence is in the user's language
    #[test]
    fn a_syntax_error_is_told_in_the_users_language() {
        let mut told = Vec::new();
        for language in [Language::En, Language::Ko, Language::Ja] {
            let ask = Ask { query: Some("환불 AND".into()), cases: false, fields: String::new(), language: Some(language) };
            told.push(run(&ask, &b""[..], Vec::new()).unwrap_err().to_string());
        }
        assert!(told[0].contains("at 3") && told[1].contains("3번째") && told[2].contains("3文字目"), "{told:?}");
    }

    #[test]
    fn cases_are_answered_in_their_order() {
        let input = "id\tquery\ttext\tfields\n\
            1\trefund\tREFUND me\t\n\
            2\trefund AND\tx\t\r\n\
            3\tlang:ko 배송\t배송\\n지연\tlang:ko\n\
            4\tlang:ko 배송\t배송\t{\"lang\":\"en\"}\n\
            5\tis:verified followers:>10 x\tx\tverified=true; followers=11\n\
            6\thas:media has:link x\tx\thas:media,link\n\
            7\tauthor:\"han bit\" x\tx\tauthor:\"Han Bit\"\n\
            8\t-is:repost x\tx\t{\"is\":[\"repost\"]}\n\
            9\tx\ta\\tx\n";
        assert_eq!(answered(input), "1\tmatch\n2\terror\n3\tmatch\n4\tno\n5\tmatch\n6\tmatch\n7\tmatch\n8\tno\n9\tmatch\n");
        assert_eq!(answered("a\tx\tx\n"), "a\tmatch\n");
        assert_eq!(answered("text\tid\tquery\nx\t1\tx\n"), "1\tmatch\n");
    }
}
