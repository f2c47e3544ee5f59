//! The lives of conversations: any moves, in any order.

use domain::{
    conversation::{Conversation, MOST_TRANSFERS, Stage},
    event::{Payload, Route},
    follow::follows,
    interaction::Participant,
    time::{SECOND, Timestamp},
};
use proptest::prelude::*;

use super::samples::{Move, make, moves, waiting};

/// Makes the moves one after another, some seconds apart; what it was before each, what was tried, and what it is.
fn lived(start: Conversation, moves: &[Move], mut look: impl FnMut(&Conversation, &Move, &Conversation, bool, Timestamp)) {
    let (mut now, mut conversation) = (start.opened_at, start);
    for what in moves {
        now = now.plus(7 * SECOND);
        let before = conversation.clone();
        let lawful = make(&mut conversation, what, now);
        look(&before, what, &conversation, lawful, now);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    // proves R6: what is refused changes nothing
    #[test]
    fn a_refused_move_changes_nothing(start in waiting(), moves in moves()) {
        lived(start, &moves, |before, what, after, lawful, _| {
            assert!(lawful || before == after, "{what:?} was refused and changed {before:?} to {after:?}");
        });
    }

    // proves I9: a place on a desk and a time-out follow from the stage, and from nothing else
    #[test]
    fn only_who_has_it_or_is_asked_holds_a_place(start in waiting(), moves in moves()) {
        lived(start, &moves, |_, _, after, _, _| {
            let held = matches!(after.stage, Stage::Offered { .. } | Stage::With { .. } | Stage::WrapUp { .. });
            assert_eq!(after.stage.holder().is_some(), held);
            assert_eq!(after.stage.due().is_some(), matches!(after.stage, Stage::Offered { .. }));
            assert_eq!(after.ended().is_some(), matches!(after.stage, Stage::Closed { .. }));
        });
    }

    // proves I9, F20: only who has it answers, ends and closes it
    #[test]
    fn only_the_holder_answers_and_closes(start in waiting(), moves in moves()) {
        lived(start, &moves, |before, what, _, lawful, _| {
            if let Move::Reply(agent) | Move::End(agent) | Move::Close(agent) = what
                && lawful
            {
                assert_eq!(before.stage.holder(), Some(agent), "{what:?} on {:?}", before.stage);
                assert!(!matches!(before.stage, Stage::Offered { .. }), "it was only on offer");
            }
        });
    }

    // proves "two agents answer together" cannot be: accepting and passing are for whom it is offered to
    #[test]
    fn an_offer_is_taken_or_passed_on_by_whom_it_was_made_to(start in waiting(), moves in moves()) {
        lived(start, &moves, |before, what, after, lawful, _| {
            if let Move::Accept(agent) | Move::Pass(agent) = what
                && lawful
            {
                assert!(matches!(&before.stage, Stage::Offered { agent: asked, .. } if asked == agent));
                match what {
                    Move::Accept(_) => assert!(matches!(&after.stage, Stage::With { agent: has, .. } if has == agent)),
                    _ => assert!(matches!(&after.stage, Stage::Waiting { passed, .. } if passed.contains(agent))),
                }
            }
        });
    }

    // proves K-06: the segments of an interaction follow one another without gap or overlap
    #[test]
    fn segments_follow_one_another_without_a_gap(start in waiting(), moves in moves()) {
        lived(start, &moves, |_, what, after, _, _| {
            let segments = &after.interaction.segments;
            for pair in segments.windows(2) {
                assert_eq!(pair[0].to, Some(pair[1].from), "after {what:?}: {segments:?}");
            }
            assert!(segments.iter().all(|segment| segment.to.is_none_or(|to| to >= segment.from)));
            let running = segments.last().is_some_and(|last| last.to.is_none());
            assert_eq!(running, !matches!(after.stage, Stage::Closed { .. }), "after {what:?}: {:?}", after.stage);
        });
    }

    // proves I9: the running segment is with whom the stage says
    #[test]
    fn the_running_segment_is_that_of_the_stage(start in waiting(), moves in moves()) {
        lived(start, &moves, |_, what, after, _, _| {
            let with = &after.interaction.segments.last().unwrap().with;
            let agrees = match (&after.stage, with) {
                (Stage::Waiting { .. } | Stage::Offered { .. }, Participant::Queue { queue }) => *queue == after.needs.queue,
                (Stage::With { agent, .. }, Participant::Agent { agent: with, .. })
                | (Stage::WrapUp { agent, .. }, Participant::WrapUp { agent: with, .. }) => agent == with,
                (Stage::Closed { .. }, _) => true,
                _ => false,
            };
            assert!(agrees, "after {what:?}: {:?} with {with:?}", after.stage);
        });
    }

    // proves I6: who writes is heard: the conversation is open from then on
    #[test]
    fn who_writes_is_heard(start in waiting(), moves in moves()) {
        lived(start, &moves, |before, what, after, _, _| {
            if let Move::Hear(at) = what {
                assert!(!matches!(after.stage, Stage::Closed { .. } | Stage::WrapUp { .. }), "{:?}", after.stage);
                assert_eq!(after.unread, before.unread + 1);
                let again = matches!(before.stage, Stage::Closed { .. });
                assert_eq!(after.interaction.number, before.interaction.number + u32::from(again));
                // Late arrivals never move the newest words back.
                assert_eq!(after.last_customer_at, Some(before.last_customer_at.map_or(*at, |last| last.max(*at))));
            }
        });
    }

    // proves RTE-17: what is passed on waits, and not for ever
    #[test]
    fn a_transfer_waits_and_ends_somewhere(start in waiting(), moves in moves()) {
        lived(start, &moves, |before, what, after, lawful, _| {
            if matches!(what, Move::Transfer(_)) && lawful {
                assert!(matches!(&after.stage, Stage::Waiting { passed, .. } if passed.contains(before.stage.holder().unwrap())));
                assert_eq!(after.interaction.transfers, before.interaction.transfers + 1);
            }
        });
        prop_assert!(MOST_TRANSFERS < 1_000);
    }

    // proves K-04, K-05, K-08: figures of any life are sums of its parts, and none is negative
    #[test]
    fn figures_are_sums_and_never_negative(start in waiting(), moves in moves()) {
        lived(start, &moves, |_, _, after, _, now| {
            let figures = after.interaction.figures(now);
            assert_eq!(figures.handle_ms, figures.handled.iter().map(|handled| handled.handle_ms).sum::<i64>());
            assert!(figures.waits.iter().all(|wait| wait.wait_ms >= 0) && figures.handle_ms >= 0);
            assert!([figures.first_response_ms, figures.since_first_customer_ms, figures.average_response_ms]
                .iter()
                .flatten()
                .all(|length| *length >= 0));
            let whole: i64 = after.interaction.segments.iter().map(|s| s.to.unwrap_or(now).since(s.from)).sum();
            let parts = figures.handle_ms + figures.waits.iter().map(|wait| wait.wait_ms).sum::<i64>();
            assert_eq!(parts, whole, "no moment is counted twice, and none is left out");
        });
    }

    // proves R4, I11: whoever comes free is looked after, and whatever waits is looked for
    #[test]
    fn what_follows_a_move_misses_nobody(start in waiting(), moves in moves()) {
        lived(start, &moves, |before, what, after, _, now| {
            let emits = follows(Some(before), after, None, now);
            let routes = |wanted: &dyn Fn(&Route) -> bool| {
                emits.iter().filter(|emit| matches!(&emit.payload, Payload::Route(route) if wanted(route))).count()
            };
            let freed = before.stage.holder().filter(|holder| after.stage.holder() != Some(*holder));
            let fills = routes(&|route| matches!(route, Route::Fill { agent } if Some(agent) == freed));
            assert_eq!(fills, usize::from(freed.is_some()), "{what:?}: {:?} to {:?}", before.stage, after.stage);
            let waits = |c: &Conversation| matches!(c.stage, Stage::Waiting { .. });
            let matches = routes(&|route| matches!(route, Route::Match { .. }));
            assert_eq!(matches, usize::from(waits(after) && !waits(before)));
            let opened = emits.iter().filter(|emit| matches!(emit.payload, Payload::ConversationOpened(_))).count();
            assert_eq!(opened, usize::from(after.interaction.number != before.interaction.number));
            if before == after {
                assert!(emits.is_empty(), "nothing happened, and {emits:?} was told");
            }
        });
    }

    // proves I22: what is stored is what it was
    #[test]
    fn a_conversation_reads_back_as_itself(start in waiting(), moves in moves()) {
        let mut last = start.clone();
        lived(start, &moves, |_, _, after, _, _| last = after.clone());
        let json = serde_json::to_string(&last).unwrap();
        prop_assert_eq!(serde_json::from_str::<Conversation>(&json).unwrap(), last);
    }
}
