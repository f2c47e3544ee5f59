//! Files of customers: from a platform into the company's own storage, and to an agent by a link that ends.

use std::time::Duration;

use serde_json::{Value, json};
use simulator::{Kind, Media, Platform, Write};

use crate::{
    desk::Desk,
    house::{FACEBOOK, House, INSTAGRAM, LINE, TELEGRAM, WHATSAPP, eventually},
};

async fn files(desk: &Desk, conversation: &str, message: &str) -> Vec<Value> {
    let answer = desk.get(&format!("conversations/{conversation}/messages/{message}/files")).await;
    answer["files"].as_array().unwrap().clone()
}

// proves ING-17, S4, CH-23: a picture of each channel is kept and opened by a link; the link ends; what is unsent is gone
#[tokio::test(flavor = "multi_thread")]
async fn a_picture_is_kept_and_opened_by_a_link_that_ends() {
    let house = House::start().await;
    let mina = house.sign_in("mina").await;
    mina.on_queue().await;
    let mut live = mina.listen().await;
    let mut links = Vec::new();
    for (platform, account) in [
        (Platform::Facebook, FACEBOOK),
        (Platform::WhatsApp, WHATSAPP),
        (Platform::Line, LINE),
        (Platform::Telegram, TELEGRAM),
        (Platform::Instagram, INSTAGRAM),
    ] {
        let picture = Write::new(platform, account, Kind::Image);
        let written = house.platforms.write("noa", &picture).await.unwrap();
        let conversation = live.next("conversation.offered").await["data"]["conversation"].as_str().unwrap().to_owned();
        mina.post(&format!("conversations/{conversation}/accept"), json!({})).await;
        live.next("conversation.assigned").await;
        let rows = mina.messages(&conversation).await;
        let row = rows.iter().find(|row| row["direction"] == "in").unwrap();
        let message = row["id"].as_str().unwrap().to_owned();
        let ready = |files: &Vec<Value>| files.len() == 1 && files[0]["state"] == "ready";
        let kept =
            eventually(&format!("{platform}: the picture"), async || files(&mina, &conversation, &message).await, ready).await;
        assert_eq!((&kept[0]["content_type"], &kept[0]["place"]), (&json!("image/png"), &json!(0)), "{platform}");
        let url = kept[0]["url"].as_str().unwrap().to_owned();
        let opened = house.http.get(&url).send().await.unwrap();
        let saved = opened.headers()["content-disposition"].to_str().unwrap().to_owned();
        assert!(opened.status() == 200 && saved.starts_with("attachment"), "{platform}: {saved}");
        assert!(opened.bytes().await.unwrap().starts_with(b"\x89PNG"), "{platform}");
        // The signature is over the whole address: another file's name, or another name for it, opens nothing.
        for other in [url.replace("/0?", "/1?"), url.replace("attachment", "inline"), url.split('?').next().unwrap().to_owned()] {
            assert_eq!(house.http.get(&other).send().await.unwrap().status(), 403, "{platform}: {other}");
        }
        if platform == Platform::Instagram {
            let unsend = Write::new(platform, account, Kind::Unsend).about(written.external_id.as_deref().unwrap());
            house.platforms.write("noa", &unsend).await.unwrap();
            let gone = async || house.http.get(&url).send().await.unwrap().status().as_u16();
            eventually("the picture is gone", gone, |status| *status == 404).await;
            assert_eq!(files(&mina, &conversation, &message).await, Vec::<Value>::new());
        } else {
            links.push(url);
        }
        mina.post(&format!("conversations/{conversation}/close"), json!({ "code": "other" })).await;
        live.next("conversation.closed").await;
    }
    // A queue gives what is still being worked at to another, once its time is moved past that.
    house.quiet().await;
    house.stack.advance(Duration::from_secs(301));
    for link in links {
        assert_eq!(house.http.get(&link).send().await.unwrap().status(), 403, "{link}");
    }
    house.finish().await;
}

// proves ING-17: a file that is none is replaced by a word on why, and nothing else waits for it
#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_would_run_is_replaced_by_a_word() {
    let house = House::start().await;
    let mina = house.sign_in("mina").await;
    mina.on_queue().await;
    let mut live = mina.listen().await;
    // "MZ", as a picture.
    let program = Media { base64: Some("TVqQAAMAAAAEAAAA".into()), content_type: Some("image/png".into()), ..Media::default() };
    let mut written = Write::new(Platform::Facebook, FACEBOOK, Kind::Image);
    written.media = Some(program);
    house.platforms.write("noa", &written).await.unwrap();
    let conversation = live.next("conversation.offered").await["data"]["conversation"].as_str().unwrap().to_owned();
    mina.post(&format!("conversations/{conversation}/accept"), json!({})).await;
    live.next("conversation.assigned").await;
    let message = mina.messages(&conversation).await.iter().find(|row| row["direction"] == "in").unwrap()["id"].clone();
    let message = message.as_str().unwrap().to_owned();
    let said = |files: &Vec<Value>| files.len() == 1 && files[0]["state"] == "unkept";
    let kept = eventually("the word", async || files(&mina, &conversation, &message).await, said).await;
    assert_eq!((&kept[0]["why"], &kept[0]["url"]), (&json!("dangerous"), &Value::Null));
    mina.post(&format!("conversations/{conversation}/close"), json!({ "code": "other" })).await;
    live.next("conversation.closed").await;
    house.finish().await;
}
