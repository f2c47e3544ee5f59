//! The calls that functions make with every message, handed to the engine without a wire between: read once into the
//! engine's own type, carried out on the engine's thread, written once.
//!
//! What the engine refuses here is asked again over its wire, where it words its refusals as DynamoDB does; a refused call
//! has changed nothing.

use std::sync::mpsc;
use std::thread;

use axum::body::Bytes;
use dynoxide::Database;
use dynoxide::actions::{
    batch_get_item::BatchGetItemRequest, delete_item::DeleteItemRequest, get_item::GetItemRequest, put_item::PutItemRequest,
    query::QueryRequest, transact_write_items::TransactWriteItemsRequest, update_item::UpdateItemRequest,
};
use dynoxide::types::ConsumedCapacity;
use tokio::sync::oneshot;

use crate::error::Error;

/// An answer and what it cost, in request units of the call's own kind.
pub type Answered = (Vec<u8>, f64);

type Job = Box<dyn FnOnce(&Database) + Send>;

/// Reads a request, has the engine carry it out, and writes its answer.
type Ask = fn(&Database, &[u8]) -> Option<Answered>;

/// The engine's thread: it works on one connection behind a lock, and waiting for that must not hold up everything else.
#[derive(Clone)]
pub struct Direct {
    jobs: mpsc::Sender<Job>,
}

impl Direct {
    /// Starts the thread; it ends with the last handle.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn start(database: Database) -> Result<Self, Error> {
        let (jobs, waiting) = mpsc::channel::<Job>();
        let work = move || waiting.into_iter().for_each(|job| job(&database));
        thread::Builder::new()
            .name("local-table".to_owned())
            .spawn(work)
            .map_err(|source| Error::Io { what: "start the thread of the table".to_owned(), source })?;
        Ok(Self { jobs })
    }

    /// The answer to a call; none when it must take the wire: it is rare, unreadable, or the engine refuses it.
    pub async fn call(&self, operation: &str, raw: &Bytes) -> Option<Answered> {
        let ask = asking(operation)?;
        let (raw, (done, answer)) = (raw.clone(), oneshot::channel());
        self.jobs.send(Box::new(move |database| drop(done.send(ask(database, &raw))))).ok()?;
        answer.await.ok()?
    }
}

/// How an operation is carried out, for those that functions use often.
fn asking(operation: &str) -> Option<Ask> {
    /// Reads a request, has its cost told, and writes the answer, with the cost if that was asked for.
    macro_rules! ask {
        ($request:ty, $method:ident) => {
            |database, raw| {
                let mut request: $request = serde_json::from_slice(raw).ok()?;
                let asked = request.return_consumed_capacity.as_deref().is_some_and(|mode| mode != "NONE");
                if !asked {
                    request.return_consumed_capacity = Some("TOTAL".to_owned());
                }
                let mut answer = database.$method(request).ok()?;
                let units = answer.consumed_capacity.iter().map(Cost::units).sum();
                if !asked {
                    answer.consumed_capacity = None;
                }
                Some((serde_json::to_vec(&answer).ok()?, units))
            }
        };
    }
    Some(match operation {
        "GetItem" => ask!(GetItemRequest, get_item),
        "PutItem" => ask!(PutItemRequest, put_item),
        "UpdateItem" => ask!(UpdateItemRequest, update_item),
        "DeleteItem" => ask!(DeleteItemRequest, delete_item),
        "Query" => ask!(QueryRequest, query),
        "BatchGetItem" => ask!(BatchGetItemRequest, batch_get_item),
        "TransactWriteItems" => ask!(TransactWriteItemsRequest, transact_write_items),
        _ => return None,
    })
}

/// What an answer says it cost: of one table, or of each.
trait Cost {
    fn units(&self) -> f64;
}

impl Cost for ConsumedCapacity {
    fn units(&self) -> f64 {
        self.capacity_units
    }
}

impl Cost for Vec<ConsumedCapacity> {
    fn units(&self) -> f64 {
        self.iter().map(Cost::units).sum()
    }
}
