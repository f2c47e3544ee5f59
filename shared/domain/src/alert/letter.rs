//! An alert as a letter: what people read of it in their mail (ALR-04). Figures and ids only; words and names of customers stay in the house.

use super::{
    raised::{AlertRaised, Class},
    rule::{Counted, Mood, Watch},
    watch::Change,
};
use crate::analysis::Language;

/// A letter in plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// One line.
    pub subject: String,
    /// Lines.
    pub text: String,
}

/// The letter of one change of an alert; `rule` is what people call the rule.
pub fn letter(fact: &AlertRaised, rule: &str, language: Language) -> Letter {
    let topic = fact.topic.as_str();
    // A subject is one line, whatever a name holds.
    let rule: String = rule.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let subject = format!("{rule}: {} ({topic})", changed(fact.change, language));
    let mut lines = vec![subject.clone(), String::new()];
    lines.push(observed(fact, language));
    lines.extend(fact.class.map(|class| kind(class, language).to_owned()));
    let place = fact.platform.map_or(every(language), |platform| platform.as_str());
    lines.push(match language {
        Language::En => format!("Topic: {topic}. Platform: {place}."),
        Language::Ko => format!("주제: {topic}, 플랫폼: {place}"),
        Language::Ja => format!("トピック: {topic}、プラットフォーム: {place}"),
    });
    if let (Some(before), Some(after)) = (fact.net_before, fact.net_after) {
        lines.push(match language {
            Language::En => format!("Net sentiment: {before:.1} % the day before, {after:.1} % since."),
            Language::Ko => format!("순감정: 전날 {before:.1} %, 이후 {after:.1} %"),
            Language::Ja => format!("ネットセンチメント: 前日 {before:.1} %、以後 {after:.1} %"),
        });
    }
    let share = |name: &str, n: u32| format!("{name} {n}");
    let languages: Vec<String> = fact.cause.languages.iter().map(|(one, n)| share(one.as_str(), *n)).collect();
    let platforms: Vec<String> = fact.cause.platforms.iter().map(|(one, n)| share(one.as_str(), *n)).collect();
    if !platforms.is_empty() {
        let from = languages.into_iter().chain(platforms).collect::<Vec<_>>().join(", ");
        lines.push(match language {
            Language::En => format!("Where they come from: {from}."),
            Language::Ko => format!("출처: {from}"),
            Language::Ja => format!("内訳: {from}"),
        });
    }
    lines.push(match language {
        Language::En => format!("Noticed at {}. Alert {}.", fact.at, fact.alert),
        Language::Ko => format!("확인 시각 {}, 알림 {}", fact.at, fact.alert),
        Language::Ja => format!("検知時刻 {}、アラート {}", fact.at, fact.alert),
    });
    Letter { subject, text: lines.join("\n") + "\n" }
}

fn changed(change: Change, language: Language) -> &'static str {
    match (change, language) {
        (Change::Opened, Language::En) => "alert opened",
        (Change::Opened, Language::Ko) => "알림 발생",
        (Change::Opened, Language::Ja) => "アラート発生",
        (Change::Worsened, Language::En) => "alert worsened",
        (Change::Worsened, Language::Ko) => "알림 악화",
        (Change::Worsened, Language::Ja) => "アラート悪化",
        (Change::Closed, Language::En) => "alert closed",
        (Change::Closed, Language::Ko) => "알림 종료",
        (Change::Closed, Language::Ja) => "アラート終了",
    }
}

fn kind(class: Class, language: Language) -> &'static str {
    match (class, language) {
        (Class::Crisis, Language::En) => "A crisis: far more mentions than usual, and far more negative ones.",
        (Class::Crisis, Language::Ko) => "위기: 전체 언급과 부정 언급이 모두 평소보다 훨씬 많습니다.",
        (Class::Crisis, Language::Ja) => "危機: 言及全体も否定的な言及も、ふだんよりはるかに多くなっています。",
        (Class::Negative, Language::En) => "Far more negative mentions than usual; all together are as usual.",
        (Class::Negative, Language::Ko) => "부정 언급만 평소보다 훨씬 많습니다.",
        (Class::Negative, Language::Ja) => "否定的な言及だけが、ふだんよりはるかに多くなっています。",
        (Class::Trend, Language::En) => "A trend: far more mentions than usual; the negative ones are as usual.",
        (Class::Trend, Language::Ko) => "트렌드: 전체 언급이 평소보다 훨씬 많고, 부정 언급은 평소와 같습니다.",
        (Class::Trend, Language::Ja) => "トレンド: 言及全体がふだんよりはるかに多く、否定的な言及はふだんどおりです。",
    }
}

fn every(language: Language) -> &'static str {
    match language {
        Language::En => "all together",
        Language::Ko => "전체",
        Language::Ja => "すべて",
    }
}

/// What was counted, beside what was to be expected.
fn observed(fact: &AlertRaised, language: Language) -> String {
    let (n, hours) = (fact.reading.observed, fact.reading.hours);
    let usual = format!("{:.1}", fact.reading.expected);
    let of = match fact.watch {
        Watch::Spike { of, .. } | Watch::Threshold { of, .. } => of,
        Watch::Silence { .. } => Counted::All,
        Watch::Shift { .. } => Counted::Negative,
    };
    let what = match (of, language) {
        (Counted::Negative, Language::En) => "negative mentions",
        (Counted::Negative, Language::Ko) => "부정 언급",
        (Counted::Negative, Language::Ja) => "否定的な言及",
        (Counted::Positive, Language::En) => "positive mentions",
        (Counted::Positive, Language::Ko) => "긍정 언급",
        (Counted::Positive, Language::Ja) => "肯定的な言及",
        (Counted::All, Language::En) => "mentions",
        (Counted::All, Language::Ko) => "언급",
        (Counted::All, Language::Ja) => "言及",
    };
    match (fact.watch, language) {
        (Watch::Threshold { least, hours, .. }, Language::En) => format!("{n} {what} in {hours} h; the threshold is {least}."),
        (Watch::Threshold { least, hours, .. }, Language::Ko) => format!("{hours}시간 동안 {what} {n}건, 기준 {least}건"),
        (Watch::Threshold { least, hours, .. }, Language::Ja) => format!("{hours}時間の{what} {n}件、しきい値 {least}件"),
        (Watch::Shift { of, .. }, Language::En) => {
            let measure = match of {
                Mood::NegativeShare => "the share of negative mentions",
                Mood::NetSentiment => "net sentiment",
            };
            format!("{n} {what} in {hours} h where as many mentions usually have {usual}: {measure} is worse than usual.")
        }
        (Watch::Shift { .. }, Language::Ko) => {
            format!("{hours}시간 동안 {what} {n}건(평소 같은 언급 수에서 {usual}건): 평소보다 나빠졌습니다.")
        }
        (Watch::Shift { .. }, Language::Ja) => {
            format!("{hours}時間の{what} {n}件(同じ件数ならふだんは{usual}件): ふだんより悪化しています。")
        }
        (Watch::Spike { .. } | Watch::Silence { .. }, Language::En) => format!("{n} {what} in the hour where {usual} are usual."),
        (Watch::Spike { .. } | Watch::Silence { .. }, Language::Ko) => format!("한 시간 동안 {what} {n}건 (평소 {usual}건)"),
        (Watch::Spike { .. } | Watch::Silence { .. }, Language::Ja) => format!("1時間の{what} {n}件(ふだんは{usual}件)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        alert::{Cause, Reading, Sensitivity},
        id::AlertId,
        platform::Platform,
        time::Timestamp,
    };

    // proves ALR-04, ALR-06: a letter says what is going on and where, in the reader's language, in a subject of one line
    #[test]
    fn a_letter_says_what_happened_in_three_languages() {
        let at = Timestamp::from_millis(1_770_000_000_000);
        let fact = AlertRaised {
            alert: AlertId::at(at, &[b"a"]),
            rule: "crisis".parse().unwrap(),
            watch: Watch::Spike { of: Counted::Negative, sensitivity: Sensitivity::Standard },
            topic: "delivery".parse().unwrap(),
            platform: None,
            change: Change::Opened,
            at,
            class: Some(Class::Crisis),
            reading: Reading { observed: 40, expected: 1.52, share: 1.0, hours: 1, p: 1e-9, learning: false, alarm: true },
            net_before: Some(12.5),
            net_after: Some(-75.0),
            cause: Cause { platforms: [(Platform::X, 40)].into(), ..Cause::default() },
            desktop: true,
        };
        let english = letter(&fact, "Late\r\nBcc: all", Language::En);
        assert_eq!(english.subject, "Late  Bcc: all: alert opened (delivery)");
        assert!(english.text.contains("40 negative mentions in the hour where 1.5 are usual."), "{}", english.text);
        assert!(english.text.contains("12.5 % the day before, -75.0 % since"), "{}", english.text);
        assert!(english.text.contains("x 40"), "{}", english.text);
        assert!(letter(&fact, "배송", Language::Ko).text.contains("부정 언급 40건 (평소 1.5건)"));
        assert!(letter(&fact, "配送", Language::Ja).subject.contains("アラート発生"));
    }
}
