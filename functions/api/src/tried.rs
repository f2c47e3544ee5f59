//! Back-tests that a save must rest on, where the workspace asks for them (ADV-01).

use domain::{
    analysis::Language,
    time::Timestamp,
    tried::{Decides, Reached, Step, anew, digest, is_enough, step},
};
use store::{
    settings::Setting,
    tried::{self, Draft},
};

use crate::{actor::Caller, error::Problem, workspace};

/// A stretch of history that was read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stretch {
    /// The first moment of the period.
    pub from: Timestamp,
    /// The first moment behind it.
    pub to: Timestamp,
    /// The place behind which the page begins; nothing for the beginning of the period.
    pub start: Option<Reached>,
    /// The place of its last item; nothing if the period ends with it.
    pub end: Option<Reached>,
}

/// The draft that a rule is.
pub(crate) fn draft<S: Setting + Decides>(thing: &S) -> Draft {
    Draft { kind: S::KIND, digest: digest(thing) }
}

/// Notes that a stretch of history was asked for a draft. Answers whether the draft counts as tried with it.
pub(crate) async fn note(caller: &Caller, draft: &Draft, stretch: Stretch) -> Result<bool, Problem> {
    let Stretch { from, to, start, end } = stretch;
    let table = &caller.deps.table;
    if !is_enough(from, to, caller.now) {
        return Ok(false);
    }
    // A run of one page has no other page to follow on.
    let before = if start.is_none() && end.is_none() { None } else { tried::reached(table, draft, from, to).await? };
    match step(before, start, end) {
        Step::Loose => Ok(false),
        Step::On(reached) => {
            tried::go_on(table, draft, (from, to), reached, caller.now).await?;
            Ok(false)
        }
        Step::Whole => {
            tried::keep(table, draft, caller.now).await?;
            Ok(true)
        }
    }
}

/// Refuses a save that makes a rule decide something new and was not tried, where the workspace asks for that.
pub(crate) async fn demand<S: Setting + Decides>(
    caller: &Caller,
    language: Language,
    stored: Option<&S>,
    thing: &S,
) -> Result<(), Problem> {
    let Some(place) = anew(thing, stored) else { return Ok(()) };
    if !workspace::own(caller).await?.require_backtest {
        return Ok(());
    }
    match tried::of(&caller.deps.table, &draft(thing), caller.now).await? {
        Some(_) => Ok(()),
        None => Err(untried(S::KIND, thing.id(), language).at(place)),
    }
}

fn untried(kind: &str, id: &str, language: Language) -> Problem {
    let call = match kind {
        "alert_rule" => format!("POST /v1/alert-rules/{id}/backtest"),
        _ => "POST /v1/backtests".to_owned(),
    };
    let (message, next) = match language {
        Language::En => (
            "it would decide something new, and has not been tried on history as it is within the last seven days",
            format!("try it with {call} on at least the seven days up to now, to the last page, then save it again"),
        ),
        Language::Ko => (
            "새로운 판단을 하게 되는데, 이 내용 그대로 최근 7일 안에 지난 기록으로 시험되지 않았습니다",
            format!("{call}(으)로 지금까지의 7일 이상을 마지막 페이지까지 시험한 뒤 다시 저장하세요"),
        ),
        Language::Ja => (
            "新しい判断をすることになりますが、この内容のままで7日以内に過去の記録で試されていません",
            format!("{call} で現在までの7日間以上を最後のページまで試してから、もう一度保存してください"),
        ),
    };
    Problem::conflict("backtest_required", message, next)
}
