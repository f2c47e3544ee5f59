//! Who gets what: places, skills, order.

use domain::{
    conversation::{Conversation, Stage},
    routing::{Candidate, Choice, Note, Search, Step, choose, next},
    time::Timestamp,
};
use proptest::prelude::*;

use super::samples::{candidates, waiting};

fn passed(conversation: &Conversation, candidate: &Candidate) -> bool {
    matches!(&conversation.stage, Stage::Waiting { passed, .. } if passed.contains(&candidate.agent.id))
}

fn is_last(conversation: &Conversation, candidate: &Candidate) -> bool {
    conversation.last_agent.as_ref() == Some(&candidate.agent.id)
}

fn chosen<'a>(choice: &Choice, candidates: &'a [Candidate]) -> Option<&'a Candidate> {
    match choice {
        Choice::Offer(agent) => Some(candidates.iter().find(|candidate| candidate.agent.id == *agent).unwrap()),
        Choice::Wait => None,
    }
}

/// Those noted in a conversation's queue, emptiest first, as the table has them.
fn notes(conversation: &Conversation, candidates: &[Candidate]) -> Vec<Note> {
    let there = candidates.iter().filter(|c| c.is_free() && c.agent.queues.contains(&conversation.needs.queue));
    let mut notes: Vec<Note> = there.map(Note::of).collect();
    notes.sort_by_key(|note| (note.load, note.since, note.agent.clone()));
    notes
}

/// Searches by these notes, so many at a time; the choice, and who was looked at.
fn searched(
    conversation: &Conversation,
    candidates: &[Candidate],
    notes: Vec<Note>,
    page: usize,
    again: bool,
) -> (Choice, Vec<domain::id::AgentId>) {
    let (mut search, mut looked, mut notes) = (Search::default(), vec![], notes);
    loop {
        match search.next(conversation, again, Timestamp::from_millis(0)) {
            Step::Wait => return (Choice::Wait, looked),
            Step::Offer(chosen) => {
                assert_eq!(search.taken(&chosen.agent).unwrap().agent.id, chosen.agent);
                return (Choice::Offer(chosen.agent), looked);
            }
            Step::Read => {
                let rest = notes.split_off(page.min(notes.len()));
                search.noted(notes, rest.is_empty());
                notes = rest;
            }
            Step::Look(agent) => {
                assert!(!looked.contains(&agent), "nobody is looked at twice");
                search.looked(agent.clone(), candidates.iter().find(|c| c.agent.id == agent).cloned());
                looked.push(agent);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    // proves RTE-07, RTE-11: whoever the rule chooses among all is found by looking at two at most, the last agent one of them
    #[test]
    fn the_search_finds_whom_the_rule_chooses(conversation in waiting(), candidates in candidates(), again in any::<bool>()) {
        let (found, looked) = searched(&conversation, &candidates, notes(&conversation, &candidates), 100, again);
        prop_assert_eq!(found, choose(&conversation, &candidates, again));
        prop_assert!(looked.len() <= 2, "{:?}", looked);
    }

    // proves I10, I11: page by page nobody waits whom the rule would not let wait, and whoever is chosen can take it
    #[test]
    fn a_search_by_short_pages_lets_nobody_wait(conversation in waiting(), candidates in candidates(), again in any::<bool>()) {
        let (found, _) = searched(&conversation, &candidates, notes(&conversation, &candidates), 1, again);
        prop_assert_eq!(found == Choice::Wait, choose(&conversation, &candidates, again) == Choice::Wait);
        if let Some(chosen) = chosen(&found, &candidates) {
            prop_assert!(chosen.is_free() && (is_last(&conversation, chosen) || chosen.fits(&conversation.needs)));
        }
    }

    // proves I10, RTE-16: a note of somebody as they were long ago gives nobody more than they may hold, and hides nobody else
    #[test]
    fn old_notes_cost_a_look_and_no_more(
        conversation in waiting(),
        (then, now) in (candidates(), candidates()),
        again in any::<bool>(),
    ) {
        let mut old = notes(&conversation, &then);
        let newest = notes(&conversation, &now);
        old.retain(|old| newest.iter().all(|note| note.agent != old.agent));
        old.extend(newest);
        let (found, _) = searched(&conversation, &now, old, 100, again);
        prop_assert_eq!(found, choose(&conversation, &now, again));
    }

    // proves I10, RTE-15: an offer goes to somebody who is there and has a place
    #[test]
    fn nobody_is_offered_more_than_they_may_hold(conversation in waiting(), candidates in candidates(), again in any::<bool>()) {
        if let Some(chosen) = chosen(&choose(&conversation, &candidates, again), &candidates) {
            prop_assert!(chosen.is_free(), "{:?}", chosen);
            prop_assert!((chosen.desk.holding.len() as u32) < chosen.agent.capacity);
        }
    }

    // proves I10, RTE-08: with every skill, and of the queue; but for who had it last
    #[test]
    fn whoever_is_chosen_can_do_it(conversation in waiting(), candidates in candidates(), again in any::<bool>()) {
        if let Some(chosen) = chosen(&choose(&conversation, &candidates, again), &candidates) {
            prop_assert!(is_last(&conversation, chosen) || chosen.fits(&conversation.needs), "{:?}", chosen);
        }
    }

    // proves I11, RTE-24: nothing waits while somebody could take it
    #[test]
    fn nothing_waits_while_somebody_could_take_it(conversation in waiting(), candidates in candidates()) {
        let could = |candidate: &Candidate| candidate.is_free() && candidate.fits(&conversation.needs);
        let fresh = candidates.iter().any(|candidate| could(candidate) && !passed(&conversation, candidate));
        let last = candidates.iter().any(|c| is_last(&conversation, c) && c.is_free() && !passed(&conversation, c));
        prop_assert_eq!(choose(&conversation, &candidates, false) != Choice::Wait, fresh || last);
        prop_assert_eq!(choose(&conversation, &candidates, true) != Choice::Wait, last || candidates.iter().any(could));
    }

    // proves RTE-10: who passed on it is not asked again while anybody else could be
    #[test]
    fn who_passed_is_asked_again_only_when_nobody_else_is_left(conversation in waiting(), candidates in candidates(), again in any::<bool>()) {
        if let Some(chosen) = chosen(&choose(&conversation, &candidates, again), &candidates)
            && passed(&conversation, chosen)
        {
            prop_assert!(again);
            let others = candidates.iter().filter(|c| c.is_free() && c.fits(&conversation.needs));
            prop_assert!(others.into_iter().all(|other| passed(&conversation, other)));
        }
    }

    // proves RTE-07: the last agent first
    #[test]
    fn the_last_agent_comes_first(conversation in waiting(), candidates in candidates(), again in any::<bool>()) {
        if let Some(last) = candidates.iter().find(|c| is_last(&conversation, c) && c.is_free() && !passed(&conversation, c)) {
            prop_assert_eq!(choose(&conversation, &candidates, again), Choice::Offer(last.agent.id.clone()));
        }
    }

    // proves I7: the choice depends on nothing but its arguments, and not on their order
    #[test]
    fn the_order_of_candidates_does_not_matter(
        conversation in waiting(),
        (candidates, shuffled) in candidates().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        again in any::<bool>(),
    ) {
        prop_assert_eq!(choose(&conversation, &candidates, again), choose(&conversation, &shuffled, again));
    }

    // proves RTE-09: nobody who could take it is better at it
    #[test]
    fn nobody_better_is_left_out(conversation in waiting(), candidates in candidates()) {
        let level = |candidate: &Candidate| -> u32 {
            conversation.needs.skills.iter().map(|skill| u32::from(candidate.agent.skills[skill])).sum()
        };
        if let Some(chosen) = chosen(&choose(&conversation, &candidates, false), &candidates)
            && !is_last(&conversation, chosen)
        {
            let others = candidates.iter().filter(|c| c.is_free() && c.fits(&conversation.needs) && !passed(&conversation, c));
            prop_assert!(others.into_iter().all(|other| level(other) <= level(chosen)));
        }
    }

    // proves I11, RTE-14: a freed agent gets the first of the line that they can take
    #[test]
    fn a_freed_agent_gets_the_first_they_can_take(
        line in prop::collection::vec(waiting(), 0..6),
        candidate in candidates(),
        again in any::<bool>(),
    ) {
        let Some(candidate) = candidate.first() else { return Ok(()) };
        let takes = |conversation: &Conversation| {
            choose(conversation, std::slice::from_ref(candidate), again) == Choice::Offer(candidate.agent.id.clone())
        };
        match next(candidate, &line, again) {
            None => prop_assert!(!line.iter().any(takes)),
            Some(first) => {
                prop_assert!(takes(first));
                let earlier = |c: &&Conversation| (c.rank(), c.id) < (first.rank(), first.id);
                prop_assert!(!line.iter().filter(earlier).any(takes));
            }
        }
    }

    // proves RTE-14: priority is a head start in minutes, and a head start never puts anybody back
    #[test]
    fn priority_is_a_head_start(a in waiting(), b in waiting(), more in 0i32..100) {
        let since = |c: &Conversation| match c.stage { Stage::Waiting { since, .. } => since, _ => unreachable!() };
        let minutes = |c: &Conversation| i64::from(c.needs.priority) * 60_000;
        let order = (since(&a).millis() - minutes(&a)).cmp(&(since(&b).millis() - minutes(&b)));
        prop_assert_eq!(a.rank().cmp(&b.rank()), order);
        let mut sooner = a.clone();
        sooner.needs.priority += more;
        prop_assert!(sooner.rank() <= a.rank());
    }
}
