//! DynamoDB: an engine behind the front, the embedded one or any other that speaks its protocol, with the request units of
//! every call.

mod direct;

use std::path::Path;
use std::thread;

use axum::body::Bytes;
use axum::response::Response;
use dynoxide::Database;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::{Value, json};
use tokio::sync::oneshot;

use crate::aws::{Refusal, bytes_response};
use crate::clock::Clock;
use crate::error::Error;
use crate::plan::Table;

/// The tables of a stack.
pub struct Tables {
    engine: Engine,
    address: String,
    client: reqwest::Client,
}

/// Who keeps them.
enum Engine {
    /// A database, and a server of its own on loopback: the crate words its refusals only there.
    Embedded {
        database: Database,
        direct: direct::Direct,
        /// Dropped, it ends the server's thread.
        _stop: oneshot::Sender<()>,
    },
    /// An emulator that was running before, with the account that is this stack's alone in it.
    Elsewhere {
        /// The header of every call: it names the account, and signs nothing.
        authorization: HeaderValue,
    },
}

/// Request units of a call.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Units {
    /// Read request units.
    pub read: f64,
    /// Write request units.
    pub write: f64,
}

/// A call that was carried out.
pub struct Called {
    /// The answer.
    pub response: Response,
    /// What it cost.
    pub units: Units,
}

impl Tables {
    /// Opens the database and creates the tables that are not there yet.
    ///
    /// # Errors
    /// When the file cannot be opened, or holds a table of another shape.
    pub async fn open(tables: &[Table], file: Option<&Path>, clock: &Clock) -> Result<Self, Error> {
        let wrong = |e: dynoxide::DynoxideError| Error::State(format!("DynamoDB: {e}"));
        let database = match file {
            None => Database::memory_with_clock(std::sync::Arc::new(clock.clone())).map_err(wrong)?,
            Some(file) => {
                let database = Database::new(&file.to_string_lossy()).map_err(wrong)?;
                // Sets `synchronous = NORMAL`: a commit is in the file, though not flushed to the disk. That survives
                // the end of this process, and is many times faster.
                database.disable_bulk_loading().map_err(wrong)?;
                database
            }
        };
        for table in tables {
            create(&database, table)?;
        }
        let (address, stop) = serve(database.clone())?;
        let direct = direct::Direct::start(database.clone())?;
        Ok(Self { engine: Engine::Embedded { database, direct, _stop: stop }, address, client: reqwest::Client::new() })
    }

    /// Creates the tables in an emulator that runs already.
    ///
    /// # Errors
    /// When nobody answers there, or a table is refused.
    pub async fn elsewhere(tables: &[Table], address: &str) -> Result<Self, Error> {
        // Emulators take a key of twelve digits for the number of an account: each stack is a company of its own.
        let account = 100_000_000_000 + uuid::Uuid::new_v4().as_u128() % 900_000_000_000;
        let authorization = format!(
            "AWS4-HMAC-SHA256 Credential={account}/20261120/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=none"
        );
        let authorization = HeaderValue::try_from(authorization).map_err(|e| Error::State(format!("DynamoDB: {e}")))?;
        let engine = Engine::Elsewhere { authorization };
        let own = Self { engine, address: address.to_owned(), client: reqwest::Client::new() };
        for table in tables {
            own.order("CreateTable", &table.create).await?;
            if let Some(attribute) = &table.ttl {
                let expiry = json!({ "AttributeName": attribute, "Enabled": true });
                own.order("UpdateTimeToLive", &json!({ "TableName": table.name, "TimeToLiveSpecification": expiry })).await?;
            }
        }
        Ok(own)
    }

    async fn order(&self, operation: &str, body: &Value) -> Result<(), Error> {
        let wrong = |why: String| Error::State(format!("DynamoDB at {}: {operation}: {why}", self.address));
        let mut headers = HeaderMap::new();
        headers.insert("content-type", HeaderValue::from_static("application/x-amz-json-1.0"));
        let target = HeaderValue::try_from(format!("DynamoDB_20120810.{operation}")).map_err(|e| wrong(e.to_string()))?;
        headers.insert("x-amz-target", target);
        let answer = self.post(&headers, body.to_string().into()).await.map_err(|e| wrong(e.to_string()))?;
        let status = answer.status();
        if status == StatusCode::OK { Ok(()) } else { Err(wrong(answer.text().await.unwrap_or_default())) }
    }

    async fn post(&self, headers: &HeaderMap, body: Bytes) -> Result<reqwest::Response, reqwest::Error> {
        let mut request = self.client.post(&self.address).body(body);
        for name in ["x-amz-target", "content-type", "x-amz-date", "date"] {
            if let Some(value) = headers.get(name) {
                request = request.header(name, value);
            }
        }
        let authorization = match &self.engine {
            Engine::Embedded { .. } => headers.get("authorization"),
            Engine::Elsewhere { authorization } => Some(authorization),
        };
        if let Some(authorization) = authorization {
            request = request.header("authorization", authorization);
        }
        request.send().await
    }

    /// Deletes items whose time to live is over; how many. Elsewhere that is the emulator's own business.
    pub async fn sweep(&self) -> usize {
        let Engine::Embedded { database, .. } = &self.engine else { return 0 };
        let database = database.clone();
        let swept = tokio::task::spawn_blocking(move || database.sweep_ttl()).await;
        match swept {
            Ok(Ok(count)) => count,
            Ok(Err(error)) => {
                tracing::warn!(%error, "the time-to-live sweep failed");
                0
            }
            Err(_) => 0,
        }
    }

    /// Carries out a call. One of a function's comes from the SDK, which writes nothing that DynamoDB cannot read; what others
    /// send is looked at more closely, on the engine's wire.
    ///
    /// # Errors
    /// When the engine cannot be reached.
    pub async fn call(&self, operation: &str, headers: &HeaderMap, raw: Bytes, of_function: bool) -> Result<Called, Refusal> {
        if let Engine::Embedded { direct, .. } = &self.engine
            && of_function
            && let Some((text, units)) = direct.call(operation, &raw).await
        {
            let units = match kind(operation) {
                Kind::Write => Units { read: 0.0, write: units },
                _ => Units { read: units, write: 0.0 },
            };
            return Ok(Called { response: bytes_response(StatusCode::OK, "application/x-amz-json-1.0", text), units });
        }
        let mut body: Value = serde_json::from_slice(&raw).unwrap_or_default();
        // The engine reports what a call costs if asked; the answer is cut back to what the caller asked for.
        let asked = body["ReturnConsumedCapacity"].as_str().is_some_and(|mode| mode != "NONE");
        let metered = kind(operation) != Kind::Other && body.is_object();
        let sent = if metered && !asked {
            body["ReturnConsumedCapacity"] = "TOTAL".into();
            Bytes::from(body.to_string())
        } else {
            raw
        };
        let unreachable = |e: reqwest::Error| Refusal::internal("InternalServerError", format!("DynamoDB engine: {e}"));
        let answer = self.post(headers, sent).await.map_err(unreachable)?;
        let status = StatusCode::from_u16(answer.status().as_u16()).unwrap_or(StatusCode::BAD_GATEWAY);
        let text = answer.bytes().await.map_err(unreachable)?;
        let content_type = "application/x-amz-json-1.0";
        if !metered {
            let response = bytes_response(status, content_type, text.to_vec());
            return Ok(Called { response, units: Units::default() });
        }
        let mut reply: Value = serde_json::from_slice(&text).unwrap_or_default();
        if status != StatusCode::OK {
            let units = refused_units(operation, &body, &reply);
            return Ok(Called { response: bytes_response(status, content_type, text.to_vec()), units });
        }
        let units = units(operation, &reply["ConsumedCapacity"]);
        let text = if asked {
            text.to_vec()
        } else {
            if let Some(reply) = reply.as_object_mut() {
                reply.remove("ConsumedCapacity");
            }
            reply.to_string().into_bytes()
        };
        Ok(Called { response: bytes_response(status, content_type, text), units })
    }
}

/// Serves the database from a thread of its own: the engine works on one connection behind a lock, and waiting for it
/// must not hold up everything else.
fn serve(database: Database) -> Result<(String, oneshot::Sender<()>), Error> {
    let io = |what: &str| {
        let what = what.to_owned();
        move |source| Error::Io { what, source }
    };
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).map_err(io("bind a port for DynamoDB"))?;
    listener.set_nonblocking(true).map_err(io("bind a port for DynamoDB"))?;
    let address = listener.local_addr().map_err(io("bind a port for DynamoDB"))?;
    let (stop, stopped) = oneshot::channel();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(io("start the DynamoDB thread"))?;
    let work = move || {
        runtime.block_on(async move {
            let Ok(listener) = tokio::net::TcpListener::from_std(listener) else {
                return;
            };
            tokio::select! {
                () = dynoxide::server::serve_on(listener, database) => {}
                _ = stopped => {}
            }
        });
    };
    thread::Builder::new().name("local-dynamodb".to_owned()).spawn(work).map_err(io("start the DynamoDB thread"))?;
    Ok((format!("http://{address}/"), stop))
}

fn create(database: &Database, table: &Table) -> Result<(), Error> {
    let wrong = |e: &dyn std::fmt::Display| Error::State(format!("table {}: {e}", table.name));
    let request = |body: Value| serde_json::from_value(body).map_err(|e| wrong(&e));
    let described =
        request(json!({ "TableName": table.name })).and_then(|request| database.describe_table(request).map_err(|e| wrong(&e)));
    if let Ok(described) = described {
        let described = serde_json::to_value(&described).map_err(|e| wrong(&e))?;
        if shape(&described["Table"]) != shape(&table.create) {
            return Err(Error::State(format!("table {} has other keys or indexes than the template", table.name)));
        }
        return Ok(());
    }
    let create = serde_json::from_value(table.create.clone()).map_err(|e| Error::template(&table.name, e.to_string()))?;
    database.create_table(create).map_err(|e| Error::template(&table.name, e.to_string()))?;
    if let Some(attribute) = &table.ttl {
        let body = json!({
            "TableName": table.name,
            "TimeToLiveSpecification": { "AttributeName": attribute, "Enabled": true },
        });
        let request = serde_json::from_value(body).map_err(|e| wrong(&e))?;
        database.update_time_to_live(request).map_err(|e| wrong(&e))?;
    }
    Ok(())
}

/// Keys and indexes of a table, for comparison.
fn shape(table: &Value) -> Vec<String> {
    let mut shape = vec![table["KeySchema"].to_string()];
    for member in ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"] {
        let indexes = table[member].as_array().into_iter().flatten();
        shape.extend(indexes.map(|index| format!("{} {}", index["IndexName"], index["KeySchema"])));
    }
    shape.sort();
    shape
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Read,
    Write,
    Other,
}

fn kind(operation: &str) -> Kind {
    match operation {
        "GetItem" | "Query" | "Scan" | "BatchGetItem" | "TransactGetItems" => Kind::Read,
        "PutItem" | "UpdateItem" | "DeleteItem" | "BatchWriteItem" | "TransactWriteItems" => Kind::Write,
        _ => Kind::Other,
    }
}

/// Whether an operation writes items.
pub fn writes(operation: &str) -> bool {
    kind(operation) == Kind::Write
}

fn units(operation: &str, consumed: &Value) -> Units {
    let one = |consumed: &Value| consumed["CapacityUnits"].as_f64().unwrap_or(0.0);
    let sum = match consumed {
        Value::Array(tables) => tables.iter().map(one).sum(),
        single => one(single),
    };
    match kind(operation) {
        Kind::Read => Units { read: sum, write: 0.0 },
        Kind::Write => Units { read: 0.0, write: sum },
        Kind::Other => Units::default(),
    }
}

/// A condition that does not hold still costs a write (of the size of the item that is there; one unit is assumed), and
/// a cancelled transaction the two units of each of its writes.
///
/// Source: Amazon DynamoDB developer guide, "Read and write request units" and "Capacity handling for transactions".
fn refused_units(operation: &str, body: &Value, reply: &Value) -> Units {
    let code = reply["__type"].as_str().unwrap_or_default();
    let actions = body["TransactItems"].as_array().map_or(0, Vec::len);
    #[expect(clippy::cast_precision_loss, reason = "at most a hundred actions")]
    let write = match (operation, code.rsplit('#').next()) {
        (_, Some("ConditionalCheckFailedException")) => 1.0,
        ("TransactWriteItems", Some("TransactionCanceledException")) => 2.0 * actions as f64,
        _ => 0.0,
    };
    Units { read: 0.0, write }
}

/// The tables a call is about.
pub fn tables_of(body: &Value) -> Vec<String> {
    let mut names: Vec<String> = body["TableName"].as_str().map(str::to_owned).into_iter().collect();
    if let Some(items) = body["RequestItems"].as_object() {
        names.extend(items.keys().cloned());
    }
    for action in body["TransactItems"].as_array().into_iter().flatten() {
        for one in action.as_object().into_iter().flatten().filter_map(|(_, one)| one["TableName"].as_str()) {
            if !names.iter().any(|name| name == one) {
                names.push(one.to_owned());
            }
        }
    }
    names
}
