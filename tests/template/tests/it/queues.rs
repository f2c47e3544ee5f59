//! Queues, their dead letters, what feeds them and what they feed (architecture, section 10).

use serde_json::{Value, json};

use crate::template::{Template, target};

struct Queue {
    name: &'static str,
    fifo: bool,
    /// Tries before the dead letters.
    tries: u64,
    batch: u64,
    /// Batching window in seconds.
    window: Option<u64>,
    /// Most executions at once; `None` is the `StepConcurrency` parameter.
    most: Option<u64>,
}

const fn ordered(name: &'static str) -> Queue {
    Queue { name, fifo: true, tries: 8, batch: 10, window: None, most: None }
}

const QUEUES: &[Queue] = &[
    ordered("Inbound"),
    ordered("Escalate"),
    ordered("Route"),
    ordered("Outbound"),
    Queue { name: "Media", fifo: true, tries: 8, batch: 1, window: None, most: None },
    Queue { name: "Realtime", fifo: false, tries: 3, batch: 10, window: None, most: None },
    Queue { name: "Analytics", fifo: false, tries: 8, batch: 100, window: Some(5), most: Some(2) },
];

/// Dead letters that belong to no queue: an unreadable webhook body, a failed minute of the clock or of the poller.
const LONE_DEAD_LETTERS: &[&str] = &["WebhookDeadLetters", "ClockDeadLetters", "PollerDeadLetters"];

const FOURTEEN_DAYS: u64 = 1_209_600;

fn queues(template: &Template) -> impl Iterator<Item = (&str, &Value)> {
    template.of_type("AWS::SQS::Queue")
}

fn is_dead_letters(id: &str) -> bool {
    id.ends_with("DeadLetters")
}

pub fn dead_letters(template: &Template) -> Vec<String> {
    let mut problems = Vec::new();
    for (id, properties) in queues(template) {
        if is_dead_letters(id) {
            let source = id.replace("DeadLetters", "Queue");
            let owned = target(&template.properties(&source)["RedrivePolicy"]["deadLetterTargetArn"]) == id;
            if !owned && !LONE_DEAD_LETTERS.contains(&id) {
                problems.push(format!("{id} takes the dead letters of no queue"));
            }
            if properties["MessageRetentionPeriod"] != json!(FOURTEEN_DAYS) {
                problems
                    .push(format!("{id} must keep messages 14 days, or they are gone before somebody is back from a holiday"));
            }
            continue;
        }
        let dead = target(&properties["RedrivePolicy"]["deadLetterTargetArn"]);
        let dead_properties = template.properties(&dead);
        if dead_properties.is_null() {
            problems.push(format!("{id} has no dead-letter queue"));
        } else if dead_properties["FifoQueue"] != properties["FifoQueue"] {
            problems.push(format!("{id} and {dead} must both be FIFO or both be standard"));
        }
    }
    problems
}

pub fn shapes(template: &Template) -> Vec<String> {
    let mut problems = Vec::new();
    for Queue { name, fifo, tries, .. } in QUEUES {
        let id = format!("{name}Queue");
        let properties = template.properties(&id);
        if properties["RedrivePolicy"]["maxReceiveCount"] != json!(tries) {
            problems.push(format!("{id} must try {tries} times"));
        }
        if (properties["FifoQueue"] == json!(true)) != *fifo {
            problems.push(format!("{id}: FIFO must be {fifo}"));
        }
    }
    for (id, properties) in queues(template) {
        let known = QUEUES.iter().any(|queue| id == format!("{}Queue", queue.name));
        if !known && !is_dead_letters(id) {
            problems.push(format!("{id} is not in the architecture's list of queues"));
        }
        if properties["FifoQueue"] == json!(true) {
            let settings = [
                ("ContentBasedDeduplication", json!(false)),
                ("DeduplicationScope", json!("messageGroup")),
                ("FifoThroughputLimit", json!("perMessageGroupId")),
            ];
            for (setting, wanted) in settings {
                if properties[setting] != wanted {
                    problems.push(format!("{id}: {setting} must be {wanted}"));
                }
            }
        }
    }
    problems
}

pub fn visibility(template: &Template) -> Vec<String> {
    let mut problems = Vec::new();
    for mapping in template.mappings() {
        let timeout = template.function(&mapping.function).and_then(|f| f.properties["Timeout"].as_u64());
        let visible = template.properties(&mapping.queue)["VisibilityTimeout"].as_u64();
        match (timeout, visible) {
            (Some(timeout), Some(visible)) if visible >= 6 * timeout => {}
            _ => problems.push(format!(
                "{}: visibility {visible:?} s must be at least six times the {timeout:?} s of {}",
                mapping.queue, mapping.function
            )),
        }
    }
    problems
}

pub fn mappings(template: &Template) -> Vec<String> {
    let mut problems = Vec::new();
    let mappings = template.mappings();
    for Queue { name, fifo, batch, window, most, .. } in QUEUES {
        let queue = format!("{name}Queue");
        let own: Vec<_> = mappings.iter().filter(|mapping| mapping.queue == queue).collect();
        let [mapping] = own.as_slice() else {
            problems.push(format!("{queue} feeds {} functions, not one", own.len()));
            continue;
        };
        let step = name.replace("Inbound", "Ingest");
        if mapping.function != format!("{step}Function") {
            problems.push(format!("{queue} feeds {}", mapping.function));
        }
        let properties = &mapping.properties;
        if properties["BatchSize"] != json!(batch) {
            problems.push(format!("{queue}: batches of {batch}, not {}", properties["BatchSize"]));
        }
        if properties["MaximumBatchingWindowInSeconds"] != json!(window) {
            let why = if *fifo { "; FIFO sources take none" } else { "" };
            problems.push(format!("{queue}: batching window must be {window:?}{why}"));
        }
        if properties["FunctionResponseTypes"] != json!(["ReportBatchItemFailures"]) {
            problems.push(format!("{queue}: one bad message would fail its neighbours without ReportBatchItemFailures"));
        }
        let wanted = most.map_or_else(|| json!({"Ref": "StepConcurrency"}), |most| json!(most));
        if properties["ScalingConfig"]["MaximumConcurrency"] != wanted {
            problems.push(format!("{queue}: MaximumConcurrency must be {wanted}"));
        }
        if !properties["FilterCriteria"].is_null() {
            problems.push(format!("{queue}: a filter deletes what it does not match"));
        }
    }
    problems
}

fn is_first_message_alarm(alarm: &Value) -> bool {
    alarm["Namespace"] == "AWS/SQS"
        && alarm["Statistic"] == "Maximum"
        && alarm["Period"] == json!(60)
        && alarm["EvaluationPeriods"] == json!(1)
        && alarm["Threshold"] == json!(1)
        && alarm["ComparisonOperator"] == "GreaterThanOrEqualToThreshold"
        && reaches_somebody(alarm)
}

/// An alarm that publishes to the topic and is not switched off.
pub fn reaches_somebody(alarm: &Value) -> bool {
    alarm["AlarmActions"] == json!([{"Ref": "AlarmTopic"}]) && alarm["ActionsEnabled"] != json!(false)
}

pub fn alarms(template: &Template) -> Vec<String> {
    let mut problems = Vec::new();
    for (id, _) in queues(template) {
        let dimension = json!({"Name": "QueueName", "Value": {"Fn::GetAtt": [id, "QueueName"]}});
        if is_dead_letters(id) {
            if !template.alarms_on("ApproximateNumberOfMessagesVisible", &dimension).any(is_first_message_alarm) {
                problems.push(format!("{id} has no alarm at its first message"));
            }
        } else if !template.alarms_on("ApproximateAgeOfOldestMessage", &dimension).any(reaches_somebody) {
            problems.push(format!("{id} has no alarm on the age of its oldest message"));
        }
    }
    problems
}

/// Every target of a rule or schedule has dead letters that the bus may write to, and may itself be written to.
pub fn targets(template: &Template) -> Vec<String> {
    let mut problems = Vec::new();
    let targets = template.targets();
    for expected in ["RealtimeRule", "AnalyticsRule", "ClockFunctionEveryMinute", "PollerFunctionEveryMinute"] {
        if !targets.iter().any(|(rule, _)| rule == expected) {
            problems.push(format!("{expected} has no target"));
        }
    }
    for (rule, properties) in &targets {
        let dead = target(&properties["DeadLetterConfig"]["Arn"]);
        if template.document["Resources"][&dead]["Type"] != "AWS::SQS::Queue" {
            problems.push(format!("{rule} has a target without dead letters"));
        } else if !events_may_send(template, rule, &dead) {
            problems.push(format!("{rule} may not write to its dead letters {dead}: a queue policy is missing"));
        }
        if properties["RetryPolicy"]["MaximumRetryAttempts"].is_null() {
            problems.push(format!("{rule} leaves its retries to chance"));
        }
        let to = target(&properties["Arn"]);
        match template.document["Resources"][&to]["Type"].as_str() {
            Some("AWS::SQS::Queue") if events_may_send(template, rule, &to) => {}
            Some("AWS::Serverless::Function" | "AWS::Lambda::Function") => problems.extend(asynchronous_failure(template, &to)),
            other => problems.push(format!("{rule} may not deliver to {to} ({other:?})")),
        }
    }
    problems
}

fn events_may_send(template: &Template, rule: &str, queue: &str) -> bool {
    let by_name =
        format!("arn:${{AWS::Partition}}:events:${{AWS::Region}}:${{AWS::AccountId}}:rule/{}", rule_name(template, rule));
    let sources = [json!({"Fn::GetAtt": [rule, "Arn"]}), json!({"Fn::Sub": by_name})];
    template.of_type("AWS::SQS::QueuePolicy").any(|(_, policy)| {
        policy["Queues"] == json!([{"Ref": queue}])
            && policy["PolicyDocument"]["Statement"].as_array().into_iter().flatten().any(|statement| {
                statement["Effect"] == "Allow"
                    && statement["Principal"] == json!({"Service": "events.amazonaws.com"})
                    && statement["Action"] == "sqs:SendMessage"
                    && statement["Resource"] == json!({"Fn::GetAtt": [queue, "Arn"]})
                    && sources.contains(&statement["Condition"]["ArnEquals"]["aws:SourceArn"])
            })
    })
}

/// Name of a rule or of a function's schedule, as the text of its `Fn::Sub`.
fn rule_name(template: &Template, rule: &str) -> String {
    let expanded = &template.properties(rule)["Name"]["Fn::Sub"];
    let function = rule.strip_suffix("EveryMinute").unwrap_or(rule);
    let written = &template.properties(function)["Events"]["EveryMinute"]["Properties"]["Name"]["Fn::Sub"];
    expanded.as_str().or(written.as_str()).unwrap_or("?").to_owned()
}

/// A function that is invoked without anybody waiting needs a place for what it failed.
fn asynchronous_failure(template: &Template, function: &str) -> Option<String> {
    let written = &template.properties(function)["EventInvokeConfig"];
    let expanded = template.of_type("AWS::Lambda::EventInvokeConfig").find(|(_, p)| target(&p["FunctionName"]) == function);
    let settings = expanded.map_or(written, |(_, properties)| properties);
    let queue = target(&settings["DestinationConfig"]["OnFailure"]["Destination"]);
    (!is_dead_letters(&queue) || template.properties(&queue).is_null())
        .then(|| format!("{function} is invoked asynchronously and has no place for its failures"))
}
