//! What a function reads from its environment is what the template sets (architecture, section 11).

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::template::{Function, Template, many, target, text};
use crate::views;

/// What each variable holds, wherever it is set. The dead-letter and source queues differ by function, see [`own_queue`].
fn meaning(variable: &str, package: &str) -> Option<Value> {
    let queue = |name: &str| json!({"Ref": name});
    Some(match variable {
        "TABLE_NAME" => queue("Table"),
        "BUS_NAME" => queue("Bus"),
        "INBOUND_QUEUE_URL" => queue("InboundQueue"),
        "ESCALATE_QUEUE_URL" => queue("EscalateQueue"),
        "ROUTE_QUEUE_URL" => queue("RouteQueue"),
        "OUTBOUND_QUEUE_URL" => queue("OutboundQueue"),
        "ANALYTICS_QUEUE_URL" => queue("AnalyticsQueue"),
        "MEDIA_QUEUE_URL" => queue("MediaQueue"),
        "MEDIA_BUCKET" => queue("MediaBucket"),
        "SOURCE_QUEUE_URL" => queue(&format!("{}Queue", own_queue(package))),
        "DEAD_LETTER_QUEUE_URL" => queue(&format!("{}DeadLetters", own_queue(package))),
        "SECRETS_PREFIX" => json!({"Fn::Sub": "/care/${Stage}"}),
        "SOCKET_ENDPOINT" => {
            json!({"Fn::Sub": "https://${SocketApi}.execute-api.${AWS::Region}.amazonaws.com/${Stage}"})
        }
        "LINE_API" => queue("LineApi"),
        "LINE_DATA_API" => queue("LineDataApi"),
        "META_API" => queue("MetaApi"),
        "X_API" => queue("XApi"),
        "TELEGRAM_API" => queue("TelegramApi"),
        "SINCH_API" => queue("SinchApi"),
        "SINCH_LOGIN" => queue("SinchLogin"),
        "LINKEDIN_API" => queue("LinkedInApi"),
        "REDDIT_API" => queue("RedditApi"),
        "REDDIT_LOGIN" => queue("RedditLogin"),
        "LINKEDIN_LOGIN" => queue("LinkedInLogin"),
        "ANALYZER" => queue("Analyzer"),
        "SHADOW_ANALYZER" => queue("ShadowAnalyzer"),
        "BEDROCK_MODEL" => queue("BedrockModel"),
        "MAIL_SENDER" => queue("MailSender"),
        "PRIVATE_HOSTS" => queue("PrivateHosts"),
        "LOG_LEVEL" => queue("LogLevel"),
        _ => return None,
    })
}

fn own_queue(package: &str) -> String {
    let name = if package == "ingest" { "inbound" } else { package };
    let (first, rest) = name.split_at(1);
    first.to_uppercase() + rest
}

/// Variables that a function's code reads: its `WIRING`, each by the name that `Wire::env` gives it. `None` while the
/// function has no `WIRING` yet.
///
/// Read from the sources and not by depending on the nine packages, so that this suite needs no AWS SDK to build and
/// still speaks when one of them does not compile.
pub fn reads(package: &str) -> Option<Vec<String>> {
    let file = |path: String| std::fs::read_to_string(views::top().join(&path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let source = file(format!("functions/{package}/src/lib.rs"));
    let (_, list) = source.split_once("pub const WIRING: &[Wire]")?;
    let list = list.split(';').next().unwrap_or_default();
    let config = file("shared/runtime/src/config.rs".to_owned());
    let variable = |wire: &str| -> String {
        let arm = format!("Wire::{wire} => \"");
        let name = config.split(&arm).nth(1).and_then(|rest| rest.split('"').next());
        name.unwrap_or_else(|| panic!("runtime's Wire::env has no arm for Wire::{wire}")).to_owned()
    };
    let wires = list.split("Wire::").skip(1).map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default());
    Some(wires.map(variable).collect())
}

fn variables(function: &Function) -> BTreeMap<String, Value> {
    let variables = function.properties["Environment"]["Variables"].as_object().cloned().unwrap_or_default();
    variables.into_iter().collect()
}

pub fn names(template: &Template) -> Vec<String> {
    let mut problems = Vec::new();
    for function in template.functions() {
        let id = &function.id;
        let set = variables(&function);
        if let Some(mut read) = reads(&function.package) {
            read.push("LOG_LEVEL".to_owned());
            problems.extend(
                read.iter().filter(|name| !set.contains_key(*name)).map(|name| format!("{id} reads {name}, which is not set")),
            );
            problems.extend(
                set.keys()
                    .filter(|name| !read.contains(name))
                    .map(|name| format!("{id} is given {name}, which it does not read")),
            );
        } else {
            eprintln!("SKIPPED: functions/{} has no WIRING yet; its variables are not compared", function.package);
        }
        for (name, value) in &set {
            if meaning(name, &function.package).as_ref() != Some(value) {
                problems.push(format!("{id}: {name} is set to {value}"));
            }
        }
    }
    problems
}

/// A function can use what it is told of, and is told of what it may use.
pub fn fits_permissions(template: &Template) -> Vec<String> {
    let mut problems = Vec::new();
    for function in template.functions() {
        let id = &function.id;
        let set = variables(&function);
        let role = template.properties(&id.replace("Function", "Role"));
        let may = |action: &str, on: &dyn Fn(&Value) -> bool| {
            many(&role["Policies"][0]["PolicyDocument"]["Statement"]).into_iter().any(|statement| {
                many(&statement["Action"]).into_iter().any(|a| text(a).starts_with(action))
                    && many(&statement["Resource"]).into_iter().any(on)
            })
        };
        let told: Vec<String> = set
            .iter()
            .filter(|(name, _)| name.ends_with("_QUEUE_URL") && *name != "SOURCE_QUEUE_URL")
            .map(|(_, v)| target(v))
            .collect();
        for queue in &told {
            if !may("sqs:SendMessage", &|resource| target(resource) == *queue) {
                problems.push(format!("{id} is told of {queue} and may not send to it"));
            }
        }
        for (queue, _) in template.of_type("AWS::SQS::Queue") {
            let scheduled = [("ClockDeadLetters", "ClockFunction"), ("PollerDeadLetters", "PollerFunction")];
            let by_lambda = scheduled.contains(&(queue, id.as_str()));
            if may("sqs:SendMessage", &|resource| target(resource) == queue) && !told.iter().any(|t| t == queue) && !by_lambda {
                problems.push(format!("{id} may send to {queue} and is not told of it"));
            }
        }
        if let Some(source) = set.get("SOURCE_QUEUE_URL").map(target) {
            for action in ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"] {
                if !may(action, &|resource| target(resource) == source) {
                    problems.push(format!("{id} lacks {action} on its source {source}"));
                }
            }
            if !template.mappings().iter().any(|mapping| mapping.function == *id && mapping.queue == source) {
                problems.push(format!("{id} takes {source} for its source, and is fed by another queue"));
            }
        }
        let pairs = [
            ("TABLE_NAME", "dynamodb:"),
            ("BUS_NAME", "events:PutEvents"),
            ("MEDIA_BUCKET", "s3:"),
            ("SECRETS_PREFIX", "secretsmanager:"),
            ("SOCKET_ENDPOINT", "execute-api:ManageConnections"),
        ];
        for (name, action) in pairs {
            if set.contains_key(name) != may(action, &|_| true) {
                problems.push(format!("{id}: {name} and {action} must come together"));
            }
        }
    }
    problems
}
