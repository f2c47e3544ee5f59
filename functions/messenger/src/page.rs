//! The plain form as a page: written here, escaped here.

use std::fmt::Write;

use domain::{
    account::Account,
    analysis::Language,
    reply::{Extra, Press},
};

use crate::talk::Shown;

/// What a page shows.
pub(crate) struct Page<'a> {
    pub account: &'a Account,
    pub language: Language,
    pub rows: &'a [Shown],
    pub token: &'a str,
    /// What could not be sent stays in the field.
    pub kept: &'a str,
    pub trouble: Option<String>,
}

impl<'a> Page<'a> {
    /// A page of nobody yet.
    pub fn fresh(account: &'a Account, language: Language) -> Self {
        Self { account, language, rows: &[], token: "", kept: "", trouble: None }
    }
}

struct Words {
    lang: &'static str,
    message: &'static str,
    send: &'static str,
    look: &'static str,
    you: &'static str,
    us: &'static str,
    later: &'static str,
}

fn words(language: Language) -> Words {
    match language {
        Language::En => Words {
            lang: "en",
            message: "Your message",
            send: "Send",
            look: "Look for answers",
            you: "You",
            us: "We",
            later: "Your message has arrived. Look for answers here; what you send appears after a moment.",
        },
        Language::Ko => Words {
            lang: "ko",
            message: "메시지",
            send: "보내기",
            look: "답변 확인",
            you: "나",
            us: "상담원",
            later: "메시지가 접수되었습니다. 여기에서 답변을 확인하세요. 보낸 메시지는 잠시 후 표시됩니다.",
        },
        Language::Ja => Words {
            lang: "ja",
            message: "メッセージ",
            send: "送信",
            look: "返信を確認",
            you: "あなた",
            us: "担当者",
            later: "メッセージを受け付けました。返信はここで確認できます。送信した内容は少し後に表示されます。",
        },
    }
}

/// The page.
pub(crate) fn render(page: &Page<'_>) -> String {
    let words = words(page.language);
    let name = escaped(&page.account.name);
    let mut html = format!(
        "<!doctype html><html lang=\"{}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{name}</title><style>body{{font:1rem/1.5 sans-serif;max-width:40rem;margin:1rem auto;padding:0 1rem}}\
         textarea{{width:100%;font:inherit}}button{{font:inherit;padding:.5rem 1rem}}</style><main><h1>{name}</h1>",
        words.lang
    );
    if !page.rows.is_empty() {
        html.push_str("<ol>");
        page.rows.iter().for_each(|row| said(&mut html, row, &words));
        html.push_str("</ol>");
    }
    if let Some(trouble) = &page.trouble {
        let _ = write!(html, "<p role=\"alert\">{}</p>", escaped(trouble));
    } else if !page.token.is_empty() {
        let _ = write!(html, "<p role=\"status\">{}</p>", words.later);
    }
    let token = escaped(page.token);
    // The same id however often a browser sends this very form again.
    let id = unique();
    let _ = write!(
        html,
        "<form method=\"post\"><input type=\"hidden\" name=\"token\" value=\"{token}\">\
         <input type=\"hidden\" name=\"client_id\" value=\"{id}\"><p><label for=\"text\">{}</label><br>\
         <textarea id=\"text\" name=\"text\" rows=\"4\" maxlength=\"4000\">{}</textarea></p>\
         <p><button>{}</button></p></form>",
        words.message,
        escaped(page.kept),
        words.send
    );
    if !page.token.is_empty() {
        let _ = write!(
            html,
            "<form method=\"post\"><input type=\"hidden\" name=\"token\" value=\"{token}\"><button>{}</button></form>",
            words.look
        );
    }
    html.push_str("</main></html>");
    html
}

fn said(html: &mut String, row: &Shown, words: &Words) {
    let who = if row.from == "you" { words.you } else { words.us };
    let _ = write!(html, "<li><strong>{who}</strong>: {}", escaped(&row.text).replace('\n', "<br>"));
    row.extra.as_ref().into_iter().flat_map(links).for_each(|(title, url)| {
        let _ = match url {
            Some(url) => write!(html, "<br><a rel=\"noreferrer\" href=\"{}\">{}</a>", escaped(&url), escaped(&title)),
            None => write!(html, "<br>{}", escaped(&title)),
        };
    });
    html.push_str("</li>");
}

/// What an answer carries, in words with addresses.
fn links(extra: &Extra) -> Vec<(String, Option<String>)> {
    let press = |title: &str, press: &Press| match press {
        Press::Open { url } => (title.to_owned(), Some(url.clone())),
        Press::Answer { .. } => (title.to_owned(), None),
    };
    match extra {
        Extra::File { url, name, .. } => vec![(name.clone().unwrap_or_else(|| url.clone()), Some(url.clone()))],
        Extra::Upload { name, link, .. } => vec![(name.clone().unwrap_or_default(), link.clone())],
        Extra::Choices { choices, .. } => choices.iter().map(|choice| (choice.title.clone(), None)).collect(),
        Extra::Links { links } => links.iter().map(|link| press(&link.title, &link.press)).collect(),
        Extra::Cards { cards } => cards
            .iter()
            .flat_map(|card| {
                let head = (format!("{} {}", card.title, card.text), None);
                std::iter::once(head).chain(card.buttons.iter().map(|button| press(&button.title, &button.press)))
            })
            .collect(),
        Extra::Place { name, address, .. } => vec![(format!("{name} {address}"), None)],
        Extra::Sticker { says, .. } => vec![(says.clone(), None)],
        Extra::Template { .. } => vec![],
    }
}

/// An id that no other page has.
fn unique() -> String {
    let mut bytes = [0; 16];
    // Without random bytes the form says so when it is sent: its id is empty.
    match getrandom::fill(&mut bytes) {
        Ok(()) => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
        Err(_) => String::new(),
    }
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    // proves S10: nothing either side writes becomes markup
    #[test]
    fn nothing_that_was_said_becomes_markup() {
        assert_eq!(escaped(r#"<img src=x onerror='a("b")'>&"#), "&lt;img src=x onerror=&#39;a(&quot;b&quot;)&#39;&gt;&amp;");
    }
}
