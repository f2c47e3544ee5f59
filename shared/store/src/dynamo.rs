//! The table in DynamoDB.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use aws_sdk_dynamodb::{
    Client,
    error::{ProvideErrorMetadata, SdkError},
    operation::{
        delete_item::DeleteItemError, put_item::PutItemError, transact_write_items::TransactWriteItemsError,
        update_item::UpdateItemError,
    },
    types::{
        AttributeValue as Aws, ConsumedCapacity, Delete, KeysAndAttributes, Put, ReturnConsumedCapacity, TransactWriteItem,
        Update as AwsUpdate,
    },
};

use crate::{
    key::Key,
    table::{Cursor, Error, Guard, Item, Page, Query, Range, Units, Update, Value, Write},
};

/// A table reached by the AWS client.
#[derive(Clone)]
pub struct Dynamo {
    client: Client,
    table: String,
    used: Arc<Mutex<Units>>,
}

/// The condition with its names and values: the SDK's builders share these calls and no trait.
macro_rules! conditioned {
    ($builder:expr, $condition:expr) => {
        $builder
            .set_condition_expression($condition.text())
            .set_expression_attribute_names($condition.names())
            .set_expression_attribute_values($condition.values())
    };
}

/// A mere conflict of transactions is tried again in place this often.
const TRIES: u32 = 3;

impl Dynamo {
    /// The table of that name.
    pub fn new(client: Client, table: String) -> Self {
        Self { client, table, used: Arc::default() }
    }

    fn note(&self, capacity: Option<&ConsumedCapacity>, writes: bool) {
        let Some(capacity) = capacity else { return };
        let total = capacity.capacity_units.unwrap_or_default();
        if let Ok(mut used) = self.used.lock() {
            match (capacity.write_capacity_units, capacity.read_capacity_units) {
                (None, None) if writes => used.write += total,
                (None, None) => used.read += total,
                (write, read) => {
                    used.write += write.unwrap_or_default();
                    used.read += read.unwrap_or_default();
                }
            }
        }
    }

    pub(crate) fn take_units(&self) -> Units {
        self.used.lock().map(|mut used| std::mem::take(&mut *used)).unwrap_or_default()
    }

    pub(crate) async fn get(&self, key: &Key) -> Result<Option<Item>, Error> {
        let request = self
            .client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(aws_key(key)))
            .consistent_read(true)
            .return_consumed_capacity(ReturnConsumedCapacity::Total);
        let answer = Box::pin(request.send()).await.map_err(|e| failed(&e))?;
        self.note(answer.consumed_capacity(), false);
        Ok(answer.item.map(from_aws))
    }

    pub(crate) async fn get_many(&self, keys: &[Key]) -> Result<Vec<Item>, Error> {
        let mut items = Vec::with_capacity(keys.len());
        let mut wanted: Vec<_> = keys.iter().map(aws_key).collect();
        for attempt in 0u32.. {
            if wanted.is_empty() {
                break;
            }
            if attempt == TRIES {
                return Err(Error::Retry("a batch read was throttled".into()));
            }
            let ask = KeysAndAttributes::builder()
                .set_keys(Some(std::mem::take(&mut wanted)))
                .consistent_read(true)
                .build()
                .map_err(|e| Error::Broken(e.to_string()))?;
            let request = self
                .client
                .batch_get_item()
                .request_items(&self.table, ask)
                .return_consumed_capacity(ReturnConsumedCapacity::Total);
            let answer = Box::pin(request.send()).await.map_err(|e| failed(&e))?;
            for capacity in answer.consumed_capacity() {
                self.note(Some(capacity), false);
            }
            let found = answer.responses.and_then(|mut tables| tables.remove(&self.table)).unwrap_or_default();
            items.extend(found.into_iter().map(from_aws));
            wanted = answer
                .unprocessed_keys
                .and_then(|mut tables| tables.remove(&self.table))
                .map(|left| left.keys)
                .unwrap_or_default();
            if !wanted.is_empty() {
                pause(attempt).await;
            }
        }
        Ok(items)
    }

    pub(crate) async fn query(&self, query: Query) -> Result<Page<Item>, Error> {
        let (pk, sk) = query.index.keys();
        let mut request = self
            .client
            .query()
            .table_name(&self.table)
            .set_index_name(query.index.name().map(str::to_owned))
            // A thread's rows are read right after they were written.
            .consistent_read(query.is_consistent())
            .expression_attribute_names("#pk", pk)
            .expression_attribute_values(":pk", Aws::S(query.pk))
            .scan_index_forward(!query.newest_first)
            .set_limit(query.limit.map(|limit| limit as i32))
            .return_consumed_capacity(ReturnConsumedCapacity::Total);
        request = match query.range {
            Range::All => request.key_condition_expression("#pk = :pk"),
            Range::Prefix(prefix) => request
                .key_condition_expression("#pk = :pk AND begins_with(#sk, :prefix)")
                .expression_attribute_names("#sk", sk)
                .expression_attribute_values(":prefix", Aws::S(prefix)),
            Range::Between(from, to) => request
                .key_condition_expression("#pk = :pk AND #sk BETWEEN :from AND :to")
                .expression_attribute_names("#sk", sk)
                .expression_attribute_values(":from", Aws::S(from))
                .expression_attribute_values(":to", Aws::S(to)),
        };
        if let Some(Cursor(keys)) = query.after {
            request = request.set_exclusive_start_key(Some(keys.into_iter().map(|(name, key)| (name, Aws::S(key))).collect()));
        }
        let answer = Box::pin(request.send()).await.map_err(|e| failed(&e))?;
        self.note(answer.consumed_capacity(), false);
        let next = answer.last_evaluated_key.map(|keys| {
            Cursor(keys.into_iter().filter_map(|(name, key)| key.as_s().ok().map(|key| (name, key.clone()))).collect())
        });
        Ok(Page { items: answer.items.unwrap_or_default().into_iter().map(from_aws).collect(), next })
    }

    pub(crate) async fn write(&self, writes: Vec<Write>) -> Result<(), Error> {
        let writes: Vec<Prepared> = writes.into_iter().map(Prepared::from).collect();
        for attempt in 0u32.. {
            let outcome = match &writes[..] {
                [one] => self.write_one(one).await,
                many => self.transact(many).await,
            };
            match outcome {
                Err(Error::Retry(why)) if attempt + 1 < TRIES => {
                    tracing::debug!(attempt, why, "A write met another; trying again");
                    pause(attempt).await;
                }
                outcome => return outcome,
            }
        }
        Err(Error::Retry("tried too often".into()))
    }

    async fn write_one(&self, write: &Prepared) -> Result<(), Error> {
        let total = ReturnConsumedCapacity::Total;
        match write {
            Prepared::Put(item, condition) => {
                let request =
                    conditioned!(self.client.put_item().table_name(&self.table).set_item(Some(item.clone())), condition)
                        .return_consumed_capacity(total);
                let answer = Box::pin(request.send())
                    .await
                    .map_err(|e| one_failed(&e, PutItemError::is_conditional_check_failed_exception))?;
                self.note(answer.consumed_capacity(), true);
            }
            Prepared::Update(key, change, condition) => {
                let request = conditioned!(
                    self.client.update_item().table_name(&self.table).set_key(Some(key.clone())).update_expression(change),
                    condition
                )
                .return_consumed_capacity(total);
                let answer = Box::pin(request.send())
                    .await
                    .map_err(|e| one_failed(&e, UpdateItemError::is_conditional_check_failed_exception))?;
                self.note(answer.consumed_capacity(), true);
            }
            Prepared::Delete(key, condition) => {
                let request =
                    conditioned!(self.client.delete_item().table_name(&self.table).set_key(Some(key.clone())), condition)
                        .return_consumed_capacity(total);
                let answer = Box::pin(request.send())
                    .await
                    .map_err(|e| one_failed(&e, DeleteItemError::is_conditional_check_failed_exception))?;
                self.note(answer.consumed_capacity(), true);
            }
        }
        Ok(())
    }

    async fn transact(&self, writes: &[Prepared]) -> Result<(), Error> {
        let actions = writes.iter().map(|write| self.action(write)).collect::<Result<Vec<_>, _>>()?;
        let request = self
            .client
            .transact_write_items()
            .set_transact_items(Some(actions))
            .return_consumed_capacity(ReturnConsumedCapacity::Total);
        match Box::pin(request.send()).await {
            Ok(answer) => {
                for capacity in answer.consumed_capacity() {
                    self.note(Some(capacity), true);
                }
                Ok(())
            }
            Err(error) => Err(cancelled(&error)),
        }
    }

    fn action(&self, write: &Prepared) -> Result<TransactWriteItem, Error> {
        let broken = |e: aws_sdk_dynamodb::error::BuildError| Error::Broken(e.to_string());
        let action = TransactWriteItem::builder();
        Ok(match write {
            Prepared::Put(item, condition) => action.put(
                conditioned!(Put::builder().table_name(&self.table).set_item(Some(item.clone())), condition)
                    .build()
                    .map_err(broken)?,
            ),
            Prepared::Update(key, change, condition) => action.update(
                conditioned!(
                    AwsUpdate::builder().table_name(&self.table).set_key(Some(key.clone())).update_expression(change),
                    condition
                )
                .build()
                .map_err(broken)?,
            ),
            Prepared::Delete(key, condition) => action.delete(
                conditioned!(Delete::builder().table_name(&self.table).set_key(Some(key.clone())), condition)
                    .build()
                    .map_err(broken)?,
            ),
        }
        .build())
    }
}

/// A write as expressions, made once and sent as often as it takes.
enum Prepared {
    Put(HashMap<String, Aws>, Expressions),
    Update(HashMap<String, Aws>, String, Expressions),
    Delete(HashMap<String, Aws>, Expressions),
}

#[derive(Default)]
struct Expressions {
    conditions: Vec<String>,
    names: HashMap<String, String>,
    values: HashMap<String, Aws>,
}

impl Expressions {
    fn name(&mut self, name: &str) -> String {
        let placeholder = format!("#n{}", self.names.len());
        if let Some((known, _)) = self.names.iter().find(|(_, known)| *known == name) {
            return known.clone();
        }
        self.names.insert(placeholder.clone(), name.to_owned());
        placeholder
    }

    fn value(&mut self, value: Value) -> String {
        let placeholder = format!(":v{}", self.values.len());
        self.values.insert(placeholder.clone(), Aws::from(value));
        placeholder
    }

    fn guard(&mut self, guard: Guard) {
        let condition = match guard {
            Guard::Exists => format!("attribute_exists({})", self.name("pk")),
            Guard::Absent(name) => format!("attribute_not_exists({})", self.name(&name)),
            Guard::Present(name) => format!("attribute_exists({})", self.name(&name)),
            Guard::Is(name, value) => format!("{} = {}", self.name(&name), self.value(value)),
            Guard::SmallerThan(name, size) => {
                let name = self.name(&name);
                let size = self.value(Value::N(size.to_string()));
                format!("(attribute_not_exists({name}) OR size({name}) < {size})")
            }
            Guard::LessThan(name, bound) => {
                let name = self.name(&name);
                let bound = self.value(Value::N(bound.to_string()));
                format!("(attribute_not_exists({name}) OR {name} < {bound})")
            }
            Guard::Lacks(name, member) => {
                let name = self.name(&name);
                let member = self.value(Value::S(member));
                format!("(attribute_not_exists({name}) OR NOT contains({name}, {member}))")
            }
        };
        self.conditions.push(condition);
    }

    fn text(&self) -> Option<String> {
        (!self.conditions.is_empty()).then(|| self.conditions.join(" AND "))
    }

    fn names(&self) -> Option<HashMap<String, String>> {
        (!self.names.is_empty()).then(|| self.names.clone())
    }

    fn values(&self) -> Option<HashMap<String, Aws>> {
        (!self.values.is_empty()).then(|| self.values.clone())
    }
}

impl From<Write> for Prepared {
    fn from(write: Write) -> Self {
        let mut expressions = Expressions::default();
        match write {
            Write::Create(item) => {
                expressions.guard(Guard::Absent("pk".into()));
                Prepared::Put(to_aws(item.0), expressions)
            }
            Write::Put(item) => Prepared::Put(to_aws(item.0), expressions),
            Write::Replace(item, version) => {
                expressions.guard(Guard::Is("version".into(), Value::N(version.to_string())));
                Prepared::Put(to_aws(item.0), expressions)
            }
            Write::Update(update) => {
                let change = change(&mut expressions, &update);
                for guard in update.guards {
                    expressions.guard(guard);
                }
                Prepared::Update(aws_key(&update.key), change, expressions)
            }
            Write::Delete(key, guards) => {
                for guard in guards {
                    expressions.guard(guard);
                }
                Prepared::Delete(aws_key(&key), expressions)
            }
        }
    }
}

fn change(expressions: &mut Expressions, update: &Update) -> String {
    let mut clauses = Vec::new();
    let mut clause = |word: &str, parts: Vec<String>| {
        if !parts.is_empty() {
            clauses.push(format!("{word} {}", parts.join(", ")));
        }
    };
    let set = update
        .set
        .iter()
        .map(|(name, value)| format!("{} = {}", expressions.name(name), expressions.value(value.clone())))
        .collect();
    clause("SET", set);
    let mut add: Vec<String> = update
        .add
        .iter()
        .map(|(name, number)| format!("{} {}", expressions.name(name), expressions.value(Value::N(number.to_string()))))
        .collect();
    add.extend(
        update.include.iter().map(|(name, members)| format!("{} {}", expressions.name(name), expressions.value(members.clone()))),
    );
    clause("ADD", add);
    let exclude = update
        .exclude
        .iter()
        .map(|(name, members)| format!("{} {}", expressions.name(name), expressions.value(members.clone())))
        .collect();
    clause("DELETE", exclude);
    clause("REMOVE", update.remove.iter().map(|name| expressions.name(name)).collect());
    clauses.join(" ")
}

fn aws_key(key: &Key) -> HashMap<String, Aws> {
    HashMap::from([("pk".to_owned(), Aws::S(key.pk.clone())), ("sk".to_owned(), Aws::S(key.sk.clone()))])
}

fn to_aws(item: Item) -> HashMap<String, Aws> {
    item.into_iter().map(|(name, value)| (name, Aws::from(value))).collect()
}

fn from_aws(item: HashMap<String, Aws>) -> Item {
    item.into_iter().map(|(name, value)| (name, Value::from(value))).collect()
}

/// Waits a little, and not as long as the neighbour who met the same conflict.
async fn pause(attempt: u32) {
    // The clock's last digits differ between two who met, and nothing depends on them.
    let moment = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let jitter = u64::from(moment.subsec_micros() ^ std::process::id()) % 20;
    tokio::time::sleep(Duration::from_millis((10 << attempt) + jitter)).await;
}

fn one_failed<E: ProvideErrorMetadata>(error: &SdkError<E>, refused: impl Fn(&E) -> bool) -> Error {
    match error.as_service_error() {
        Some(service) if refused(service) => Error::Refused(vec![0]),
        _ => failed(error),
    }
}

fn cancelled(error: &SdkError<TransactWriteItemsError>) -> Error {
    let Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) = error.as_service_error() else {
        return failed(error);
    };
    let reasons = cancelled.cancellation_reasons();
    let places: Vec<usize> = reasons
        .iter()
        .enumerate()
        .filter(|(_, reason)| reason.code() == Some("ConditionalCheckFailed"))
        .map(|(place, _)| place)
        .collect();
    if !places.is_empty() {
        return Error::Refused(places);
    }
    let codes: Vec<&str> = reasons.iter().filter_map(|reason| reason.code()).filter(|code| *code != "None").collect();
    if codes.iter().any(|code| *code == "ValidationError" || *code == "ItemCollectionSizeLimitExceeded") {
        Error::Broken(codes.join(", "))
    } else {
        Error::Retry(codes.join(", "))
    }
}

fn failed<E: ProvideErrorMetadata>(error: &SdkError<E>) -> Error {
    match error {
        SdkError::ServiceError(service) => match service.err().code() {
            Some(
                code @ ("ValidationException" | "AccessDeniedException" | "ResourceNotFoundException" | "SerializationException"),
            ) => Error::Broken(format!("{code}: {}", service.err().message().unwrap_or_default())),
            code => Error::Retry(code.unwrap_or("an error without a code").to_owned()),
        },
        SdkError::ConstructionFailure(_) => Error::Broken("the request could not be built".into()),
        SdkError::TimeoutError(_) => Error::Retry("time-out".into()),
        SdkError::DispatchFailure(_) => Error::Retry("unreachable".into()),
        _ => Error::Retry("an unreadable answer".into()),
    }
}
