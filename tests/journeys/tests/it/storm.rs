//! Golden example G-12: one webhook five times, twice at once, with functions killed in between.

use local::{Rule, Trouble};
use serde_json::json;
use simulator::{Delivery, Platform, Write};

use crate::house::{House, INSTAGRAM, LINE, eventually};

/// Kills each step's process around its calls: before the n-th and after it. Fewer than a queue has tries.
fn kills() -> Vec<Rule> {
    let once = |trouble, function: &str| Rule { count: Some(1), ..Rule::new(trouble).function(function) };
    let mut rules = vec![once(Trouble::KillAfter { call: 1 }, "realtime"), once(Trouble::KillAfter { call: 1 }, "analytics")];
    for function in ["ingest", "escalate", "route", "outbound"] {
        for call in 1..=3 {
            rules.push(once(Trouble::KillAfter { call }, function));
            rules.push(once(Trouble::KillBefore { call }, function));
        }
    }
    rules
}

// proves G-12, ING-14, I1, I8, I13, I20: one message, one offer, one reply, each counted once
#[tokio::test(flavor = "multi_thread")]
async fn five_deliveries_and_killed_functions_make_one_message_one_offer_one_reply() {
    let house = House::start().await;
    let mina = house.sign_in("mina").await;
    mina.on_queue().await;
    house.quiet().await;
    house.stack.faults().set(kills(), 12);

    let five = || Delivery { copies: 5, concurrently: 2, ..Default::default() };
    house.platforms.write("ada", &Write::text(Platform::Line, LINE, "My parcel never came").delivered(five())).await.unwrap();
    house
        .platforms
        .write("eve", &Write::comment(INSTAGRAM, "Terrible delivery, awful, I hate it").delivered(five()))
        .await
        .unwrap();

    // Time is moved on by hours, which no socket and no token outlives: each look signs in anew.
    let boxed = |inbox: &serde_json::Value| -> Vec<String> {
        inbox["items"].as_array().unwrap().iter().map(|c| c["id"].as_str().unwrap().to_owned()).collect()
    };
    let look = async || house.sign_in("mina").await.get("inbox?box=offered").await;
    let offered = boxed(&house.passing_time(eventually("two offers", look, |inbox| boxed(inbox).len() == 2)).await);
    let mina = house.sign_in("mina").await;
    house
        .passing_time(async {
            for conversation in &offered {
                let (path, key) = (format!("conversations/{conversation}/accept"), format!("accept-{conversation}"));
                mina.keyed("POST", &path, Some(&json!({})), Some(&key)).await.ok();
                let with = |view: &serde_json::Value| view["stage"]["stage"] == "with";
                eventually("the acceptance", async || mina.conversation(conversation).await, with).await;
                for _ in 0..3 {
                    // A double click: the same key, the same reply.
                    mina.reply(conversation, &format!("reply-{conversation}"), json!({ "text": "I am on it." })).await.ok();
                }
            }
            tokio::time::sleep(std::time::Duration::from_secs(2)).await;
        })
        .await;
    house.stack.faults().clear();
    house.passing_time(async { while house.stack.idle(std::time::Duration::from_millis(500)).await.is_err() {} }).await;
    let (mina, sora) = (house.sign_in("mina").await, house.sign_in("sora").await);

    let sent = house.platforms.sent().await.unwrap();
    let (line, comments): (Vec<_>, Vec<_>) = sent.iter().partition(|sent| sent.platform == Platform::Line);
    assert_eq!(line.len(), 1, "{sent:#?}");
    // Instagram takes no retry key: after a kill around the call the answer is either there once, or in doubt.
    assert!(comments.len() <= 1, "{sent:#?}");
    for conversation in &offered {
        let rows = mina.messages(conversation).await;
        let of = |direction: &str| rows.iter().filter(|row| row["direction"] == direction).count();
        assert_eq!((of("in"), of("out")), (1, 1), "{rows:#?}");
        let state = rows.iter().find(|row| row["direction"] == "out").unwrap()["delivery"]["state"].clone();
        assert!(state == "sent" || state == "unsure", "{state}");
        let seqs: Vec<_> = rows.iter().map(|row| row["seq"].as_u64().unwrap()).collect();
        let expected: Vec<u64> = (1..=seqs.len() as u64).rev().collect();
        assert_eq!(seqs, expected, "gapless and unique");
    }
    let mentions = sora.get("mentions?topic=delivery").await;
    assert_eq!(mentions["items"].as_array().unwrap().len(), 1, "{mentions:#}");
    for conversation in &offered {
        let view = mina.conversation(conversation).await;
        assert_eq!(view["interaction"]["waits"].as_array().unwrap().len(), 1, "offered once: {view:#}");
    }
    house.finish().await;
}
