//! The AWS endpoint: one address for all services. Finds out who calls what, lets faults strike, counts.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::response::Response;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use serde_json::{Value, json};

use crate::aws::{Refusal, bytes_response, json_response};
use crate::clock::Clock;
use crate::cognito::Cognito;
use crate::dynamodb::{self, Tables};
use crate::eventbridge::{self, bus::Bus};
use crate::faults::{Faults, Occasion, Trouble};
use crate::lambda::Outcome;
use crate::lambda::Process;
use crate::lambda::fleet::Fleet;
use crate::s3::Buckets;
use crate::secrets::Secrets;
use crate::serve::Vanish;
use crate::ses::Ses;
use crate::socket_api::Sockets;
use crate::sqs;
use crate::usage::{EXTERNAL, Meter, chunks};

/// The services behind the endpoint.
pub struct Services {
    /// DynamoDB.
    pub tables: Tables,
    /// SQS.
    pub sqs: sqs::api::Api,
    /// EventBridge.
    pub bus: Bus,
    /// S3.
    pub buckets: Buckets,
    /// Secrets Manager.
    pub secrets: Secrets,
    /// SES.
    pub ses: Ses,
    /// Cognito.
    pub cognito: Cognito,
    /// `@connections`.
    pub sockets: Sockets,
    /// Lambda.
    pub fleet: Fleet,
    /// Usage.
    pub meter: Meter,
    /// Faults.
    pub faults: Faults,
    /// The clock.
    pub clock: Clock,
}

/// Who calls.
struct Caller {
    /// Package name, or `external`.
    name: String,
    process: Option<Arc<Process>>,
    /// Which call of its invocation this is.
    call: u32,
}

/// What is called.
struct Call {
    service: &'static str,
    operation: String,
    resources: Vec<String>,
    body: Value,
    raw: Bytes,
}

/// The endpoint's routes: everything that is not under `/_local`.
pub fn router(services: Arc<Services>) -> Router {
    Router::new().fallback(handle).layer(DefaultBodyLimit::disable()).with_state(services)
}

async fn handle(State(services): State<Arc<Services>>, request: Request) -> Response {
    const LARGEST: usize = 32 * 1024 * 1024;
    let (parts, body) = request.into_parts();
    let Ok(raw) = axum::body::to_bytes(body, LARGEST).await else {
        return Refusal::bad("SerializationException", "the request is too large or was cut short").into_response(None);
    };
    let place = services.buckets.place(&parts.uri);
    // A preflight for a bucket is the bucket's own to answer.
    if place.is_none()
        && let Some(response) = services.cognito.page(&parts.method, &parts.uri, &parts.headers)
    {
        return response;
    }
    if let Some(response) = services.cognito.hosted(&parts.method, &parts.uri, &parts.headers, &raw).await {
        return response;
    }
    if let Some(name) = invoked(&parts.uri) {
        return invoke(&services, &name, &parts.headers, raw).await;
    }
    let call = match place {
        Some(place) => Ok(Call {
            service: "s3",
            operation: Buckets::operation(&parts.method).to_owned(),
            resources: vec![place.bucket],
            body: Value::Null,
            raw,
        }),
        None => read(&parts.method, &parts.uri, &parts.headers, raw, services.faults.any()),
    };
    match call {
        Ok(call) => run(&services, &parts, call).await,
        Err(refusal) => refusal.into_response(None),
    }
}

/// `/2015-03-31/functions/{name}/invocations`.
fn invoked(uri: &Uri) -> Option<String> {
    let name = uri.path().strip_prefix("/2015-03-31/functions/")?.strip_suffix("/invocations")?;
    let name = percent_encoding::percent_decode_str(name).decode_utf8().ok()?;
    Some(crate::plan::arn_name(&name))
}

/// Reads a call. What is asked of the table is read by its engine; here it is read only where `trouble` may be looking for it.
fn read(method: &Method, uri: &Uri, headers: &HeaderMap, raw: Bytes, trouble: bool) -> Result<Call, Refusal> {
    if let Some(at) = uri.path().find("/@connections/") {
        let id = uri.path().get(at + "/@connections/".len()..).unwrap_or_default();
        let id = percent_encoding::percent_decode_str(id).decode_utf8_lossy().into_owned();
        let operation = match *method {
            Method::POST => "PostToConnection",
            Method::GET => "GetConnection",
            Method::DELETE => "DeleteConnection",
            _ => return Err(Refusal::bad("UnknownOperationException", "only POST, GET and DELETE are known")),
        };
        return Ok(Call { service: "execute-api", operation: operation.to_owned(), resources: vec![id], body: Value::Null, raw });
    }
    if uri.path() == "/v2/email/outbound-emails" && *method == Method::POST {
        let body = serde_json::from_slice(&raw).map_err(|e| Refusal::bad("BadRequestException", e.to_string()))?;
        return Ok(Call { service: "ses", operation: "SendEmail".to_owned(), resources: Vec::new(), body, raw });
    }
    let target = headers.get("x-amz-target").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (prefix, operation) = target.split_once('.').unwrap_or_default();
    let service = match prefix {
        "DynamoDB_20120810" | "DynamoDBStreams_20120810" => "dynamodb",
        "AmazonSQS" => "sqs",
        "AWSEvents" => "events",
        "secretsmanager" => "secretsmanager",
        "AWSCognitoIdentityProviderService" => "cognito-idp",
        _ => {
            let message = format!("the local cloud does not know {method} {} with the target `{target}`", uri.path());
            tracing::warn!("{message}");
            return Err(Refusal::bad("UnknownOperationException", message));
        }
    };
    let body: Value = match service {
        // DynamoDB's engine words this error itself.
        "dynamodb" if trouble => serde_json::from_slice(&raw).unwrap_or_default(),
        "dynamodb" => Value::Null,
        _ => serde_json::from_slice(&raw).map_err(|e| Refusal::bad("SerializationException", e.to_string()))?,
    };
    let resources = match service {
        "dynamodb" => dynamodb::tables_of(&body),
        "sqs" => sqs::api::queue_of(&body).into_iter().collect(),
        _ => Vec::new(),
    };
    Ok(Call { service, operation: operation.to_owned(), resources, body, raw })
}

impl Services {
    /// The function is named by the access key in the signature, its process by the session token.
    fn caller(&self, headers: &HeaderMap) -> Caller {
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let number = header("x-amz-security-token").strip_prefix("process-").and_then(|number| number.parse().ok());
        if let Some(process) = number.and_then(|number| self.fleet.process(number)) {
            let call = process.count_call();
            return Caller { name: process.function.clone(), process: Some(process), call };
        }
        let key = header("authorization").split_once("Credential=").and_then(|(_, rest)| rest.split('/').next());
        let function = key.and_then(|key| self.fleet.pools().find(|pool| pool.function.package.eq_ignore_ascii_case(key)));
        Caller {
            name: function.map_or_else(|| EXTERNAL.to_owned(), |pool| pool.function.package.clone()),
            process: None,
            call: 0,
        }
    }
}

async fn run(services: &Services, parts: &Parts, call: Call) -> Response {
    let caller = services.caller(&parts.headers);
    let occasion = Occasion {
        service: call.service,
        operation: &call.operation,
        resources: &call.resources,
        function: (caller.name != EXTERNAL).then_some(caller.name.as_str()),
        call: caller.call,
    };
    let trouble = services.faults.strike(occasion, |trouble| concerns(trouble, call.service, &call.operation));
    let label = format!("{}:{}", call.service, call.operation);
    let mut fail_half = false;
    match &trouble {
        None | Some(Trouble::DropResponse | Trouble::KillAfter { .. }) => {}
        Some(Trouble::Partial) => fail_half = true,
        Some(Trouble::Delay { ms }) => tokio::time::sleep(Duration::from_millis(*ms)).await,
        Some(Trouble::KillBefore { .. }) => {
            kill(&caller);
            return vanish();
        }
        Some(trouble) => {
            services.meter.operation(&caller.name, &label, |usage| {
                usage.calls += 1;
                usage.refused += 1;
            });
            return refusal(trouble, &call);
        }
    }
    let response = dispatch(services, parts, call, &caller.name, &label, fail_half).await;
    let failed = !response.status().is_success();
    services.meter.operation(&caller.name, &label, |usage| {
        usage.calls += 1;
        usage.refused += u64::from(failed);
    });
    match trouble {
        Some(Trouble::DropResponse) => vanish(),
        Some(Trouble::KillAfter { .. }) => {
            kill(&caller);
            vanish()
        }
        _ => response,
    }
}

/// Whether a kind of trouble can happen to a call at all.
fn concerns(trouble: &Trouble, service: &str, operation: &str) -> bool {
    match trouble {
        // These happen to deliveries and invocations, not to calls.
        Trouble::Duplicate | Trouble::Reorder | Trouble::Timeout => false,
        Trouble::Partial => operation == "PutEvents" || service == "sqs" && operation.ends_with("Batch"),
        Trouble::Conflict => service == "dynamodb" && dynamodb::writes(operation),
        _ => true,
    }
}

fn kill(caller: &Caller) {
    if let Some(process) = &caller.process {
        process.kill();
    }
}

fn vanish() -> Response {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(Vanish);
    response
}

async fn dispatch(services: &Services, parts: &Parts, call: Call, caller: &str, label: &str, fail_half: bool) -> Response {
    match call.service {
        "dynamodb" => match services.tables.call(&call.operation, &parts.headers, call.raw, caller != EXTERNAL).await {
            Ok(called) => {
                services.meter.operation(caller, label, |usage| {
                    usage.read_units += called.units.read;
                    usage.write_units += called.units.write;
                });
                called.response
            }
            Err(refusal) => refusal.into_response(Some("com.amazonaws.dynamodb.v20120810")),
        },
        "sqs" => {
            let result = services.sqs.call(&call.operation, &call.body, caller, fail_half).await;
            let billed = match &result {
                Ok(reply) => sqs_chunks(&call, reply),
                Err(_) => 1,
            };
            services.meter.operation(caller, label, |usage| usage.chunks += billed);
            reply(result, "com.amazonaws.sqs")
        }
        "events" => {
            let put = eventbridge::api::call(&services.bus, &services.clock, &call.operation, &call.body, fail_half).await;
            let result = put.map(|put| {
                services.meter.operation(caller, label, |usage| usage.chunks += put.chunks);
                put.reply
            });
            reply(result, "com.amazonaws.eventbridge")
        }
        "secretsmanager" => reply(services.secrets.call(&call.operation, &call.body).await, "com.amazonaws.secretsmanager"),
        "s3" => match services.buckets.place(&parts.uri) {
            Some(place) => services.buckets.call(&parts.method, &parts.uri, &parts.headers, &place, call.raw),
            None => Refusal::bad("NoSuchBucket", "The specified bucket does not exist").into_response(None),
        },
        "ses" => match services.ses.send(&call.body) {
            Ok(body) => bytes_response(StatusCode::OK, "application/json", body.to_string().into_bytes()),
            // A REST service names its errors without a namespace.
            Err(refusal) => refusal.into_response(None),
        },
        "cognito-idp" => {
            let mut response = match services.cognito.call(&call.operation, &call.body).await {
                Ok(body) => json_response(StatusCode::OK, &body),
                // Cognito names its errors without a namespace.
                Err(refusal) => refusal.into_response(None),
            };
            // The console signs people in from the browser.
            response.headers_mut().insert("access-control-allow-origin", HeaderValue::from_static("*"));
            response.headers_mut().insert("access-control-expose-headers", HeaderValue::from_static("x-amzn-errortype"));
            response
        }
        _ => {
            let id = call.resources.first().map(String::as_str).unwrap_or_default();
            services.sockets.connection(&parts.method, id, call.raw)
        }
    }
}

fn reply(result: Result<Value, Refusal>, namespace: &str) -> Response {
    match result {
        Ok(body) => json_response(StatusCode::OK, &body),
        Err(refusal) => refusal.into_response(Some(namespace)),
    }
}

/// What SQS bills for a call: each 64 KB of the payload is a request.
fn sqs_chunks(call: &Call, reply: &Value) -> u64 {
    let bodies = |list: &Value, name: &str| -> usize {
        list.as_array().into_iter().flatten().filter_map(|one| one[name].as_str()).map(str::len).sum()
    };
    chunks(match call.operation.as_str() {
        "SendMessage" => call.body["MessageBody"].as_str().map_or(0, str::len),
        "SendMessageBatch" => bodies(&call.body["Entries"], "MessageBody"),
        "ReceiveMessage" => bodies(&reply["Messages"], "Body"),
        _ => 0,
    })
}

/// The error that a fault answers with.
fn refusal(trouble: &Trouble, call: &Call) -> Response {
    let namespace = match call.service {
        "dynamodb" => "com.amazonaws.dynamodb.v20120810",
        "sqs" => "com.amazonaws.sqs",
        "secretsmanager" => "com.amazonaws.secretsmanager",
        _ => "com.amazonaws.eventbridge",
    };
    let by_rule = "by a fault rule of the local cloud";
    let refusal = match (trouble, call.service) {
        (Trouble::Conflict, _) if call.operation == "TransactWriteItems" => {
            let actions = call.body["TransactItems"].as_array().map_or(1, Vec::len);
            let reasons: Vec<Value> = (0..actions)
                .map(|index| match index {
                    0 => json!({ "Code": "TransactionConflict", "Message": "Transaction is ongoing for the item" }),
                    _ => json!({ "Code": "None" }),
                })
                .collect();
            let codes: Vec<&str> = (0..actions).map(|i| if i == 0 { "TransactionConflict" } else { "None" }).collect();
            let message =
                format!("Transaction cancelled, please refer cancellation reasons for specific reasons [{}]", codes.join(", "));
            let mut refusal = Refusal::bad("TransactionCanceledException", message.clone());
            refusal.details = Some(json!({ "CancellationReasons": reasons, "Message": message }));
            refusal
        }
        (Trouble::Conflict, _) => Refusal::bad("TransactionConflictException", "Transaction is ongoing for the item"),
        (Trouble::Throttle, "dynamodb") => {
            Refusal::bad("ThrottlingException", format!("Throughput exceeds the current capacity {by_rule}"))
        }
        (Trouble::Throttle, "sqs") => {
            Refusal::bad("RequestThrottled", format!("Request is throttled {by_rule}")).with_query_code("RequestThrottled")
        }
        (Trouble::Throttle, "execute-api") => Refusal {
            status: StatusCode::TOO_MANY_REQUESTS,
            ..Refusal::bad("LimitExceededException", format!("Too many requests {by_rule}"))
        },
        (Trouble::Throttle, "ses") => Refusal {
            status: StatusCode::TOO_MANY_REQUESTS,
            ..Refusal::bad("TooManyRequestsException", format!("Too many requests {by_rule}"))
        },
        (Trouble::Throttle, _) => Refusal::bad("ThrottlingException", format!("Rate exceeded {by_rule}")),
        (_, "dynamodb") => Refusal::internal("InternalServerError", format!("Internal server error {by_rule}")),
        _ => Refusal::internal("InternalFailure", format!("Internal failure {by_rule}")).with_query_code("InternalFailure"),
    };
    refusal.into_response(Some(namespace))
}

/// The Lambda `Invoke` API.
async fn invoke(services: &Services, name: &str, headers: &HeaderMap, payload: Bytes) -> Response {
    let caller = services.caller(headers);
    services.meter.operation(&caller.name, "lambda:Invoke", |usage| usage.calls += 1);
    if services.fleet.find(name).is_none() {
        let message = format!("Function not found: {}", crate::aws::arn("lambda", &format!("function:{name}")));
        let refusal = Refusal { status: StatusCode::NOT_FOUND, ..Refusal::bad("ResourceNotFoundException", message) };
        return refusal.into_response(None);
    }
    let payload = if payload.is_empty() { Bytes::from_static(b"{}") } else { payload };
    let kind = headers.get("x-amz-invocation-type").and_then(|value| value.to_str().ok());
    if kind == Some("Event") {
        services.fleet.invoke_later(name, payload);
        return bytes_response(StatusCode::ACCEPTED, "application/json", Vec::new());
    }
    let (body, failed) = match services.fleet.invoke(name, payload).await {
        Outcome::Done(body) => (body, false),
        Outcome::Failed(failure) => (failure.body(), true),
    };
    let mut response = bytes_response(StatusCode::OK, "application/json", body.to_vec());
    if failed {
        response.headers_mut().insert("x-amz-function-error", HeaderValue::from_static("Unhandled"));
    }
    response.headers_mut().insert("x-amz-executed-version", HeaderValue::from_static("$LATEST"));
    response
}
