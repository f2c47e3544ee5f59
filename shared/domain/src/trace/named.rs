//! What a test asked, in words: facts, comparisons and values as the rule editor calls them. What has no name there (a topic, an
//! account, a country) stands as it is.

use serde_json::Value;

use crate::analysis::Language;

/// `sentiment is negative`, `감정: 부정`, `感情：否定的`; `found` is what the fact was, or the words that were found.
pub(super) fn test(field: &str, operator: &str, wanted: &Value, found: &str, language: Language) -> String {
    let name = fact(field, language);
    let all = values(field, wanted, language);
    let found = found.split(", ").map(|one| value(field, one, language)).collect::<Vec<_>>().join(", ");
    match language {
        Language::En => {
            let how = match operator {
                "is" => "is",
                "is_not" => "is not",
                "one_of" => "is one of",
                "none_of" => "is none of",
                "is_unknown" => "is unknown",
                "at_least" => "is at least",
                "at_most" => "is at most",
                "within" => "is within",
                "outside" => "is outside",
                other => other,
            };
            let wanted = if all.is_empty() { all } else { format!(" {all}") };
            let found = if found.is_empty() { found } else { format!(" ({found})") };
            format!("{name} {how}{wanted}{found}")
        }
        Language::Ko => {
            let how = match operator {
                "is" => all,
                "is_not" => format!("{all} 아님"),
                "one_of" => format!("{all} 중 하나"),
                "none_of" => format!("{all} 모두 아님"),
                "matches" => format!("{all} 일치"),
                "is_unknown" => "알 수 없음".into(),
                "at_least" => format!("{all} 이상"),
                "at_most" => format!("{all} 이하"),
                "within" => format!("{all} 안"),
                "outside" => format!("{all} 밖"),
                other => format!("{other} {all}"),
            };
            let found = if found.is_empty() { found } else { format!(" (실제: {found})") };
            format!("{name}: {how}{found}")
        }
        Language::Ja => {
            let how = match operator {
                "is" => all,
                "is_not" => format!("{all}以外"),
                "one_of" => format!("{all}のどれか"),
                "none_of" => format!("{all}のどれでもない"),
                "matches" => format!("{all}に一致"),
                "is_unknown" => "不明".into(),
                "at_least" => format!("{all}以上"),
                "at_most" => format!("{all}以下"),
                "within" => format!("{all}の間"),
                "outside" => format!("{all}の外"),
                other => format!("{other} {all}"),
            };
            let found = if found.is_empty() { found } else { format!("（実際：{found}）") };
            format!("{name}：{how}{found}")
        }
    }
}

/// What was asked for: one value, several, hours of the day, or what only data can say.
fn values(field: &str, wanted: &Value, language: Language) -> String {
    match wanted {
        Value::Null => String::new(),
        Value::String(text) => value(field, text, language),
        Value::Bool(_) | Value::Number(_) => value(field, &wanted.to_string(), language),
        Value::Array(all) => {
            let all: Vec<String> = all.iter().map(|one| values(field, one, language)).collect();
            all.join(if language == Language::Ja { "、" } else { ", " })
        }
        Value::Object(parts) => match (parts.get("from"), parts.get("until"), parts.get("zone")) {
            (Some(Value::String(from)), Some(Value::String(until)), zone) => {
                let zone = zone.and_then(Value::as_str).unwrap_or_default();
                format!("{from}–{until} {zone}").trim_end().to_owned()
            }
            _ => wanted.to_string(),
        },
    }
}

/// A fact in the three languages.
fn fact(field: &str, language: Language) -> String {
    let [en, ko, ja] = match field {
        "text" => ["words", "내용", "本文"],
        "keyword" => ["keyword", "키워드", "キーワード"],
        "sentiment" => ["sentiment", "감정", "感情"],
        "intent" => ["intent", "의도", "意図"],
        "urgency" => ["urgency", "긴급도", "緊急度"],
        "topic" => ["topic", "주제", "トピック"],
        "platform" => ["platform", "플랫폼", "プラットフォーム"],
        "account" => ["account", "연동 계정", "連携アカウント"],
        "language" => ["language", "언어", "言語"],
        "content_type" => ["content type", "콘텐츠 유형", "コンテンツ種別"],
        "visibility" => ["visibility", "공개 여부", "公開範囲"],
        "author" => ["author", "작성자", "投稿者"],
        "country" => ["country", "국가", "国"],
        "followers" => ["followers", "팔로워 수", "フォロワー数"],
        "verified" => ["verified by the platform", "플랫폼 인증", "プラットフォームの認証"],
        "known_customer" => ["has written before", "전에 문의한 고객", "以前に連絡した顧客"],
        "engagement_per_hour" => ["engagement per hour", "시간당 참여", "1時間あたりのエンゲージメント"],
        "flag" => ["flag", "표시", "フラグ"],
        "message_class" => ["class", "분류", "分類"],
        "time" => ["time", "시각", "時刻"],
        other => [other; 3],
    };
    in_language([en, ko, ja], language).to_owned()
}

/// A value of a fact in the three languages.
fn value(field: &str, one: &str, language: Language) -> String {
    let names = match (field, one) {
        ("sentiment", "positive") => ["positive", "긍정", "肯定的"],
        ("sentiment", "negative") => ["negative", "부정", "否定的"],
        ("sentiment", "neutral") => ["neutral", "중립", "中立"],
        ("sentiment", "unknown") => ["unknown", "알 수 없음", "不明"],
        ("intent" | "message_class", "complaint") => ["complaint", "불만", "苦情"],
        ("intent", "question") => ["question", "문의", "質問"],
        ("intent", "praise") => ["praise", "칭찬", "称賛"],
        ("intent", "purchase_intent") => ["wants to buy", "구매 의향", "購入意向"],
        ("intent", "churn_risk") => ["may leave", "이탈 위험", "離脱の恐れ"],
        ("intent", "comparison") => ["comparison", "비교", "比較"],
        ("intent", "suggestion") => ["suggestion", "제안", "提案"],
        ("intent", "other") => ["other", "기타", "その他"],
        ("urgency", "low") => ["low", "낮음", "低い"],
        ("urgency", "normal") => ["normal", "보통", "ふつう"],
        ("urgency", "high") => ["high", "높음", "高い"],
        ("language", "en") => ["English", "영어", "英語"],
        ("language", "ko") => ["Korean", "한국어", "韓国語"],
        ("language", "ja") => ["Japanese", "일본어", "日本語"],
        ("content_type", "post") => ["post", "게시물", "投稿"],
        ("content_type", "comment") => ["comment", "댓글", "コメント"],
        ("content_type", "reply") => ["reply", "답글", "返信"],
        ("content_type", "quote") => ["quote", "인용", "引用"],
        ("content_type", "share") => ["share", "공유", "シェア"],
        ("content_type", "mention") => ["mention", "멘션", "メンション"],
        ("content_type", "story_mention") => ["story mention", "스토리 멘션", "ストーリーメンション"],
        ("content_type", "review") => ["review", "리뷰", "レビュー"],
        ("content_type", "private_message") => ["private message", "비공개 메시지", "非公開メッセージ"],
        ("visibility", "public") => ["public", "공개", "公開"],
        ("visibility", "private") => ["private", "비공개", "非公開"],
        ("flag", "spam") => ["spam", "스팸", "スパム"],
        ("flag", "abuse") => ["abuse", "욕설", "暴言"],
        ("flag", "unsafe") => ["unsafe content", "위험한 내용", "危険な内容"],
        ("message_class", "general_inquiry") => ["inquiry", "문의", "問い合わせ"],
        ("message_class", "feedback") => ["feedback", "의견", "意見"],
        ("message_class", "brand_engagement") => ["engagement", "참여", "エンゲージメント"],
        ("verified" | "known_customer", "true") => ["yes", "예", "はい"],
        ("verified" | "known_customer", "false") => ["no", "아니요", "いいえ"],
        // Names of their own are the same in every language.
        ("platform", "facebook") => ["Facebook"; 3],
        ("platform", "instagram") => ["Instagram"; 3],
        ("platform", "whatsapp") => ["WhatsApp"; 3],
        ("platform", "line") => ["LINE"; 3],
        ("platform", "kakaotalk") => ["KakaoTalk", "카카오톡", "カカオトーク"],
        ("platform", "sms") => ["SMS", "문자", "SMS"],
        ("platform", "x") => ["X"; 3],
        ("platform", "telegram") => ["Telegram"; 3],
        ("platform", "linkedin") => ["LinkedIn"; 3],
        ("platform", "reddit") => ["Reddit"; 3],
        ("platform", "open") => ["Open messaging"; 3],
        ("platform", "web") => ["web messenger", "웹 메신저", "ウェブメッセンジャー"],
        _ => [one; 3],
    };
    in_language(names, language).to_owned()
}

fn in_language([en, ko, ja]: [&str; 3], language: Language) -> &str {
    match language {
        Language::En => en,
        Language::Ko => ko,
        Language::Ja => ja,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde::Serialize;

    use super::*;
    use crate::{
        analysis::{Flag, Intent, Sentiment, Urgency},
        platform::{ContentType, Platform, Visibility},
    };

    // proves I18-01: no value of the product's own stands in English among Korean or Japanese words
    #[test]
    fn every_value_has_a_name_in_every_language() {
        fn wire(value: impl Serialize) -> String {
            serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
        }
        let mut all: Vec<(&str, String)> = Vec::new();
        all.extend(Sentiment::ALL.map(|one| ("sentiment", wire(one))));
        all.extend(Intent::ALL.map(|one| ("intent", wire(one))));
        all.extend(Intent::ALL.map(|one| ("message_class", wire(one.class()))));
        all.extend(Urgency::ALL.map(|one| ("urgency", wire(one))));
        all.extend(Flag::ALL.map(|one| ("flag", wire(one))));
        all.extend(Language::ALL.map(|one| ("language", wire(one))));
        all.extend(ContentType::ALL.map(|one| ("content_type", wire(one))));
        all.extend([Visibility::Public, Visibility::Private].map(|one| ("visibility", wire(one))));
        all.extend(["true", "false"].map(|one| ("verified", one.to_owned())));
        all.extend(["true", "false"].map(|one| ("known_customer", one.to_owned())));
        for (field, one) in &all {
            for language in [Language::Ko, Language::Ja] {
                let said = value(field, one, language);
                assert!(said.chars().all(|letter| !letter.is_ascii_alphabetic()), "{field} {one}: {said}");
            }
        }
        for platform in Platform::ALL {
            let said = value("platform", platform.as_str(), Language::En);
            assert!(platform == Platform::X || said != platform.as_str(), "{said}");
        }
    }
}
