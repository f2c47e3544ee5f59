//! Reading the data sets: each has its own columns and its own idea of a label.

use analyser::{judge::STANCES, normal::Normal};
use domain::analysis::{Intent, Language, Sentiment, Urgency};

use crate::{
    Places,
    corpus::{Labelled, Target, intent_target},
    manifest::{Manifest, contents},
    patterns::{self, Chance, Slots, texts},
    work::Failure,
};

/// How many texts are made of one pattern.
const OF_A_PATTERN: usize = 8;
/// One text in so many of a source without a development file of its own is kept from training.
const HELD_OUT: u64 = 8;

/// A development set: texts never trained on.
pub struct Development {
    /// What it is called in the report.
    pub name: &'static str,
    /// What kind of texts.
    pub kind: Kind,
    pub texts: Vec<Labelled>,
}

/// What a development set is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Customers' posts to brands, with every label.
    Care,
    /// The same, never looked at: no list, pattern or dial was made after them.
    Blind,
    /// The same, by the hand that wrote training posts about the same troubles. No weight, list or dial was made after them.
    Fresh,
    /// Texts of other kinds, with three classes.
    Stance,
    /// Only for and against.
    Polarity,
}

/// The text of a source of the manifest.
pub fn read(places: &Places, manifest: &Manifest, name: &str) -> Result<String, Failure> {
    let source = manifest.sources.get(name).ok_or_else(|| Failure::new(format!("manifest.json names no source `{name}`")))?;
    let folder = if source.file.starts_with("data/") { &places.own } else { &places.datasets };
    contents(&folder.join(&source.file), &source.sha256)
}

/// The training texts of a source.
pub fn training(
    name: &str,
    language: Language,
    (places, manifest): (&Places, &Manifest),
    chance: &mut Chance,
) -> Result<Vec<Labelled>, Failure> {
    let text = read(places, manifest, name)?;
    if let Some(of) = name.strip_prefix("patterns-") {
        let slots = patterns::slots(&read(places, manifest, &format!("slots-{of}"))?);
        return from_patterns(&text, &slots, OF_A_PATTERN, chance, Some(language));
    }
    let all = labelled(name, &text);
    if all.is_empty() {
        return Err(Failure::new(format!("nothing can be read from the source `{name}`: see sources.rs")));
    }
    Ok(if is_split(name) { all.into_iter().filter(|text| !held_out(&text.text)).collect() } else { all })
}

/// Posts of customers, written one by one with every label.
pub fn is_posts(name: &str) -> bool {
    name.starts_with("posts-") || name.starts_with("dev-")
}

/// Sources of which a part is kept from training.
fn is_split(name: &str) -> bool {
    matches!(name, "en-tweets" | "en-product-reviews" | "ja-chabsa" | "ja-tanaka")
}

/// By the text itself, so that it is the same texts whatever the order.
fn held_out(text: &str) -> bool {
    fingerprint(text).is_multiple_of(HELD_OUT)
}

/// FNV-1a, its lower bits dropped.
pub fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3)) >> 20
}

/// The development sets of a language.
pub fn development(places: &Places, manifest: &Manifest, language: Language) -> Result<Vec<Development>, Failure> {
    let mut sets = Vec::new();
    let tag = language.as_str();
    let in_language = care_of(language, &read(places, manifest, "social-care-dev")?);
    sets.push(Development { name: "social-care-dev", kind: Kind::Care, texts: in_language });
    let blind = labelled("posts", &read(places, manifest, &format!("blind-{tag}"))?);
    sets.push(Development { name: "blind", kind: Kind::Blind, texts: blind });
    let fresh = labelled("posts", &read(places, manifest, &format!("fresh-{tag}"))?);
    sets.push(Development { name: "fresh", kind: Kind::Fresh, texts: fresh });
    let mut stance = |name: &'static str, source: &str, kind: Kind| -> Result<(), Failure> {
        let texts = labelled(source, &read(places, manifest, source)?);
        let texts = if is_split(source) { texts.into_iter().filter(|text| held_out(&text.text)).collect() } else { texts };
        sets.push(Development { name, kind, texts });
        Ok(())
    };
    match language {
        Language::En => {
            stance("en tweets (held out)", "en-tweets", Kind::Stance)?;
            stance("en-goemotions dev", "en-goemotions-dev", Kind::Stance)?;
            stance("en-product-reviews (held out)", "en-product-reviews", Kind::Stance)?;
        }
        Language::Ko => {
            stance("ko-kote dev", "ko-kote-dev", Kind::Stance)?;
            stance("ko-goemotions dev", "ko-goemotions-dev", Kind::Stance)?;
            stance("ko-nsmc dev", "ko-nsmc-dev", Kind::Polarity)?;
        }
        Language::Ja => {
            stance("ja-chabsa (held out)", "ja-chabsa", Kind::Stance)?;
            stance("ja-tanaka-projected (held out)", "ja-tanaka", Kind::Stance)?;
        }
    }
    Ok(sets)
}

/// All training posts of a language.
pub fn posts(places: &Places, manifest: &Manifest, language: Language) -> Result<Vec<Labelled>, Failure> {
    let mut posts = Vec::new();
    for name in ["posts", "dev"].map(|kind| format!("{kind}-{}", language.as_str())) {
        posts.extend(labelled(&name, &read(places, manifest, &name)?));
    }
    Ok(posts)
}

fn care_of(language: Language, text: &str) -> Vec<Labelled> {
    let rows = text.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    rows.filter(|fields| fields.get(1) == Some(&language.as_str()))
        .filter_map(|fields| post(fields.get(2)?, fields.get(3)?, fields.get(4)?, fields.get(6)?))
        .collect()
}

/// The rows of a source with what they say.
fn labelled(name: &str, text: &str) -> Vec<Labelled> {
    let rows = text.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    match name.trim_end_matches("-dev") {
        name if name.starts_with("posts") || name.starts_with("dev") => {
            let rows = rows.filter(|fields| fields.len() == 4 && !fields[0].starts_with('#'));
            rows.filter_map(|f| post(f[0], f[1], f[2], f[3])).collect()
        }
        "en-tweets" | "en-amazon" | "en-movies" | "en-editorials" => rows.filter_map(|f| rated(f[0], f.get(1)?)).collect(),
        "ko-nsmc" => rows.filter_map(|f| starred(f[0], f.get(1)?)).collect(),
        "ko-kote" => rows.filter_map(|f| Some(Labelled::new(*f.get(2)?).sentiment(f[0].parse().ok()?))).collect(),
        "ja-tanaka" => rows.filter_map(|f| silver(&f)).collect(),
        "en-banking77" => rows.filter_map(|f| banking(f[0], f.get(1)?)).collect(),
        "en-bitext" => rows.filter_map(|f| support(f[0], f.get(3)?)).collect(),
        "en-clinc150" => rows.filter_map(|f| asked(f.get(1)?)).collect(),
        "ko-3i4k" => rows.filter_map(|f| sentence(f[0], f.get(1)?)).collect(),
        "en-words" => lexicon_words(text),
        _ => rows.filter_map(|f| Some(Labelled::new(*f.get(1)?).sentiment(f[0].parse().ok()?))).collect(),
    }
}

fn post(sentiment: &str, intent: &str, urgency: &str, text: &str) -> Option<Labelled> {
    let mut post = Labelled::new(text).sentiment(sentiment.parse().ok()?).intent(intent_named(intent)?);
    post.urgency = Some(urgency_named(urgency)?);
    Some(post)
}

fn intent_named(name: &str) -> Option<Intent> {
    Intent::ALL.into_iter().find(|intent| intent.as_str() == name)
}

fn urgency_named(name: &str) -> Option<Urgency> {
    [Urgency::Low, Urgency::Normal, Urgency::High].into_iter().find(|urgency| urgency.as_str() == name)
}

/// A mean of many raters, −4 to 4.
fn rated(rating: &str, text: &str) -> Option<Labelled> {
    let rating: f32 = rating.parse().ok()?;
    let of = match rating {
        r if r > 0.5 => Sentiment::Positive,
        r if r < -0.5 => Sentiment::Negative,
        _ => Sentiment::Neutral,
    };
    Some(Labelled::new(text).sentiment(of))
}

/// One to ten stars; the middle ones are no neutral.
fn starred(stars: &str, text: &str) -> Option<Labelled> {
    let of = match stars.parse::<u8>().ok()? {
        1..=4 => Sentiment::Negative,
        9 | 10 => Sentiment::Positive,
        _ => return None,
    };
    Some(Labelled::new(text).sentiment(of))
}

/// Probabilities, cut as the data's README says; one sure neutral in seven, or they drown the rest.
fn silver(fields: &[&str]) -> Option<Labelled> {
    let p = |i: usize| fields.get(i)?.parse::<f32>().ok();
    let (against, neither, for_it, text) = (p(0)?, p(1)?, p(2)?, *fields.get(4)?);
    let of = if against >= 0.60 {
        Sentiment::Negative
    } else if for_it >= 0.65 {
        Sentiment::Positive
    } else if neither >= 0.60 && text.bytes().map(usize::from).sum::<usize>() % 7 == 0 {
        Sentiment::Neutral
    } else {
        return None;
    };
    Some(Labelled::new(text).sentiment(of))
}

/// Questions to a bank: some ask, some complain by asking.
fn banking(intent: &str, text: &str) -> Option<Labelled> {
    const FAILED: &[&str] = &[
        "not_working",
        "not_recognised",
        "wrong_exchange_rate",
        "wrong_amount",
        "swallowed",
        "declined",
        "failed",
        "reverted",
        "charged_twice",
        "not_received",
        "not_showing",
        "extra_charge",
        "balance_not_updated",
        "compromised",
        "pin_blocked",
        "fee_charged",
        "cash_withdrawal_charge",
        "unable_to_verify",
    ];
    const UNCLEAR: &[&str] =
        &["pending", "card_arrival", "lost_or_stolen", "beneficiary_not_allowed", "verify", "transfer_timing"];
    let name = intent.to_lowercase();
    let says = |list: &[&str]| list.iter().any(|part| name.contains(part));
    let text = Labelled::new(text);
    if name == "terminate_account" {
        return Some(text.sentiment(Sentiment::Negative).intent(Intent::ChurnRisk));
    }
    if says(FAILED) {
        return Some(text.sentiment(Sentiment::Negative).intent(Intent::Complaint));
    }
    (!says(UNCLEAR)).then(|| text.sentiment(Sentiment::Neutral).intent(Intent::Question))
}

/// Requests to a shop.
fn support(intent: &str, text: &str) -> Option<Labelled> {
    let text = Labelled::new(text);
    match intent {
        "complaint" | "payment_issue" => Some(text.sentiment(Sentiment::Negative).intent(Intent::Complaint)),
        "delete_account" => {
            let mut text = text.intent(Intent::ChurnRisk);
            text.weight = 0.5;
            Some(text)
        }
        "place_order" => Some(text.sentiment(Sentiment::Neutral).intent(Intent::PurchaseIntent)),
        "registration_problems" | "cancel_order" | "get_refund" | "review" => None,
        _ => Some(text.sentiment(Sentiment::Neutral).intent(Intent::Question)),
    }
}

/// Said to an assistant: what begins as a question is one.
fn asked(text: &str) -> Option<Labelled> {
    const BEGINNINGS: &[&str] =
        &["what", "how", "where", "when", "which", "who", "is ", "are ", "do ", "does ", "can ", "could "];
    let asks = BEGINNINGS.iter().any(|word| text.starts_with(word));
    asks.then(|| Labelled::new(text).sentiment(Sentiment::Neutral).intent(Intent::Question))
}

/// Korean sentences by what they do.
fn sentence(kind: &str, text: &str) -> Option<Labelled> {
    let text = Labelled::new(text);
    match kind {
        "question" => Some(text.sentiment(Sentiment::Neutral).intent(Intent::Question)),
        "statement" | "fragment" => Some(text.intent(Intent::Other)),
        _ => None,
    }
}

/// Every word of the opinion word lists as a text of its own, so that a model has heard of it.
fn lexicon_words(text: &str) -> Vec<Labelled> {
    let rows = text.lines().filter_map(|line| line.split_once('\t'));
    rows.filter_map(|(word, valence)| {
        let valence: f32 = valence.split('\t').next()?.trim().parse().ok()?;
        let of = if valence > 0.0 { Sentiment::Positive } else { Sentiment::Negative };
        let mut text = Labelled::new(word).sentiment(of);
        text.weight = (valence.abs() / 3.0).min(1.0);
        (word.len() > 2).then_some(text)
    })
    .collect()
}

/// What a text without a label for it may want: who is for or against something in general is not yet a customer.
pub fn weak_intent(text: &Labelled) -> Option<Target> {
    let stance = text.sentiment?;
    let [positive, negative, neutral] = std::array::from_fn(|i| stance[i.min(STANCES.len() - 1)]);
    let asks = Normal::of(&text.text).text.trim_end().ends_with('?');
    let mut target = [0.0; 8];
    let mut add = |intent: Intent, p: f32| {
        let of = intent_target(intent);
        target.iter_mut().zip(of).for_each(|(t, o)| *t += o * p);
    };
    add(Intent::Praise, positive);
    add(Intent::Complaint, negative);
    add(if asks { Intent::Question } else { Intent::Other }, neutral);
    Some(target)
}

/// The texts of a file of patterns: sentiment, intent, urgency, pattern. All texts of one pattern count as much as those of
/// another, however many it can make.
pub fn from_patterns(
    text: &str,
    slots: &Slots,
    many: usize,
    chance: &mut Chance,
    frame: Option<Language>,
) -> Result<Vec<Labelled>, Failure> {
    let mut made = Vec::new();
    for (line, row) in text.lines().enumerate().filter(|(_, row)| !row.starts_with('#') && !row.trim().is_empty()) {
        let bad = |why: &str| Failure::new(format!("patterns, line {}: {why}: {row}", line + 1));
        let fields: Vec<&str> = row.split('\t').collect();
        let [sentiment, intent, urgency, pattern] = fields[..] else { return Err(bad("expected four columns")) };
        let label = post(sentiment, intent, urgency, "").ok_or_else(|| bad("no such label"))?;
        let texts = texts(pattern, slots, many, chance)?;
        // The root: a pattern with many texts says more than a fixed sentence, but not as many times more.
        let weight = (texts.len() as f32 / many as f32).sqrt() * many as f32 / texts.len() as f32 / 8.0;
        for text in texts {
            let text = match frame {
                Some(language) => framed(text, language, label.stance(), chance),
                None => text,
            };
            made.push(Labelled { text, weight, ..label.clone() });
        }
    }
    Ok(made)
}

/// As people write: with or without a greeting, a full stop, a face.
fn framed(text: String, language: Language, stance: Option<Sentiment>, chance: &mut Chance) -> String {
    let (greetings, faces): (&[&str], [&[&str]; 3]) = match language {
        Language::En => (
            &[
                "hi, ",
                "hello ",
                "hey ",
                "so ",
                "ok so ",
                "honestly ",
                "well ",
                "wow, ",
                "today: ",
                "just ",
                "lol ",
                "tbh ",
                "guys, ",
            ],
            [
                &[" 😍", "!", "!!", " ❤️", " 👏", " 😊", " 🙌"],
                &[" 😡", "...", " 🙄", "!!", " smh", " ffs", " 😤", " ???"],
                &[" 🤔", "", " :)", " thanks", " 🙂"],
            ],
        ),
        Language::Ko => (
            &["안녕하세요 ", "저기요 ", "아니 ", "오늘 ", "진짜 ", "근데 ", "혹시 ", "와 ", "음 ", "방금 "],
            [
                &["ㅎㅎ", "!", "!!", " 👍", " 😍", "~", "♡"],
                &["ㅠㅠ", "...", "ㅡㅡ", " 😡", "ㅜㅜ", "!!", ";;"],
                &["~", "", "ㅎㅎ", " 감사합니다", "ㅋㅋ"],
            ],
        ),
        Language::Ja => (
            &["こんにちは。", "あの、", "今日", "正直", "えっと", "ていうか", "ちなみに", "さっき", "いやー"],
            [
                &["！", "😊", "✨", "♪", "😍", "w", "！！"],
                &["😡", "…", "💢", "😢", "。。。", "！", "😤"],
                &["🤔", "。", "", "〜", "笑"],
            ],
        ),
    };
    let mut text = text;
    if chance.once_in(0.12) {
        text = format!("{}{text}", greetings[chance.below(greetings.len())]);
    }
    let of = STANCES.iter().position(|&known| Some(known) == stance).unwrap_or(2);
    match chance.below(10) {
        0..=2 => {
            let trimmed = text.trim_end_matches(['.', '。', '!', '！']);
            format!("{trimmed}{}", faces[of][chance.below(faces[of].len())])
        }
        3 | 4 => text.trim_end_matches(['.', '。', '?', '？', '!', '！']).to_owned(),
        5 if language == Language::Ja && !text.ends_with(['。', '？', '！', '?', '!']) => format!("{text}。"),
        5 if language == Language::En && !text.ends_with(['.', '?', '!']) => format!("{text}."),
        6 if language == Language::En => text.replace('\'', ""),
        _ => text,
    }
}
