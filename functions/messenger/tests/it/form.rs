//! The plain form.

use domain::event::Payload;

use crate::page::{Request, open};

/// The value of a hidden field in a page.
fn hidden(html: &str, name: &str) -> String {
    let marker = format!("name=\"{name}\" value=\"");
    html.split(&marker).nth(1).unwrap_or_else(|| panic!("no {name} in {html}")).split('"').next().unwrap().to_owned()
}

// proves CH-33: without a script a customer writes, and finds answers; the token stands in no address
#[tokio::test]
async fn a_customer_writes_without_a_script() {
    let stand = open().await;
    for (language, label) in
        [("ko-KR,en;q=0.5", "메시지"), ("ja", "メッセージ"), ("fr, en", "Your message"), ("", "Your message")]
    {
        let page =
            Request::new("GET", "form").header("origin", None).header("accept-language", Some(language)).send(&stand).await;
        assert_eq!(page.status, 200);
        assert!(page.body.contains(&format!("<label for=\"text\">{label}</label>")), "{language}: {}", page.body);
    }
    let page = Request::new("GET", "form").header("origin", None).send(&stand).await;
    let id = hidden(&page.body, "client_id");
    assert_eq!((id.len(), hidden(&page.body, "token").as_str()), (32, ""));
    let written = |token: &str, text: &str| {
        let body = format!("token={token}&client_id={id}&text={text}");
        Request::new("POST", "form").header("origin", Some("https://web.example")).header("host", Some("web.example")).text(&body)
    };
    let first = written("", "%3Cb%3Ehello%3C%2Fb%3E").send(&stand).await;
    assert_eq!((first.status, first.published.len()), (200, 1), "{}", first.body);
    let token = hidden(&first.body, "token");
    // Sent again by the browser, with what it knows by then.
    let again = written(&token, "%3Cb%3Ehello%3C%2Fb%3E").send(&stand).await;
    let name = |heard: &crate::page::Heard| match &heard.published[0].payload {
        Payload::Ingest(ingest) => (ingest.item.event.clone(), ingest.item.at),
        other => panic!("{other:?}"),
    };
    assert_eq!(name(&again), name(&first));
    // Looking writes nothing; too much stays in the field.
    assert_eq!(written(&token, "").send(&stand).await.published.len(), 0);
    let long = written(&token, &"a".repeat(4_001)).send(&stand).await;
    assert_eq!(long.published.len(), 0);
    assert!(long.body.contains("role=\"alert\"") && long.body.contains(&"a".repeat(4_001)));
}

// proves S10: another page's form writes nothing
#[tokio::test]
async fn another_pages_form_writes_nothing() {
    let stand = open().await;
    let body = "token=&client_id=a&text=hello";
    for origin in ["https://evil.example", "null"] {
        let forged = Request::new("POST", "form").header("origin", Some(origin)).header("host", Some("web.example")).text(body);
        let refused = forged.send(&stand).await;
        assert_eq!((refused.status, refused.published.len()), (403, 0), "{origin}");
    }
}
