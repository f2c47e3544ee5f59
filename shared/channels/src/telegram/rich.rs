//! The words of a rich message (Bot API 10.1): blocks of texts in texts. Its pictures and forms are left where they are.

use serde_json::Value;

use crate::fields::Fields;

/// All words, a line for each block; nothing where there are none.
pub(super) fn text(message: &Fields<'_>) -> Option<String> {
    let rich: Value = serde_json::from_str(message.get("rich_message")?.get()).ok()?;
    let mut lines = Vec::new();
    blocks(&rich["blocks"], &mut lines);
    let text = lines.join("\n");
    (!text.is_empty()).then_some(text)
}

/// Blocks hold their own words, and other blocks: of a quotation, of what can be opened, of a list's items.
fn blocks(list: &Value, lines: &mut Vec<String>) {
    for block in list.as_array().into_iter().flatten() {
        for words in [&block["summary"], &block["text"], &block["expression"], &block["caption"]] {
            line(inline(words), lines);
        }
        blocks(&block["blocks"], lines);
        blocks(&block["items"], lines);
        for row in block["cells"].as_array().into_iter().flatten() {
            let cells: Vec<String> = row.as_array().into_iter().flatten().map(inline).collect();
            line(cells.join("\t"), lines);
        }
    }
}

fn line(words: String, lines: &mut Vec<String>) {
    let words = words.trim();
    if !words.is_empty() {
        lines.push(words.to_owned());
    }
}

/// A text is words, several texts, or one with a form.
fn inline(text: &Value) -> String {
    match text {
        Value::String(words) => words.clone(),
        Value::Array(parts) => parts.iter().map(inline).collect(),
        Value::Object(form) => {
            ["text", "alternative_text", "expression"].iter().find_map(|key| form.get(*key)).map(inline).unwrap_or_default()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => String::new(),
    }
}
