//! Spam, abuse, unsafe content (ANL-16): rules that are data, looked for like those of urgency, and two counts that no
//! writer of one message reaches by chance.

use std::collections::BTreeMap;

use domain::{
    analysis::{Aspect, Evidence, Flag, Language, Urgency},
    urgency::{Terms, UrgencyRule},
};
use serde::Deserialize;

use crate::{normal::Normal, urgency::Alarms};

/// The rules as they are shipped.
const SHIPPED: &str = include_str!("../data/moderation.json");

/// So many links in one message are an advertisement.
const MANY_LINKS: usize = 4;
/// So many tags in one message are there to be found, not read.
const MANY_TAGS: usize = 15;
/// So many people called in one message were called by a program.
const MANY_PEOPLE: usize = 10;

/// One rule: flags a message that has one of `any` and none of `unless`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    id: String,
    flag: Flag,
    any: Terms,
    #[serde(default)]
    unless: Terms,
    /// Its words are ordinary ones, and tell something only beside a link.
    #[serde(default)]
    link: bool,
}

/// The rules made ready to be looked for.
#[derive(Debug)]
pub struct Moderation {
    alarms: Alarms,
    rules: BTreeMap<String, (Flag, bool)>,
}

/// What was found wrong, and where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Each flag once, in their order.
    pub flags: Vec<Flag>,
    /// The words that speak for the first of them, in bytes of the text.
    pub evidence: Option<Evidence>,
}

impl Moderation {
    /// The rules as they are shipped; none if the file cannot be read, which a test excludes.
    pub fn shipped() -> Self {
        let rules: Vec<Rule> = serde_json::from_str(SHIPPED).unwrap_or_default();
        let sought = rules.iter().map(|rule| UrgencyRule {
            id: rule.id.clone(),
            level: Urgency::Normal,
            any: rule.any.clone(),
            with: Terms::new(),
            unless: rule.unless.clone(),
        });
        Self {
            alarms: Alarms::new(sought.collect()),
            rules: rules.into_iter().map(|rule| (rule.id, (rule.flag, rule.link))).collect(),
        }
    }

    /// What is wrong with a text, given as it was written and in its normal form.
    pub fn look(&self, text: &str, normal: &Normal, language: Language) -> Found {
        let links = text.matches("://").count();
        let mut found = Found::default();
        for alarm in self.alarms.ring(&normal.text, language) {
            let Some(&(flag, link)) = self.rules.get(&alarm.rule) else { continue };
            if link && links == 0 {
                continue;
            }
            found.flags.push(flag);
            let (start, end) = normal.span(alarm.start, alarm.end);
            let evidence = Evidence { start: start as u32, end: end as u32, of: Aspect::Flag, says: alarm.rule };
            found.evidence.get_or_insert(evidence);
        }
        let count = |sign: [char; 2]| text.matches(sign).count();
        if links >= MANY_LINKS || count(['#', '＃']) >= MANY_TAGS || count(['@', '＠']) >= MANY_PEOPLE {
            found.flags.push(Flag::Spam);
        }
        found.flags.sort_unstable();
        found.flags.dedup();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flags(text: &str, language: Language) -> Vec<Flag> {
        Moderation::shipped().look(text, &Normal::of(text), language).flags
    }

    // proves ANL-16: spam, abuse and unsafe content are flagged in three languages
    #[test]
    fn what_is_wrong_is_flagged() {
        use {Flag::*, Language::*};
        for (text, language, flag) in [
            ("Earn money from home with this, DM me to earn", En, Spam),
            ("GIVEAWAY!! check out my page https://t.co/x1", En, Spam),
            ("you idiots broke it again", En, Abuse),
            ("I will find you and I'll kill you", En, Abuse),
            ("after this I want to kill myself", En, Unsafe),
            ("고수익 부업 문의는 텔레그램 문의 주세요", Ko, Spam),
            ("친구 추가하고 선착순 혜택 받으세요 https://han.gl/x", Ko, Spam),
            ("이런 병신 같은 서비스가 있나", Ko, Abuse),
            ("너무 힘들어서 죽고 싶어요", Ko, Unsafe),
            ("スマホで稼ぐ方法、誰でも稼げます", Ja, Spam),
            ("プレゼント企画はこちら https://example.com/x 今すぐ登録", Ja, Spam),
            ("担当者は死ね", Ja, Abuse),
            ("もう死にたい", Ja, Unsafe),
        ] {
            assert!(flags(text, language).contains(&flag), "{text}: {:?}", flags(text, language));
        }
    }

    // proves ANL-16: a customer who is merely angry, or asks for an offer, is not flagged
    #[test]
    fn what_customers_write_is_not() {
        use Language::*;
        for (text, language) in [
            ("Worst service ever, I am so angry. Where is my refund?", En),
            ("Is there a promo code for students?", En),
            ("Is the giveaway still running?", En),
            ("This is the worst app, it died again", En),
            ("See https://example.com/order/1 for my order, it never came", En),
            ("배송이 너무 늦어요 진짜 화나네요", Ko),
            ("선착순 행사 아직 하나요?", Ko),
            ("対応が最悪です。返金してください", Ja),
            ("期間限定の味はいつまでですか", Ja),
            ("説明してくれないしね", Ja),
        ] {
            assert_eq!(flags(text, language), [], "{text}");
        }
    }

    // proves ANL-16: counts that nobody reaches by chance
    #[test]
    fn many_links_tags_or_people_are_spam() {
        assert_eq!(flags(&"https://example.com/x ".repeat(4), Language::En), [Flag::Spam]);
        assert_eq!(flags(&"#deal ".repeat(15), Language::En), [Flag::Spam]);
        assert_eq!(flags(&"@somebody ".repeat(10), Language::En), [Flag::Spam]);
        assert_eq!(flags(&"#deal @somebody https://example.com ".repeat(3), Language::En), []);
    }
}
