//! What routing did, in words.

use super::Routed;
use crate::{
    analysis::Language,
    interaction::Participant,
    routing::{Because, Chosen},
};

/// Each step of a conversation's interaction, and why the last agent was asked.
pub(super) fn tell(routed: &Routed, language: Language) -> Vec<String> {
    let mut lines: Vec<String> = routed.segments.iter().filter_map(|segment| step(&segment.with, language)).collect();
    lines.extend(routed.chosen.as_ref().map(|chosen| asked(chosen, language)));
    if !routed.passed.is_empty() {
        let names: Vec<&str> = routed.passed.iter().map(crate::id::AgentId::as_str).collect();
        let names = names.join(", ");
        lines.push(match language {
            Language::En => format!("Passed on by {names}."),
            Language::Ko => format!("{names}이(가) 받지 않았습니다."),
            Language::Ja => format!("{names} は受けませんでした。"),
        });
    }
    lines.extend(routed.ticket.as_ref().map(|ticket| {
        let reference = &ticket.reference;
        match language {
            Language::En => format!("The ticket {reference} was opened for it."),
            Language::Ko => format!("티켓 {reference}이(가) 등록되었습니다."),
            Language::Ja => format!("チケット {reference} が起票されました。"),
        }
    }));
    lines
}

fn step(with: &Participant, language: Language) -> Option<String> {
    Some(match (with, language) {
        (Participant::Bot, Language::En) => "The bot began with it.".into(),
        (Participant::Bot, Language::Ko) => "봇이 먼저 응대했습니다.".into(),
        (Participant::Bot, Language::Ja) => "ボットが先に対応しました。".into(),
        (Participant::Queue { queue }, Language::En) => format!("It waited in the queue {queue}."),
        (Participant::Queue { queue }, Language::Ko) => format!("대기열 {queue}에서 대기했습니다."),
        (Participant::Queue { queue }, Language::Ja) => format!("キュー {queue} で待機しました。"),
        (Participant::Agent { agent, .. }, Language::En) => format!("{agent} took it."),
        (Participant::Agent { agent, .. }, Language::Ko) => format!("{agent}이(가) 맡았습니다."),
        (Participant::Agent { agent, .. }, Language::Ja) => format!("{agent} が担当しました。"),
        (Participant::WrapUp { .. }, _) => return None,
    })
}

fn asked(chosen: &Chosen, language: Language) -> String {
    let Chosen { agent, because, there, able, proficiency, holding, capacity, .. } = chosen;
    match (because, language) {
        (Because::HadItLast, Language::En) => format!("{agent} was asked first, having handled this conversation last."),
        (Because::HadItLast, Language::Ko) => format!("직전에 담당했던 {agent}에게 먼저 제안했습니다."),
        (Because::HadItLast, Language::Ja) => format!("直前に担当した {agent} に最初に打診しました。"),
        (Because::BestOfAll, Language::En) => format!(
            "{agent} was asked: of {there} with room {able} could take it, and this one fits best (proficiency {proficiency}, {holding} of {capacity} on the desk)."
        ),
        (Because::BestOfAll, Language::Ko) => format!(
            "{agent}에게 제안했습니다. 여유가 있는 상담원 {there}명 중 {able}명이 가능했고 그중 가장 적합했습니다(숙련도 {proficiency}, 담당 {holding}/{capacity})."
        ),
        (Because::BestOfAll, Language::Ja) => format!(
            "{agent} に打診しました。空きのある {there} 名のうち {able} 名が対応可能で、最も適していました（習熟度 {proficiency}、担当 {holding}/{capacity}）。"
        ),
        (Because::CameFree, Language::En) => {
            format!("{agent} came free, and this was the first in line they could take ({holding} of {capacity} on the desk).")
        }
        (Because::CameFree, Language::Ko) => {
            format!("{agent}이(가) 가능해졌고, 대기열에서 맡을 수 있는 첫 건이었습니다(담당 {holding}/{capacity}).")
        }
        (Because::CameFree, Language::Ja) => {
            format!("{agent} が空き、対応できる列の先頭でした（担当 {holding}/{capacity}）。")
        }
        (Because::AskedAgain, Language::En) => format!("Everybody had passed, so {agent} was asked again."),
        (Because::AskedAgain, Language::Ko) => format!("모두 받지 않아 {agent}에게 다시 제안했습니다."),
        (Because::AskedAgain, Language::Ja) => format!("全員が受けなかったため、{agent} に再度打診しました。"),
    }
}
