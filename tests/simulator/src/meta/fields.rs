//! The `fields` parameter of a Graph read: `name,media{id,caption},mentioned_comment.comment_id(17){text}`.

use serde_json::{Map, Value};

/// One field asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) name: String,
    /// Each `.key(value)` behind the name.
    pub(super) arguments: Vec<(String, String)>,
    /// `{…}` behind it.
    pub(super) inner: Vec<Field>,
}

/// Reads the parameter. The error says where it cannot be read.
pub(super) fn parse(text: &str) -> Result<Vec<Field>, String> {
    let (fields, rest) = list(text, 0)?;
    if rest.is_empty() { Ok(fields) } else { Err(format!("cannot read fields at \"{rest}\"")) }
}

fn list(mut text: &str, depth: usize) -> Result<(Vec<Field>, &str), String> {
    if depth > 4 {
        return Err("fields are nested too deep".to_owned());
    }
    let mut fields = Vec::new();
    loop {
        let (name, mut rest) = word(text);
        if name.is_empty() {
            return Err(format!("a field name is missing at \"{text}\""));
        }
        let mut arguments = Vec::new();
        while let Some(after) = rest.strip_prefix('.') {
            let (key, after) = word(after);
            let value = after.strip_prefix('(').and_then(|after| after.split_once(')'));
            let (value, after) = value.ok_or_else(|| format!("\".{key}\" needs a value in brackets"))?;
            arguments.push((key.to_owned(), value.to_owned()));
            rest = after;
        }
        let mut inner = Vec::new();
        if let Some(after) = rest.strip_prefix('{') {
            let (fields, after) = list(after, depth + 1)?;
            inner = fields;
            rest = after.strip_prefix('}').ok_or_else(|| format!("a }} is missing at \"{after}\""))?;
        }
        fields.push(Field { name: name.to_owned(), arguments, inner });
        match rest.strip_prefix(',') {
            Some(after) => text = after,
            None => return Ok((fields, rest)),
        }
    }
}

fn word(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len());
    text.split_at(end)
}

/// The fields asked for, out of all there are; `id` always comes along. The error is the name of an unknown one.
pub(super) fn select(all: &Value, fields: &[Field]) -> Result<Value, String> {
    let mut chosen = Map::new();
    if let Some(id) = all.get("id") {
        chosen.insert("id".to_owned(), id.clone());
    }
    for field in fields {
        let value = all.get(&field.name).ok_or_else(|| field.name.clone())?;
        match value {
            // Known, but there is nothing to show: the Graph API leaves such a field out.
            Value::Null => continue,
            Value::Object(_) if !field.inner.is_empty() => {
                chosen.insert(field.name.clone(), select(value, &field.inner)?);
            }
            _ => {
                chosen.insert(field.name.clone(), value.clone());
            }
        }
    }
    Ok(Value::Object(chosen))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    // proves DEV-02: a field the platform does not have is refused, not ignored.
    #[test]
    fn a_field_expression_is_read_or_refused_with_its_place() {
        let fields = parse("name,mentioned_comment.comment_id(17){text,from{id}}").unwrap_or_default();
        assert_eq!(fields.len(), 2);
        assert_eq!(fields[1].arguments, [("comment_id".to_owned(), "17".to_owned())]);
        assert_eq!(fields[1].inner[1].inner[0].name, "id");
        for bad in ["", "a,", "a{b", "a.b", "a}", "a{b{c{d{e{f{g}}}}}}"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
        let all = json!({"id": "1", "name": "n", "nothing": null});
        assert_eq!(select(&all, &parse("name,nothing").unwrap_or_default()), Ok(json!({"id": "1", "name": "n"})));
        assert_eq!(select(&all, &parse("nom").unwrap_or_default()), Err("nom".to_owned()));
    }
}
