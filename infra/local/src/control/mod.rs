//! What a running stack can be asked and told, from inside the process and by HTTP.

pub mod routes;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use crate::clock::Clock;
use crate::endpoints::Endpoints;
use crate::eventbridge::clockwork;
use crate::faults::Faults;
use crate::front::Services;
use crate::lambda::fleet::Fleet;
use crate::plan::Schedule;
use crate::sqs::mapping::Paused;
use crate::sqs::queue::Depth;
use crate::sqs::queues::Queues;
use crate::state::{Change, Found, State};
use crate::usage::{Meter, Usage};

/// Depths of the queues that are not empty, by name; `(invocations)` counts the running invocations as in flight.
pub type Depths = BTreeMap<String, Depth>;

/// What stored usage is filed under.
const USAGE: &str = "usage";

/// What a stack can be asked and told, from inside the process and by HTTP.
pub(crate) struct Control {
    pub(crate) endpoints: Endpoints,
    pub(crate) resources: BTreeMap<String, Value>,
    pub(crate) outputs: BTreeMap<String, String>,
    pub(crate) pools: BTreeMap<String, String>,
    pub(crate) queues: Queues,
    pub(crate) fleet: Fleet,
    pub(crate) meter: Meter,
    pub(crate) faults: Faults,
    pub(crate) clock: Clock,
    pub(crate) services: Arc<Services>,
    pub(crate) schedules: Vec<Schedule>,
    /// Names of the queues that feed functions.
    pub(crate) consumed: Vec<String>,
    pub(crate) state: State,
    pub(crate) paused: Paused,
}

impl Control {
    pub(crate) fn queue_name(&self, id: &str) -> String {
        let named = self.resources.get(id).and_then(|resource| resource["name"].as_str());
        named.unwrap_or(id).to_owned()
    }

    pub(crate) fn tick(&self, function: &str) -> usize {
        let Some(pool) = self.fleet.find(function) else {
            return 0;
        };
        let mine = self.schedules.iter().filter(|schedule| schedule.function == pool.function.name);
        mine.map(|schedule| clockwork::fire(schedule, &self.fleet, self.clock.now())).count()
    }

    pub(crate) async fn sweep(&self) -> usize {
        self.services.tables.sweep().await
    }

    pub(crate) fn works(&self) -> bool {
        self.fleet.activity().0 > 0
    }

    fn busy(&self) -> Depths {
        let (running, began) = self.fleet.activity();
        let mut busy: Depths = self.queues.depths();
        busy.retain(|name, depth| self.consumed.contains(name) && !depth.is_empty());
        // An invocation that began while we looked may have moved something behind our back.
        let (still, begun) = self.fleet.activity();
        let in_flight = running.max(still).max(usize::from(begun != began));
        if in_flight > 0 {
            let depth = Depth { in_flight, ..Depth::default() };
            busy.insert("(invocations)".to_owned(), depth);
        }
        busy
    }

    pub(crate) async fn idle(&self, timeout: Duration) -> Result<(), Depths> {
        let until = tokio::time::Instant::now() + timeout;
        loop {
            let settled = self.queues.settled().notified();
            let ended = self.fleet.ended().notified();
            tokio::pin!(settled, ended);
            settled.as_mut().enable();
            ended.as_mut().enable();
            let busy = self.busy();
            if busy.is_empty() {
                return Ok(());
            }
            tokio::select! {
                () = settled => {}
                () = ended => {}
                // A deadline of a fault or a schedule may end quietly.
                () = tokio::time::sleep(Duration::from_millis(100)) => {}
                () = tokio::time::sleep_until(until) => return Err(busy),
            }
        }
    }

    /// Writes the counts so far.
    pub(crate) async fn keep_usage(&self) {
        let change =
            Change::Document { kind: USAGE, key: "all".to_owned(), data: serde_json::to_string(&self.meter.read()).ok() };
        if let Err(error) = self.state.write(vec![change]).done().await {
            tracing::warn!(%error, "usage cannot be kept");
        }
    }
}

/// The counts that were written last.
pub(crate) fn stored_usage(found: &Found) -> Usage {
    let stored = found.documents.iter().find(|(kind, _, _)| kind == USAGE);
    stored.and_then(|(_, _, data)| serde_json::from_str(data).ok()).unwrap_or_default()
}
