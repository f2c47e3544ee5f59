use std::{
    collections::BTreeMap,
    path::PathBuf,
    time::{Duration, Instant},
};

use domain::{
    analysis::{Analysis, Intent, Language, Sentiment, Urgency},
    language::{Analyzer, EMBEDDED, Embedded},
};
use proptest::prelude::*;

fn judge(text: &str) -> Analysis {
    Embedded.analyze(Some(text), None)
}

struct Labelled {
    language: Language,
    sentiment: Sentiment,
    intent: String,
    urgency: String,
    text: String,
}

/// The labelled posts beside the project; none where they are not there.
fn posts() -> Option<Vec<Labelled>> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("HARKEN_SHARED").map_or_else(beside, PathBuf::from);
    let path = shared.join("datasets/social-care-dev/social-care-dev.tsv");
    let Ok(table) = std::fs::read_to_string(&path) else {
        println!("SKIPPED: {} is not there", path.display());
        return None;
    };
    let rows = table.lines().skip(1).map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        Labelled {
            language: fields[1].parse().unwrap(),
            sentiment: fields[2].parse().unwrap(),
            intent: fields[3].into(),
            urgency: fields[4].into(),
            text: fields[6].into(),
        }
    });
    Some(rows.collect())
}

fn name<T: serde::Serialize>(value: T) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

// proves ANL-01, ANL-03, ANL-04: measured on labelled posts, floors of text-analysis.md section 2. The lists were tuned
// on these very posts: the figures are a guard against getting worse, not a promise for posts never seen.
#[test]
fn labelled_posts_are_judged_no_worse_than_the_floors() {
    let Some(posts) = posts() else { return };
    let mut totals: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut count = |what: &'static str, right: bool| {
        let total = totals.entry(what).or_default();
        total.0 += usize::from(right);
        total.1 += 1;
    };
    for post in &posts {
        let judged = judge(&post.text);
        let right = judged.sentiment == post.sentiment;
        if !right || name(judged.intent) != post.intent {
            println!(
                "{:?}/{} judged {:?}/{} ({}): {}",
                post.sentiment,
                post.intent,
                judged.sentiment,
                name(judged.intent),
                judged.score,
                post.text
            );
        }
        count(["en sentiment", "ko sentiment", "ja sentiment"][post.language as usize], right);
        count("sentiment", right);
        count("language", judged.language == Some(post.language));
        count("intent", name(judged.intent) == post.intent);
        count("urgency", name(judged.urgency) == post.urgency);
        if post.sentiment == Sentiment::Negative {
            count("negative recall", right);
        }
        if matches!(post.sentiment, Sentiment::Positive | Sentiment::Negative) {
            let turned = matches!(judged.sentiment, Sentiment::Positive | Sentiment::Negative) && !right;
            count("not turned round", !turned);
        }
        if post.urgency == "high" {
            count("high recall", judged.urgency == Urgency::High);
        }
        if judged.urgency == Urgency::High {
            count("high precision", post.urgency == "high");
        }
    }
    let percent: BTreeMap<&str, f64> =
        totals.iter().map(|(what, (right, all))| (*what, *right as f64 / *all as f64 * 100.0)).collect();
    for (what, (right, all)) in &totals {
        println!("{what}: {right}/{all} = {:.1} %", percent[what]);
    }
    for (what, floor) in [
        ("sentiment", 72.0),
        ("en sentiment", 62.0),
        ("ko sentiment", 62.0),
        ("ja sentiment", 62.0),
        ("negative recall", 65.0),
        ("not turned round", 88.0),
        ("intent", 60.0),
        ("high recall", 70.0),
        ("high precision", 60.0),
        ("language", 97.0),
    ] {
        assert!(percent[what] >= floor, "{what}: {:.1} % is below {floor} %", percent[what]);
    }
}

const POSTS: [(&str, Language, Sentiment, Intent); 30] = [
    (
        "Where is my parcel? It was due on Monday and nobody answers the phone",
        Language::En,
        Sentiment::Negative,
        Intent::Complaint,
    ),
    ("My order arrived broken, the lid is cracked", Language::En, Sentiment::Negative, Intent::Complaint),
    ("The driver was not friendly at all", Language::En, Sentiment::Negative, Intent::Complaint),
    ("Cancelling my subscription today, I'm done", Language::En, Sentiment::Negative, Intent::ChurnRisk),
    ("I love the new colours, great job!", Language::En, Sentiment::Positive, Intent::Praise),
    ("never had a problem with them, would recommend", Language::En, Sentiment::Positive, Intent::Praise),
    ("Do you ship to Jeju?", Language::En, Sentiment::Neutral, Intent::PurchaseIntent),
    ("What time does the store open tomorrow?", Language::En, Sentiment::Neutral, Intent::Question),
    ("please add a dark mode", Language::En, Sentiment::Neutral, Intent::Suggestion),
    ("The store opens on Monday", Language::En, Sentiment::Neutral, Intent::Other),
    ("배송이 아직도 안 왔어요", Language::Ko, Sentiment::Negative, Intent::Complaint),
    ("상담원이 친절하지 않아요", Language::Ko, Sentiment::Negative, Intent::Complaint),
    ("앱이 자꾸 튕겨요 ㅠㅠ", Language::Ko, Sentiment::Negative, Intent::Complaint),
    ("못 쓰겠네요 해지합니다", Language::Ko, Sentiment::Negative, Intent::ChurnRisk),
    ("정말 친절하고 배송도 빨라요", Language::Ko, Sentiment::Positive, Intent::Praise),
    ("문제 없이 잘 쓰고 있어요", Language::Ko, Sentiment::Positive, Intent::Praise),
    ("재입고 언제 되나요?", Language::Ko, Sentiment::Neutral, Intent::PurchaseIntent),
    ("영업시간이 어떻게 되나요", Language::Ko, Sentiment::Neutral, Intent::Question),
    ("다크 모드 추가해 주세요", Language::Ko, Sentiment::Neutral, Intent::Suggestion),
    ("월요일에 매장이 문을 엽니다", Language::Ko, Sentiment::Neutral, Intent::Other),
    ("注文した商品がまだ届きません", Language::Ja, Sentiment::Negative, Intent::Complaint),
    ("対応が良くないです", Language::Ja, Sentiment::Negative, Intent::Complaint),
    ("アプリがすぐ落ちる", Language::Ja, Sentiment::Negative, Intent::Complaint),
    ("もう解約します", Language::Ja, Sentiment::Negative, Intent::ChurnRisk),
    ("とても使いやすくて大満足です", Language::Ja, Sentiment::Positive, Intent::Praise),
    ("困ったことがないので助かってます", Language::Ja, Sentiment::Positive, Intent::Praise),
    ("再入荷の予定はありますか？", Language::Ja, Sentiment::Neutral, Intent::PurchaseIntent),
    ("営業時間を教えてください", Language::Ja, Sentiment::Neutral, Intent::Question),
    ("ダークモードを追加してほしい", Language::Ja, Sentiment::Neutral, Intent::Suggestion),
    ("月曜日に店舗がオープンします", Language::Ja, Sentiment::Neutral, Intent::Other),
];

// proves ANL-01, ANL-03, ANL-04
#[test]
fn plain_posts_of_each_language_are_judged_as_a_reader_would() {
    for (text, language, sentiment, intent) in POSTS {
        let judged = judge(text);
        assert_eq!((judged.language, judged.sentiment, judged.intent), (Some(language), sentiment, intent), "{text}: {judged:?}");
        assert_eq!(judged.engine, EMBEDDED);
        assert_eq!(judged.score.signum(), [1, -1, 0][sentiment as usize], "{text}: {judged:?}");
    }
}

// proves ANL-04: section 3's rule
#[test]
fn the_language_is_told_by_script_and_small_words() {
    use Language::*;
    for (text, hint, expected) in [
        ("배송 왔어요 thanks", None, Some(Ko)),
        ("ㅠㅠㅠㅠ", None, Some(Ko)),
        ("返金はまだですか", None, Some(Ja)),
        ("ライン", None, Some(Ja)),
        ("返金希望", None, None),
        ("返金希望", Some(Ja), Some(Ja)),
        ("返金希望", Some(Ko), None),
        ("refund", None, Some(En)),
        ("the café was nice", None, Some(En)),
        ("¿dónde está mi pedido? no ha llegado todavía", Some(En), None),
        ("Wo ist meine Bestellung? Sie ist noch nicht da", None, None),
        ("où est ma commande, elle n'est pas arrivée", None, None),
        ("pesanan saya belum sampai juga", None, None),
        ("где мой заказ", None, None),
        ("أين طلبي", None, None),
        ("我的订单在哪里", None, None),
        ("123 456", None, None),
    ] {
        assert_eq!(Embedded.analyze(Some(text), hint).language, expected, "{text}");
    }
}

// text-analysis.md section 1: unknown is a result
#[test]
fn what_says_nothing_is_unknown() {
    for text in [
        "",
        "   ",
        "https://shop.example/a?b=c",
        "@hanbit",
        "@hanbit https://t.example/x 12345",
        "!!! ???",
        "\u{301}\u{301}",
        "где мой заказ",
    ] {
        let judged = judge(text);
        assert_eq!((judged.sentiment, judged.language, judged.confidence), (Sentiment::Unknown, None, 0), "{text}");
        assert_eq!((judged.intent, judged.urgency), (Intent::Other, Urgency::Normal));
    }
    assert_eq!(Embedded.analyze(None, Some(Language::Ko)).sentiment, Sentiment::Unknown);
    assert_eq!(judge("😍😍").sentiment, Sentiment::Positive);
    assert_eq!(judge("😡").sentiment, Sentiment::Negative);
    assert_eq!(judge("🚚").sentiment, Sentiment::Neutral);
}

#[test]
fn urgency_is_high_for_hazards_fraud_and_deadlines_and_low_for_praise() {
    for (text, urgency) in [
        ("the charger caught fire last night", Urgency::High),
        ("someone hacked my account and the money is gone", Urgency::High),
        ("my flight leaves in 40 minutes and the app is down", Urgency::High),
        ("제품에서 유리조각이 나왔어요", Urgency::High),
        ("결제한 적 없는 금액이 무단결제됐어요", Urgency::High),
        ("커피가 맛있어요", Urgency::Low),
        ("充電器から発火しました", Urgency::High),
        ("身に覚えのない請求が来ました", Urgency::High),
        ("最高でした", Urgency::Low),
        ("where can I find my invoice?", Urgency::Normal),
    ] {
        assert_eq!(judge(text).urgency, urgency, "{text}: {:?}", judge(text));
    }
}

/// Posts to change and judge again: ours, and the labelled ones where they are.
fn texts() -> Vec<String> {
    let labelled = posts().unwrap_or_default().into_iter().map(|post| post.text);
    POSTS.iter().map(|(text, ..)| (*text).to_owned()).chain(labelled).collect()
}

// text-analysis.md section 2: the checks that must hold whatever the method
#[test]
fn what_does_not_change_the_meaning_does_not_change_the_label() {
    let texts = texts();
    let mut moved = 0;
    for text in &texts {
        let label = judge(text).sentiment;
        // A name, a link: at most one post in twenty may move; here none does.
        for changed in [format!("@some_brand {text}"), format!("{text} https://x.example/Best-Worst")] {
            moved += usize::from(judge(&changed).sentiment != label);
        }
        let other_case = if text.is_ascii() { [text.to_uppercase(), text.to_lowercase()] } else { [text.clone(), text.clone()] };
        for changed in other_case {
            assert_eq!(judge(&changed).sentiment, label, "{changed}");
        }
        let wide = |c: char| if c.is_ascii_alphanumeric() { char::from_u32(c as u32 + 0xfee0).unwrap() } else { c };
        let changed: String = text.chars().map(wide).collect();
        assert!(text.contains('@') || judge(&changed).sentiment == label, "{changed}");
        if label == Sentiment::Negative {
            for laughter in [" ㅋㅋ", "ㅋㅋㅋㅋㅋㅋ", " w", "w", "www", " lol", " haha", "笑", " 😂"] {
                let changed = format!("{text}{laughter}");
                assert_ne!(judge(&changed).sentiment, Sentiment::Positive, "{changed}");
            }
        }
    }
    assert_eq!(moved, 0, "of {}", texts.len() * 2);
}

// The budget of the brief: 200 µs a message in the shipped build.
#[test]
fn a_message_is_judged_in_two_hundred_microseconds() {
    Embedded::warm();
    let mut times: Vec<Duration> = texts()
        .iter()
        .map(|text| {
            let start = Instant::now();
            judge(text);
            start.elapsed()
        })
        .collect();
    times.sort();
    let median = times[times.len() / 2];
    println!("one message: median {median:?}, slowest {:?}", times[times.len() - 1]);
    let budget = if cfg!(debug_assertions) { 4_000 } else { 200 };
    assert!(median < Duration::from_micros(budget), "{median:?}");
}

#[test]
fn a_very_long_text_is_judged_by_its_beginning_and_soon() {
    for unit in ["안 좋아요 ", "良くない、", "not good ", "ㅠ", "😡", "a", "\u{301}", "@", "#", "(", "ーー〜"] {
        let start = Instant::now();
        judge(&unit.repeat(100_000 / unit.len()));
        assert!(start.elapsed() < Duration::from_secs(2), "{unit}: {:?}", start.elapsed());
    }
}

#[test]
fn the_engine_can_be_used_behind_its_trait() {
    let engine: &dyn Analyzer = &Embedded;
    assert_eq!(engine.engine(), "embedded/1");
    assert_eq!(engine.analyze(Some("최고예요"), None).sentiment, Sentiment::Positive);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    // Never fails on any text, the same labels every time, everything within its range.
    #[test]
    fn any_text_has_a_judgement(
        text in prop_oneof![
            "\\PC{0,80}",
            "[안못없지않좋싫아ㅠㅋ 배송도0-9.!?,]{0,60}",
            "[良くないませんけどのに届かアー〜！。 ]{0,60}",
            "[a-z'@#&!?*. -]{0,80}",
            any::<String>(),
        ],
        hint in prop_oneof![Just(None), Just(Some(Language::Ja)), Just(Some(Language::Ko))],
    ) {
        let judged = Embedded.analyze(Some(&text), hint);
        prop_assert!((-100..=100).contains(&judged.score) && judged.confidence <= 100);
        prop_assert_eq!(&judged, &Embedded.analyze(Some(&text), hint));
        if judged.sentiment != Sentiment::Unknown {
            prop_assert!(judged.confidence >= 45);
        }
    }
}
