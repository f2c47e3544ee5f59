//! Breaks the template in one place at a time and expects the rule that is there for it to notice.

use serde_json::{Value, json};

use crate::RULES;
use crate::template::Template;
use crate::views::{expanded, written};

/// The rule that must notice; the place (a JSON pointer); what stands there instead (`null` takes it away).
fn breakages() -> Vec<(&'static str, &'static str, Value)> {
    let gone = Value::Null;
    let elsewhere = |id: &str| json!({"Fn::GetAtt": [id, "Arn"]});
    let alarm = |id: &str| json!({"Ref": id});
    vec![
        ("queues: dead letters", "/Resources/RouteQueue/Properties/RedrivePolicy", gone.clone()),
        ("queues: dead letters", "/Resources/RouteDeadLetters/Properties/FifoQueue", gone.clone()),
        ("queues: dead letters", "/Resources/RouteDeadLetters/Properties/MessageRetentionPeriod", json!(345_600)),
        ("queues: as the architecture lists them", "/Resources/RouteQueue/Properties/RedrivePolicy/maxReceiveCount", json!(3)),
        ("queues: as the architecture lists them", "/Resources/InboundQueue/Properties/DeduplicationScope", json!("queue")),
        ("queues: as the architecture lists them", "/Resources/InboundQueue/Properties/FifoThroughputLimit", json!("perQueue")),
        ("queues: visibility", "/Resources/OutboundQueue/Properties/VisibilityTimeout", json!(359)),
        ("queues: alarms", "/Resources/ClockDeadLettersAlarm", gone.clone()),
        ("queues: alarms", "/Resources/InboundDeadLettersAlarm/Properties/Threshold", json!(2)),
        ("queues: alarms", "/Resources/InboundDeadLettersAlarm/Properties/AlarmActions", gone.clone()),
        (
            "queues: alarms",
            "/Resources/InboundDeadLettersAlarm/Properties/Dimensions/0/Value/Fn::GetAtt/0",
            json!("RouteDeadLetters"),
        ),
        ("queues: alarms", "/Resources/AnalyticsQueueAgeAlarm", gone.clone()),
        ("queues: targets and schedules", "/Resources/RealtimeRule/Properties/Targets/0/DeadLetterConfig", gone.clone()),
        ("queues: targets and schedules", "/Resources/RealtimeDeadLettersPolicy", gone.clone()),
        (
            "queues: targets and schedules",
            "/Resources/AnalyticsQueuePolicy/Properties/PolicyDocument/Statement/0/Condition/ArnEquals/aws:SourceArn",
            elsewhere("RealtimeRule"),
        ),
        ("queues: targets and schedules", "/Resources/ClockDeadLettersPolicy", gone.clone()),
        ("functions: alarms", "/Resources/ApiFunctionErrorsAlarm", gone.clone()),
        ("functions: alarms", "/Resources/ThrottlesAlarm/Properties/AlarmActions", json!([alarm("Other")])),
        ("functions: shape", "/Resources/ApiFunction/Properties/Timeout", json!(31)),
        ("functions: own role and logs", "/Resources/ApiFunction/Properties/Role", elsewhere("ClockRole")),
        ("functions: own role and logs", "/Resources/ApiFunction/Properties/LoggingConfig/LogGroup", alarm("ClockLogs")),
        ("functions: own role and logs", "/Resources/ApiLogs/Properties/RetentionInDays", gone.clone()),
        ("permissions: wildcards", "/Resources/ApiRole/Properties/Policies/0/PolicyDocument/Statement/0/Resource", json!("*")),
        ("permissions: wildcards", "/Resources/ApiRole/Properties/Policies/0/PolicyDocument/Statement/0/Action", json!("logs:*")),
        (
            "permissions: wildcards",
            "/Resources/ApiRole/Properties/Policies/0/PolicyDocument/Statement/0/NotAction",
            json!("s3:GetObject"),
        ),
        ("permissions: wildcards", "/Resources/RealtimeQueuePolicy/Properties/PolicyDocument/Statement/0/Principal", json!("*")),
        (
            "permissions: as listed",
            "/Resources/ApiRole/Properties/Policies/0/PolicyDocument/Statement/0/Action",
            json!(["logs:PutLogEvents", "dynamodb:Scan"]),
        ),
        ("permissions: as listed", "/Resources/WebhookRole/Properties/Policies/0/PolicyDocument/Statement/1", gone.clone()),
        (
            "permissions: only roles of functions",
            "/Resources/ApiRole/Properties/ManagedPolicyArns",
            json!(["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"]),
        ),
        (
            "permissions: only roles of functions",
            "/Resources/ApiRole/Properties/AssumeRolePolicyDocument/Statement/0/Principal",
            json!({"AWS": "123456789012"}),
        ),
        (
            "permissions: only roles of functions",
            "/Resources/ApiFunction/Properties/Policies",
            json!([{"DynamoDBCrudPolicy": {"TableName": "t"}}]),
        ),
        ("permissions: only roles of functions", "/Resources/TracingPolicy/Condition", gone.clone()),
        (
            "permissions: families of keys",
            "/Resources/AnalyticsRole/Properties/Policies/0/PolicyDocument/Statement/3/Condition",
            gone.clone(),
        ),
        (
            "permissions: families of keys",
            "/Resources/ApiRole/Properties/Policies/0/PolicyDocument/Statement/3/Condition/ForAllValues:StringLike/dynamodb:LeadingKeys/0",
            json!("SETTINGS#*"),
        ),
        ("permissions: calls are granted", "/Resources/ClockRole/Properties/Policies/0/PolicyDocument/Statement/2", gone.clone()),
        (
            "permissions: grants are used",
            "/Resources/EscalateRole/Properties/Policies/0/PolicyDocument/Statement/4/Condition/ForAllValues:StringLike/dynamodb:LeadingKeys",
            json!(["MENTION#*", "SET#*"]),
        ),
        ("wiring: names", "/Resources/IngestFunction/Properties/Environment/Variables/BUS_NAME", gone.clone()),
        ("wiring: names", "/Resources/IngestFunction/Properties/Environment/Variables/SPARE", json!("x")),
        ("wiring: names", "/Resources/IngestFunction/Properties/Environment/Variables/ROUTE_QUEUE_URL", alarm("EscalateQueue")),
        ("wiring: fits permissions", "/Resources/RouteRole/Properties/Policies/0/PolicyDocument/Statement/1", gone.clone()),
        (
            "wiring: fits permissions",
            "/Resources/ClockFunction/Properties/Environment/Variables/ROUTE_QUEUE_URL",
            alarm("InboundQueue"),
        ),
        ("doors: sockets", "/Resources/SocketStage/Properties/AutoDeploy", gone.clone()),
        ("doors: sockets", "/Resources/SocketDefaultRouteResponse", gone.clone()),
        ("doors: sockets", "/Resources/SocketPermission", gone.clone()),
        ("doors: buckets", "/Resources/ConsoleBucket/Properties/PublicAccessBlockConfiguration/BlockPublicPolicy", json!(false)),
        ("doors: buckets", "/Resources/MediaBucketPolicy", gone.clone()),
        (
            "doors: console",
            "/Resources/ConsoleDistribution/Properties/DistributionConfig/DefaultCacheBehavior/ViewerProtocolPolicy",
            json!("allow-all"),
        ),
        (
            "doors: console",
            "/Resources/ConsoleHeaders/Properties/ResponseHeadersPolicyConfig/SecurityHeadersConfig/ContentSecurityPolicy/ContentSecurityPolicy",
            json!({"Fn::Sub": "default-src 'none'; script-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"}),
        ),
        ("storage: table", "/Resources/Table/Properties/GlobalSecondaryIndexes/1/Projection/ProjectionType", json!("ALL")),
        ("storage: table", "/Resources/Table/Properties/DeletionProtectionEnabled", gone.clone()),
        ("storage: table", "/Resources/Table/DeletionPolicy", json!("Delete")),
        ("storage: encryption", "/Resources/InboundDeadLetters/Properties/SqsManagedSseEnabled", json!(false)),
        ("storage: encryption", "/Resources/Table/Properties/SSESpecification", gone.clone()),
    ]
}

/// Breakages of what only SAM's own notation has.
fn breakages_as_written() -> Vec<(&'static str, &'static str, Value)> {
    vec![
        ("queues: mappings", "/Resources/IngestFunction/Properties/Events/Inbound/Properties/FunctionResponseTypes", Value::Null),
        ("queues: mappings", "/Resources/IngestFunction/Properties/Events/Inbound/Properties/BatchSize", json!(100)),
        ("queues: mappings", "/Resources/AnalyticsFunction/Properties/Events/Facts/Properties/ScalingConfig", Value::Null),
        ("queues: targets and schedules", "/Resources/ClockFunction/Properties/EventInvokeConfig", Value::Null),
        (
            "queues: targets and schedules",
            "/Resources/ClockFunction/Properties/Events/EveryMinute/Properties/DeadLetterConfig",
            Value::Null,
        ),
        ("functions: shape", "/Globals/Function/Architectures", json!(["x86_64"])),
        ("functions: shape", "/Resources/ClockFunction/Metadata", Value::Null),
        ("wiring: names", "/Globals/Function/Environment/Variables/LOG_LEVEL", json!("debug")),
        ("doors: tokens", "/Resources/HttpApi/Properties/Auth/DefaultAuthorizer", Value::Null),
        ("doors: tokens", "/Resources/ApiFunction/Properties/Events/Get/Properties/Method", json!("ANY")),
        ("doors: tokens", "/Resources/ApiFunction/Properties/Events/Get/Properties/Auth", json!({"Authorizer": "NONE"})),
        ("doors: tokens", "/Resources/HttpApi/Properties/Auth/Authorizers/SignedIn/JwtConfiguration/audience", Value::Null),
        ("doors: origins and rates", "/Resources/HttpApi/Properties/CorsConfiguration/AllowOrigins", json!(["*"])),
        ("doors: origins and rates", "/Resources/HttpApi/Properties/DefaultRouteSettings", Value::Null),
        ("doors: origins and rates", "/Parameters/ConsoleOrigin/AllowedPattern", Value::Null),
        ("doors: customers", "/Resources/WebApi/Properties/CorsConfiguration", json!({"AllowOrigins": ["*"]})),
        ("doors: customers", "/Resources/WebApi/Properties/DefaultRouteSettings", Value::Null),
        ("doors: customers", "/Resources/WebApi/Properties/RouteSettings", Value::Null),
        ("doors: tokens", "/Resources/MessengerFunction/Properties/Events/Say/Properties/ApiId", json!({"Ref": "HttpApi"})),
    ]
}

fn broken(document: &Value, place: &str, instead: &Value) -> Value {
    let mut document = document.clone();
    let (parent, last) = place.rsplit_once('/').expect("a pointer");
    let parent = document.pointer_mut(parent).unwrap_or_else(|| panic!("{place} is not in the template"));
    match parent {
        Value::Array(items) => {
            let index: usize = last.parse().expect("an index");
            if instead.is_null() {
                items.remove(index);
            } else {
                items[index] = instead.clone();
            }
        }
        parent if instead.is_null() => {
            let taken = parent.as_object_mut().and_then(|map| map.remove(last));
            assert!(taken.is_some(), "{place} is not in the template");
        }
        parent => parent[last] = instead.clone(),
    }
    document
}

fn expect_noticed(name: &str, document: &Value, breakages: Vec<(&str, &str, Value)>) {
    for (rule, place, instead) in breakages {
        let (_, check) = RULES.iter().find(|(name, _)| *name == rule).unwrap_or_else(|| panic!("no rule {rule}"));
        let document = broken(document, place, &instead);
        let noticed = [false, true].iter().any(|on| {
            !check(&Template::new(format!("{name}, conditions {}", if *on { "on" } else { "off" }), &document, *on)).is_empty()
        });
        assert!(noticed, "{name}: rule {rule:?} does not notice {place} = {instead}");
    }
}

#[test]
fn every_breakage_is_noticed_as_written() {
    let mut all = breakages();
    all.extend(breakages_as_written());
    for (name, _) in RULES {
        assert!(all.iter().any(|(rule, ..)| rule == name), "no breakage for rule {name:?}");
    }
    expect_noticed("written", &written(), all);
}

#[test]
fn every_breakage_is_noticed_as_expanded() {
    let Some(document) = expanded() else { return };
    expect_noticed("expanded", document, breakages());
}
