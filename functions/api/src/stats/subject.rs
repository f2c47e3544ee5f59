//! What was counted of one subject, in the buckets of a period: a topic, all topics, or several together.

use std::collections::BTreeMap;

use domain::{
    analysis::Sentiment,
    event::MentionIngested,
    id::{MentionId, TopicId},
    measure::{People, Slot},
    platform::{ContentType, Platform},
};
use store::{
    Table,
    mention::rows,
    stats::{ALL, counters, people},
};

use crate::{error::Problem, filter::Filter, period::Frame};

/// Several topics are counted together from their rows, since one mention may be in two of them (D-03), and so is what
/// counters do not know: at most this many rows are read for it.
pub const MOST_ROWS: usize = 20_000;
/// Rows read at once.
const CHUNK: u32 = 500;

/// Mentions of one kind in one bucket.
pub(super) struct Cell {
    pub bucket: usize,
    pub platform: Platform,
    pub content_type: ContentType,
    pub sentiment: Sentiment,
    pub n: u64,
}

/// Authors in one half hour.
pub(super) struct Crowd {
    pub bucket: usize,
    pub platform: Platform,
    pub people: People,
}

/// All that was counted.
#[derive(Default)]
pub(super) struct Counted {
    pub cells: Vec<Cell>,
    pub crowds: Vec<Crowd>,
}

/// One topic, or all of them, by the counters.
pub(super) async fn counted(
    table: &Table,
    topic: Option<&TopicId>,
    filter: &Filter,
    frame: &Frame,
    with_people: bool,
) -> Result<Counted, Problem> {
    let subject = topic.map_or(ALL, TopicId::as_str);
    let (from, to) = frame.days();
    if with_people {
        let found = people(table, subject, &from, &to).await?;
        let crowd = |row: store::stats::PeopleRow| {
            Some(Crowd { bucket: frame.of_slot(row.slot)?, platform: row.platform, people: row.people })
        };
        return Ok(Counted { cells: Vec::new(), crowds: found.into_iter().filter_map(crowd).collect() });
    }
    let mut cells = Vec::new();
    for row in counters(table, subject, &from, &to).await? {
        for (counter, n) in row.counts {
            if !filter.counts(counter.content_type, counter.sentiment) {
                continue;
            }
            if let Some(bucket) = Slot::on(&row.day, counter.of_day).and_then(|slot| frame.of_slot(slot)) {
                let (content_type, sentiment) = (counter.content_type, counter.sentiment);
                cells.push(Cell { bucket, platform: row.platform, content_type, sentiment, n });
            }
        }
    }
    Ok(Counted { cells, crowds: Vec::new() })
}

/// Several topics together, each mention once, or what only the rows can tell: by the rows.
pub(super) async fn together(table: &Table, topics: &[TopicId], filter: &Filter, frame: &Frame) -> Result<Counted, Problem> {
    let mut facts: BTreeMap<MentionId, MentionIngested> = BTreeMap::new();
    let mut read = 0;
    for topic in topics {
        let mut after = None;
        loop {
            // An edge may lie within a half hour, which belongs to the bucket it begins in: read whole half hours.
            let until = Slot::at(frame.end().plus(30 * domain::time::MINUTE - 1)).start();
            let page = rows(table, topic, frame.start(), until, after, CHUNK).await?;
            read += page.items.len();
            facts.extend(page.items.into_iter().map(|fact| (fact.mention, fact)));
            if read > MOST_ROWS {
                let message = format!("there are more than {MOST_ROWS} mentions to look through in this period");
                return Err(Problem::invalid("topic", message, "ask for a shorter period, for one topic, or with fewer filters"));
            }
            match page.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
    }
    let mut counted = Counted::default();
    for fact in filter.passing(table, facts.into_values().collect()).await? {
        let Some(bucket) = frame.of_slot(Slot::at(fact.at)) else { continue };
        let (platform, content_type, sentiment) = (fact.platform, fact.content_type, fact.sentiment);
        counted.cells.push(Cell { bucket, platform, content_type, sentiment, n: 1 });
        if let Some(person) = fact.person {
            let mut people = People::none();
            people.insert(person);
            counted.crowds.push(Crowd { bucket, platform, people });
        }
    }
    Ok(counted)
}
