//! Labels: as posts are labelled, and as a reader would judge.

use std::{collections::BTreeMap, path::PathBuf};

use analyser::{EMBEDDED, Embedded};
use domain::{
    analysis::{Analysis, Aspect, Intent, Language, Sentiment, Urgency},
    language::{Analyzer, Hint},
};

pub fn judge(text: &str) -> Analysis {
    Embedded.analyze(Some(text), Hint::default())
}

pub struct Labelled {
    pub language: Language,
    sentiment: Sentiment,
    intent: String,
    urgency: String,
    pub text: String,
}

/// The labelled posts beside the project; none where they are not there.
pub fn posts() -> Option<Vec<Labelled>> {
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

// proves ANL-01, ANL-03, ANL-04: measured on labelled posts, floors of text-analysis.md section 2. Lists and
// patterns were tuned on these very posts: a guard against getting worse. What to expect of others is in docs/analysis.md.
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

pub const POSTS: [(&str, Language, Sentiment, Intent); 52] = [
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
    ("How do I change my delivery address?", Language::En, Sentiment::Neutral, Intent::Question),
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
    // Hardly a sentence, as most comments are.
    ("hello", Language::En, Sentiment::Neutral, Intent::Other),
    ("very friendly", Language::En, Sentiment::Positive, Intent::Praise),
    ("not bad", Language::En, Sentiment::Positive, Intent::Praise),
    ("one star", Language::En, Sentiment::Negative, Intent::Complaint),
    ("still waiting", Language::En, Sentiment::Negative, Intent::Complaint),
    ("where to buy", Language::En, Sentiment::Neutral, Intent::PurchaseIntent),
    ("친절해요", Language::Ko, Sentiment::Positive, Intent::Praise),
    ("배송 빨라요", Language::Ko, Sentiment::Positive, Intent::Praise),
    ("배송 느려요", Language::Ko, Sentiment::Negative, Intent::Complaint),
    ("추천 안 해요", Language::Ko, Sentiment::Negative, Intent::Complaint),
    ("해지할게요", Language::Ko, Sentiment::Negative, Intent::ChurnRisk),
    ("알겠습니다", Language::Ko, Sentiment::Neutral, Intent::Other),
    ("親切でした", Language::Ja, Sentiment::Positive, Intent::Praise),
    ("良くない", Language::Ja, Sentiment::Negative, Intent::Complaint),
    ("悪くない", Language::Ja, Sentiment::Positive, Intent::Praise),
    ("期待外れでした", Language::Ja, Sentiment::Negative, Intent::Complaint),
    ("再販ありますか", Language::Ja, Sentiment::Neutral, Intent::PurchaseIntent),
    ("こんにちは", Language::Ja, Sentiment::Neutral, Intent::Other),
    // What the tests of other steps say.
    ("still waiting for my refund, nobody answers", Language::En, Sentiment::Negative, Intent::Complaint),
    ("Terrible delivery, my parcel arrived broken and nobody cares 😡", Language::En, Sentiment::Negative, Intent::Complaint),
    ("어플에서 배송 조회가 안 돼요. 환불해 주세요", Language::Ko, Sentiment::Negative, Intent::Complaint),
    ("配送が遅すぎます。最悪です。返金してください", Language::Ja, Sentiment::Negative, Intent::Complaint),
];

// proves ANL-01, ANL-03, ANL-04
#[test]
fn plain_posts_of_each_language_are_judged_as_a_reader_would() {
    for (text, language, sentiment, intent) in POSTS {
        let judged = judge(text);
        assert_eq!((judged.language, judged.sentiment, judged.intent), (Some(language), sentiment, intent), "{text}: {judged:?}");
        assert_eq!(judged.engine, EMBEDDED);
        // Neutral leans to neither side much.
        let leans = match sentiment {
            Sentiment::Neutral => judged.score.abs() < 40,
            _ => judged.score.signum() == [1, -1][sentiment as usize],
        };
        assert!(leans, "{text}: {judged:?}");
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
        assert_eq!(Embedded.analyze(Some(text), Hint::home(hint)).language, expected, "{text}");
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
    assert_eq!(Embedded.analyze(None, Hint::home(Some(Language::Ko))).sentiment, Sentiment::Unknown);
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
        ("£800 just left my account and it wasn't me", Urgency::High),
        ("the whole warehouse is standing still because your API is down", Urgency::High),
        ("someone else's bank statements are in my online account", Urgency::High),
        ("how do I insure my phone against theft?", Urgency::Normal),
        ("방금 80만원이 빠져나갔는데 제가 한 게 아니에요", Urgency::High),
        ("비밀번호가 바뀌었고 해외에서 로그인됐다고 떠요", Urgency::High),
        ("처방전이랑 다른 약이 왔어요", Urgency::High),
        ("도난 보험은 어떻게 가입해요?", Urgency::Normal),
        ("전화 상담은 몇 시까지 가능해요", Urgency::Normal),
        ("チェックイン締切まで30分なのにアプリが開かない", Urgency::High),
        ("海外からログインされてパスワードが変えられてる", Urgency::High),
        ("もう四回も書いてるのに誰も答えてくれない", Urgency::High),
        ("盗難保険はどうやって入りますか", Urgency::Normal),
        ("where can I find my invoice?", Urgency::Normal),
    ] {
        assert_eq!(judge(text).urgency, urgency, "{text}: {:?}", judge(text));
    }
}

#[test]
fn the_engine_can_be_used_behind_its_trait() {
    let engine: &dyn Analyzer = &Embedded;
    assert_eq!(engine.engine(), "embedded/6");
    assert_eq!(engine.analyze(Some("최고예요"), Hint::default()).sentiment, Sentiment::Positive);
}

// proves ANL-04: a tag delivered by the platform wins
#[test]
fn the_platforms_word_on_the_language_wins() {
    let told = |text, tag| Embedded.analyze(Some(text), Hint { tag: Some(tag), home: None });
    assert_eq!(told("wow", "en").language, Some(Language::En));
    assert_eq!(told("最高", "ja").language, Some(Language::Ja));
    assert_eq!(told("my order is late", "fr").language, None);
    assert_eq!(told("my order is late", "fr").sentiment, Sentiment::Unknown);
    assert_eq!(told("my order is late", "und").language, Some(Language::En));
    assert_eq!(told("12345", "en").sentiment, Sentiment::Unknown);
}

// text-analysis.md section 3: each hit of a rule is reported; evidence is a place in the text as written
#[test]
fn evidence_points_at_the_words_as_written() {
    let words = |text: &str, of: Aspect| -> Vec<String> {
        let judged = judge(text);
        let found = judged.evidence.iter().filter(|piece| piece.of == of);
        found.map(|piece| text[piece.start as usize..piece.end as usize].to_owned()).collect()
    };
    assert_eq!(words("@shop ＴＨＥ charger caught  FIRE last night!!", Aspect::Urgency), ["caught  FIRE"]);
    assert_eq!(words("제품에서 유리 조각이 나왔어요", Aspect::Urgency), ["유리"]);
    assert_eq!(words("充電器から発火しました", Aspect::Urgency), ["発火"]);
    assert!(!words("두 달째 기다려도 오지를 않는군요", Aspect::Sentiment).is_empty());
    for text in ["nobody called me back", "熱い！最高です", "해지할게요", "zzz qqq www", "カートから何回も弾かれるので諦めました"]
    {
        for piece in judge(text).evidence {
            assert!(piece.start < piece.end && text.get(piece.start as usize..piece.end as usize).is_some(), "{text} {piece:?}");
        }
    }
}
