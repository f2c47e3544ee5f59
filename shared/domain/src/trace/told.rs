//! A trace in words, in the three languages of the product.

use super::{Asked, Captured, Matched, Since, Trace, named};
use crate::{
    analysis::{Analysis, Language, Sentiment},
    escalate::{Outcome, Verdict},
};

/// The trace as sentences, in the order in which things were decided. `text` is what the item says, for the words that
/// were found in it.
pub fn tell(trace: &Trace, text: Option<&str>, language: Language) -> Vec<String> {
    let mut lines: Vec<String> = trace.captured.iter().map(|one| captured(one, text, language)).collect();
    lines.push(judged(&trace.judged, language));
    let Some(escalation) = &trace.escalation else {
        lines.push(
            match language {
                Language::En => "Escalation has not looked at it yet.",
                Language::Ko => "아직 에스컬레이션 판단 전입니다.",
                Language::Ja => "エスカレーションの判断はまだです。",
            }
            .into(),
        );
        return lines;
    };
    lines.extend(escalation.matched.iter().map(|one| matched(one, text, language)));
    lines.push(decided(&escalation.verdict, language));
    if let Some(same) = escalation.again {
        lines.push(again(same, language).into());
    }
    lines.extend(trace.routed.iter().flat_map(|routed| super::routed::tell(routed, language)));
    lines
}

fn quoted(spans: &[std::ops::Range<usize>], text: Option<&str>) -> Vec<String> {
    let text = text.unwrap_or_default();
    spans.iter().filter_map(|span| text.get(span.clone())).map(|word| format!("“{word}”")).collect()
}

fn captured(one: &Captured, text: Option<&str>, language: Language) -> String {
    let Captured { topic, rule, version, .. } = one;
    let words = quoted(&one.spans, text).join(", ");
    match (one.since, language) {
        (Since::Same, Language::En) if words.is_empty() => {
            format!("Kept for the topic {topic} by its rule {rule} (version {version}).")
        }
        (Since::Same, Language::En) => {
            format!("Kept for the topic {topic} by its rule {rule} (version {version}), which found {words}.")
        }
        (Since::Same, Language::Ko) if words.is_empty() => {
            format!("주제 {topic}의 규칙 {rule}(버전 {version})에 의해 수집되었습니다.")
        }
        (Since::Same, Language::Ko) => format!("주제 {topic}의 규칙 {rule}(버전 {version})이 {words}을(를) 찾아 수집했습니다."),
        (Since::Same, Language::Ja) if words.is_empty() => {
            format!("トピック {topic} のルール {rule}（バージョン {version}）により収集されました。")
        }
        (Since::Same, Language::Ja) => {
            format!("トピック {topic} のルール {rule}（バージョン {version}）が {words} を見つけて収集しました。")
        }
        (_, Language::En) => {
            format!("Kept for the topic {topic} by its rule {rule} (version {version}), which has been changed or deleted since.")
        }
        (_, Language::Ko) => {
            format!(
                "주제 {topic}의 규칙 {rule}(버전 {version})에 의해 수집되었습니다. 이 규칙은 그 후 변경되었거나 삭제되었습니다."
            )
        }
        (_, Language::Ja) => format!(
            "トピック {topic} のルール {rule}（バージョン {version}）により収集されました。このルールはその後変更または削除されています。"
        ),
    }
}

fn judged(analysis: &Analysis, language: Language) -> String {
    let Analysis { confidence, engine, .. } = analysis;
    let stance = match (analysis.sentiment, language) {
        (Sentiment::Positive, Language::En) => "positive",
        (Sentiment::Negative, Language::En) => "negative",
        (Sentiment::Neutral, Language::En) => "neutral",
        (Sentiment::Unknown, Language::En) => "of unknown sentiment",
        (Sentiment::Positive, Language::Ko) => "긍정",
        (Sentiment::Negative, Language::Ko) => "부정",
        (Sentiment::Neutral, Language::Ko) => "중립",
        (Sentiment::Unknown, Language::Ko) => "알 수 없음",
        (Sentiment::Positive, Language::Ja) => "肯定的",
        (Sentiment::Negative, Language::Ja) => "否定的",
        (Sentiment::Neutral, Language::Ja) => "中立",
        (Sentiment::Unknown, Language::Ja) => "不明",
    };
    match language {
        Language::En => format!("Judged {stance} by {engine}, which is {confidence} % sure."),
        Language::Ko => format!("{engine}이(가) {stance}(으)로 판단했습니다(확신도 {confidence}%)."),
        Language::Ja => format!("{engine} が{stance}と判断しました（確信度 {confidence}％）。"),
    }
}

fn matched(one: &Matched, text: Option<&str>, language: Language) -> String {
    let Matched { rule, version, asked, .. } = one;
    let held: Vec<String> =
        asked.iter().filter(|asked| asked.held == Some(true)).map(|asked| test(asked, text, language)).collect();
    let why = held.join(if language == Language::Ja { "、" } else { "; " });
    match (why.is_empty(), language) {
        (true, Language::En) => format!("The rule {rule} (version {version}) matched."),
        (true, Language::Ko) => format!("규칙 {rule}(버전 {version})에 해당합니다."),
        (true, Language::Ja) => format!("ルール {rule}（バージョン {version}）に該当しました。"),
        (false, Language::En) => format!("The rule {rule} (version {version}) matched: {why}."),
        (false, Language::Ko) => format!("규칙 {rule}(버전 {version})에 해당합니다: {why}."),
        (false, Language::Ja) => format!("ルール {rule}（バージョン {version}）に該当しました：{why}。"),
    }
}

/// A test as its author wrote it, with what was found.
fn test(asked: &Asked, text: Option<&str>, language: Language) -> String {
    let Asked { field, operator, wanted, found, spans, .. } = asked;
    let found = found.clone().unwrap_or_else(|| quoted(spans, text).join(", "));
    named::test(field, operator, wanted, &found, language)
}

fn decided(verdict: &Verdict, language: Language) -> String {
    let behind = verdict.not_reached_count;
    let rest = match (behind, language) {
        (0, _) => String::new(),
        (n, Language::En) => format!(" {n} more rules were not asked."),
        (n, Language::Ko) => format!(" 이후 규칙 {n}개는 확인하지 않았습니다."),
        (n, Language::Ja) => format!("以降の {n} 件のルールは確認していません。"),
    };
    let sentence = match (&verdict.outcome, language) {
        (Outcome::NoAction, Language::En) => "No person is needed.".to_owned(),
        (Outcome::NoAction, Language::Ko) => "담당자가 필요하지 않습니다.".to_owned(),
        (Outcome::NoAction, Language::Ja) => "担当者は不要です。".to_owned(),
        (Outcome::Escalate { queue, skills, priority }, language) => {
            let queue = queue.as_ref().map(ToString::to_string);
            let skills: Vec<&str> = skills.iter().map(crate::id::SkillId::as_str).collect();
            let skills = skills.join(", ");
            match language {
                Language::En => {
                    let queue = queue.map_or("the account's own queue".to_owned(), |queue| format!("the queue {queue}"));
                    let skills = if skills.is_empty() { skills } else { format!(", for somebody with {skills}") };
                    format!("Given to {queue}{skills}, with a head start of {priority} minutes.")
                }
                Language::Ko => {
                    let queue = queue.map_or("계정의 기본 대기열".to_owned(), |queue| format!("대기열 {queue}"));
                    let skills = if skills.is_empty() { skills } else { format!(", 필요한 스킬: {skills}") };
                    format!("{queue}(으)로 전달되었습니다{skills}. 우선 {priority}분.")
                }
                Language::Ja => {
                    let queue = queue.map_or("アカウントの既定キュー".to_owned(), |queue| format!("キュー {queue}"));
                    let skills = if skills.is_empty() { skills } else { format!("、必要なスキル：{skills}") };
                    format!("{queue} に渡されました{skills}。優先 {priority} 分。")
                }
            }
        }
    };
    sentence + &besides(verdict, language) + &rest
}

/// The programs that take part in it.
fn besides(verdict: &Verdict, language: Language) -> String {
    let bot = verdict.besides.bot.as_ref().map(|bot| match (&bot.account, language) {
        (bot, Language::En) => format!(" The bot {bot} answers first."),
        (bot, Language::Ko) => format!(" 봇 {bot}이(가) 먼저 응대합니다."),
        (bot, Language::Ja) => format!("まずボット {bot} が応対します。"),
    });
    let ticket = verdict.besides.ticket.as_ref().map(|system| match (&system.account, language) {
        (system, Language::En) => format!(" A ticket is opened in {system}."),
        (system, Language::Ko) => format!(" {system}에 티켓을 등록합니다."),
        (system, Language::Ja) => format!("{system} にチケットを起票します。"),
    });
    bot.into_iter().chain(ticket).collect()
}

fn again(same: bool, language: Language) -> &'static str {
    match (same, language) {
        (true, Language::En) => "Asked again now, the rules decide the same.",
        (true, Language::Ko) => "지금 다시 판단해도 같은 결과입니다.",
        (true, Language::Ja) => "今もう一度判断しても結果は同じです。",
        (false, Language::En) => "Asked again now, the rules decide otherwise: others have been added or changed since.",
        (false, Language::Ko) => "지금 다시 판단하면 결과가 다릅니다. 그 후 다른 규칙이 추가되거나 변경되었습니다.",
        (false, Language::Ja) => "今もう一度判断すると結果が異なります。その後、他のルールが追加または変更されています。",
    }
}
