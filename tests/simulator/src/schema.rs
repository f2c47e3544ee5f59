//! Checks JSON against the schemas of an OpenAPI 3.0 document: the part of the language LINE's documents use.
//!
//! Known: `$ref`, `type`, `required`, `properties`, `additionalProperties`, `items`, `enum`, `allOf`, `oneOf`/`anyOf`,
//! `discriminator` with `mapping`, `nullable`, `pattern`, `format` (uri, uuid), and the limits of length, number and
//! items. An object whose schema lists properties takes no others: the documents do not say so, but a field they do not
//! know is a mistake of ours.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use regex_lite::Regex;
use serde_json::{Map, Value};

/// An OpenAPI document.
pub struct Document {
    root: Value,
}

/// One thing wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Where, as LINE writes it: `messages[0].text`.
    pub at: String,
    /// What.
    pub problem: Problem,
}

/// What is wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The schema has no such field.
    UnknownField,
    /// A required field is not there.
    Missing,
    /// Too long, too short, too many, too few, too large, too small.
    Limit(String),
    /// Of another type, form or value than the schema takes.
    Form(String),
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.problem {
            Problem::UnknownField => write!(f, "{}: no such field", self.at),
            Problem::Missing => write!(f, "{}: must be specified", self.at),
            Problem::Limit(what) | Problem::Form(what) => write!(f, "{}: {what}", self.at),
        }
    }
}

/// Why a document cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// The file is not there or not readable.
    #[error("cannot read: {0}")]
    Read(#[from] std::io::Error),
    /// The file is no YAML.
    #[error("not YAML: {0}")]
    Yaml(#[from] serde_yaml_ng::Error),
    /// The file has no `components.schemas`.
    #[error("has no components.schemas")]
    NoSchemas,
}

impl Document {
    /// Reads a YAML document.
    ///
    /// # Errors
    /// When the file is missing, is not YAML, or has no `components.schemas`.
    pub fn load(path: &Path) -> Result<Document, DocumentError> {
        Document::parse(&std::fs::read_to_string(path)?)
    }

    /// Reads a document from YAML text.
    ///
    /// # Errors
    /// When the text is not YAML or has no `components.schemas`.
    pub fn parse(text: &str) -> Result<Document, DocumentError> {
        let root: Value = serde_yaml_ng::from_str(text)?;
        root.pointer("/components/schemas").and_then(Value::as_object).ok_or(DocumentError::NoSchemas)?;
        Ok(Document { root })
    }

    /// Everything wrong with a value that should be of a named schema.
    pub fn check(&self, schema: &str, value: &Value) -> Vec<Violation> {
        let mut found = Vec::new();
        match self.root.pointer(&format!("/components/schemas/{schema}")) {
            Some(schema) => self.visit(schema, value, "", &mut found),
            None => found.push(wrong("", format!("the document has no schema {schema}"))),
        }
        found
    }

    fn resolve<'a>(&'a self, mut schema: &'a Value) -> &'a Value {
        // References to references are short; the bound only guards against a document that refers in a circle.
        for _ in 0..16 {
            let target = schema.get("$ref").and_then(Value::as_str).and_then(|at| self.root.pointer(at.strip_prefix('#')?));
            match target {
                Some(target) => schema = target,
                None => break,
            }
        }
        schema
    }

    fn visit(&self, schema: &Value, value: &Value, at: &str, found: &mut Vec<Violation>) {
        let mut schema = self.resolve(schema);
        if value.is_null() && schema.get("nullable").and_then(Value::as_bool) == Some(true) {
            return;
        }
        if let (Some(discriminator), Some(object)) = (schema.get("discriminator"), value.as_object()) {
            match self.chosen(discriminator, object, at) {
                Ok(chosen) => schema = chosen,
                Err(violation) => return found.push(violation),
            }
        }
        for key in ["oneOf", "anyOf"] {
            if let Some(branches) = schema.get(key).and_then(Value::as_array) {
                let fits = |branch: &Value| {
                    let mut inner = Vec::new();
                    self.visit(branch, value, at, &mut inner);
                    inner.is_empty()
                };
                if !branches.iter().any(fits) {
                    found.push(wrong(at, "fits none of the allowed forms"));
                }
            }
        }
        let flat = self.flatten(schema);
        if let Some(expected) = flat.kind
            && !is_kind(expected, value)
        {
            return found.push(wrong(at, format!("must be {expected}, not {}", kind_of(value))));
        }
        scalars(schema, value, at, found);
        match value {
            Value::Object(object) => self.object(&flat, object, at, found),
            Value::Array(items) => {
                limit(schema, "minItems", "maxItems", items.len() as f64, "items", at, found);
                if let Some(each) = schema.get("items") {
                    for (index, item) in items.iter().enumerate() {
                        self.visit(each, item, &format!("{at}[{index}]"), found);
                    }
                }
            }
            _ => {}
        }
    }

    fn chosen<'a>(&'a self, discriminator: &Value, object: &Map<String, Value>, at: &str) -> Result<&'a Value, Violation> {
        let name = discriminator.get("propertyName").and_then(Value::as_str).unwrap_or("type");
        let place = join(at, name);
        let Some(tag) = object.get(name) else {
            return Err(Violation { at: place, problem: Problem::Missing });
        };
        let target = tag.as_str().and_then(|tag| discriminator.get("mapping")?.get(tag)?.as_str());
        target
            .and_then(|target| self.root.pointer(target.strip_prefix('#')?))
            .ok_or_else(|| wrong(&place, format!("{tag} is none of the known values")))
    }

    fn object(&self, flat: &Flat<'_>, object: &Map<String, Value>, at: &str, found: &mut Vec<Violation>) {
        for name in &flat.required {
            if !object.contains_key(*name) {
                found.push(Violation { at: join(at, name), problem: Problem::Missing });
            }
        }
        for (name, value) in object {
            let place = join(at, name);
            match (flat.properties.get(name.as_str()), flat.additional) {
                (Some(schemas), _) => schemas.iter().for_each(|schema| self.visit(schema, value, &place, found)),
                (None, Some(schema)) if schema.is_object() => self.visit(schema, value, &place, found),
                (None, None | Some(Value::Bool(false))) if !flat.properties.is_empty() => {
                    found.push(Violation { at: place, problem: Problem::UnknownField });
                }
                (None, _) => {}
            }
        }
    }

    fn flatten<'a>(&'a self, schema: &'a Value) -> Flat<'a> {
        let mut flat = Flat::default();
        self.gather(schema, &mut flat, 0);
        flat
    }

    fn gather<'a>(&'a self, schema: &'a Value, flat: &mut Flat<'a>, depth: usize) {
        let schema = self.resolve(schema);
        if flat.kind.is_none() {
            flat.kind = schema.get("type").and_then(Value::as_str);
        }
        if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
            for (name, property) in properties {
                flat.properties.entry(name).or_default().push(property);
            }
        }
        if let Some(required) = schema.get("required").and_then(Value::as_array) {
            flat.required.extend(required.iter().filter_map(Value::as_str));
        }
        flat.additional = flat.additional.or_else(|| schema.get("additionalProperties"));
        // A base schema lists its subtypes and they name it in allOf: only upwards, and not for ever.
        if depth < 8 {
            for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
                self.gather(part, flat, depth + 1);
            }
        }
    }
}

/// An object schema with everything its `allOf` parts say.
#[derive(Default)]
struct Flat<'a> {
    kind: Option<&'a str>,
    properties: BTreeMap<&'a str, Vec<&'a Value>>,
    required: Vec<&'a str>,
    additional: Option<&'a Value>,
}

fn scalars(schema: &Value, value: &Value, at: &str, found: &mut Vec<Violation>) {
    if let Some(allowed) = schema.get("enum").and_then(Value::as_array)
        && !allowed.contains(value)
    {
        found.push(wrong(at, format!("{value} is none of the known values")));
    }
    if let Some(text) = value.as_str() {
        limit(schema, "minLength", "maxLength", text.chars().count() as f64, "characters", at, found);
        if let Some(pattern) = schema.get("pattern").and_then(Value::as_str)
            && Regex::new(pattern).is_ok_and(|pattern| !pattern.is_match(text))
        {
            found.push(wrong(at, format!("must match {pattern}")));
        }
        let formed = match schema.get("format").and_then(Value::as_str) {
            Some("uri") => is_uri(text),
            Some("uuid") => is_uuid(text),
            _ => true,
        };
        if !formed {
            found.push(wrong(at, "is not well formed"));
        }
    }
    if let Some(number) = value.as_f64() {
        limit(schema, "minimum", "maximum", number, "", at, found);
    }
}

fn limit(schema: &Value, low: &str, high: &str, size: f64, unit: &str, at: &str, found: &mut Vec<Violation>) {
    let bound = |key: &str| schema.get(key).and_then(Value::as_f64);
    let broken = bound(low).filter(|least| size < *least).map(|least| format!("must be at least {least} {unit}"));
    let broken = broken.or_else(|| bound(high).filter(|most| size > *most).map(|most| format!("must be at most {most} {unit}")));
    if let Some(what) = broken {
        found.push(Violation { at: at.to_owned(), problem: Problem::Limit(what.trim_end().to_owned()) });
    }
}

fn is_kind(expected: &str, value: &Value) -> bool {
    match expected {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        _ => true,
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn is_uri(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, rest)| {
        !rest.is_empty()
            && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

/// `8-4-4-4-12` hex digits.
pub(crate) fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn join(at: &str, name: &str) -> String {
    if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") }
}

fn wrong(at: &str, what: impl Into<String>) -> Violation {
    Violation { at: at.to_owned(), problem: Problem::Form(what.into()) }
}
