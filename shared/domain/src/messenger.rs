//! What a customer sees in the web messenger (RTE-05, RTE-06): the rows of their thread, as far as they are for them.

use crate::{
    message::{Body, DeliveryState, Message},
    time::{HOUR, Millis, Timestamp},
};

/// A silence longer than this ends what is shown, whatever the threading window is.
pub const SHOWN: Millis = 72 * HOUR;

/// Whether a session in which nothing has happened since `last` is over. The end is inclusive.
pub fn over(last: Timestamp, now: Timestamp) -> bool {
    now.since(last) > SHOWN
}

/// What is new for a customer.
#[derive(Debug, Clone, PartialEq)]
pub struct News<'a> {
    /// What they and we have said, oldest first.
    pub rows: Vec<&'a Message>,
    /// What to ask after the next time. It stays before an answer that is still on its way: that comes later under its own number.
    pub next: u64,
    /// The newest answer of ours that they have read.
    pub read: u64,
}

/// What a customer has not heard of, who knows everything up to `after`. `newest_first` are the newest rows of their thread.
pub fn news(newest_first: &[Message], after: u64, now: Timestamp) -> News<'_> {
    let mut last = now;
    let shown: Vec<&Message> = newest_first
        .iter()
        .filter(|row| matches!(row.body, Body::Customer { .. } | Body::Agent { .. }))
        .take_while(|row| {
            let silent = over(row.at, last);
            last = row.at;
            !silent
        })
        .collect();
    let state = |row: &Message| match &row.body {
        Body::Agent { delivery, .. } => Some(delivery.state),
        _ => None,
    };
    let underway = |row: &&&Message| matches!(state(row), Some(DeliveryState::Queued | DeliveryState::Sending));
    let end = shown.iter().filter(underway).map(|row| row.seq).min().unwrap_or(u64::MAX);
    let is_there = |row: &Message| state(row).is_none_or(|state| state >= DeliveryState::Sent);
    let mut rows: Vec<_> = shown.iter().copied().filter(|row| row.seq > after && row.seq < end && is_there(row)).collect();
    rows.sort_by_key(|row| row.seq);
    let newest = newest_first.iter().map(|row| row.seq).filter(|&seq| seq < end).max().unwrap_or_default();
    let read = shown.iter().filter(|row| state(row) == Some(DeliveryState::Read)).map(|row| row.seq).max().unwrap_or_default();
    News { rows, next: newest.max(after).min(end - 1), read }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{
        id::{ConversationId, MessageId},
        message::Delivery,
        platform::{ContentType, Visibility},
        time::SECOND,
    };

    const NOW: i64 = 1_774_000_000_000;

    fn row(seq: u64, before: Millis, body: Body) -> Message {
        let at = Timestamp::from_millis(NOW - before);
        let conversation = ConversationId::at(Timestamp::from_millis(NOW), &[b"c"]);
        Message { id: MessageId::at(at, &[&seq.to_be_bytes()]), conversation, seq, at, visibility: Visibility::Private, body }
    }

    fn theirs(seq: u64, before: Millis) -> Message {
        let content_type = ContentType::PrivateMessage;
        row(
            seq,
            before,
            Body::Customer {
                external_id: None,
                author: None,
                content_type,
                content: None,
                analysis: None,
                changed: None,
                why: Default::default(),
            },
        )
    }

    fn ours(seq: u64, before: Millis, state: DeliveryState) -> Message {
        let delivery = Delivery { state, ..Delivery::queued() };
        row(seq, before, Body::Agent { agent: "mina".parse().unwrap(), text: "a".into(), canned: None, delivery, extra: None })
    }

    fn note(seq: u64, before: Millis) -> Message {
        row(seq, before, Body::Note { agent: "mina".parse().unwrap(), text: "secret".into(), mentions: vec![] })
    }

    fn heard(newest_first: &[Message], after: u64) -> (Vec<u64>, u64, u64) {
        let news = news(newest_first, after, Timestamp::from_millis(NOW));
        (news.rows.iter().map(|row| row.seq).collect(), news.next, news.read)
    }

    // proves RTE-05, RTE-06: 72 hours of silence to the second, and not the threading window
    #[test]
    fn what_is_older_than_a_silence_of_72_hours_is_not_shown() {
        for (silence, shown) in [(SHOWN - SECOND, vec![1, 2, 3]), (SHOWN, vec![1, 2, 3]), (SHOWN + SECOND, vec![3])] {
            let rows = [theirs(3, 0), ours(2, silence, DeliveryState::Sent), theirs(1, silence + SECOND)];
            assert_eq!(heard(&rows, 0).0, shown, "{silence}");
        }
        let old = [theirs(1, SHOWN + SECOND)];
        assert_eq!(heard(&old, 0), (vec![], 1, 0));
        assert!(!over(old[0].at, old[0].at.plus(SHOWN)) && over(old[0].at, old[0].at.plus(SHOWN + 1)));
    }

    // proves S1: notes and what colleagues did are never shown, and neither is what was not sent
    #[test]
    fn only_what_was_said_to_the_customer_is_shown() {
        let rows = [note(5, 1), ours(4, 2, DeliveryState::Failed), ours(3, 3, DeliveryState::Unsure), note(2, 4), theirs(1, 5)];
        assert_eq!(heard(&rows, 0), (vec![1], 5, 0));
    }

    // proves CH-14: an answer on its way is not passed over by what was said after it
    #[test]
    fn an_answer_on_its_way_holds_the_place_of_what_is_asked_next() {
        let then = |state| [theirs(4, 1), ours(3, 2, state), ours(2, 3, DeliveryState::Read), theirs(1, 4)];
        assert_eq!(heard(&then(DeliveryState::Queued), 0), (vec![1, 2], 2, 2));
        assert_eq!(heard(&then(DeliveryState::Sending), 2), (vec![], 2, 2));
        assert_eq!(heard(&then(DeliveryState::Sent), 2), (vec![3, 4], 4, 2));
        assert_eq!(heard(&[], 7), (vec![], 7, 0));
    }
}
