//! The functions: all alike, each with its own identity (architecture, sections 5 and 6).

use serde_json::{Value, json};

use crate::queues::reaches_somebody;
use crate::template::{Template, target};

/// Package and time-out in seconds.
const FUNCTIONS: &[(&str, u64)] = &[
    ("webhook", 10),
    ("ingest", 30),
    ("escalate", 30),
    ("route", 30),
    ("outbound", 60),
    ("realtime", 30),
    ("analytics", 30),
    ("api", 15),
    ("clock", 30),
    ("poller", 60),
    ("messenger", 10),
    ("media", 60),
    ("analyze", 15),
];

pub fn shape(template: &Template) -> Vec<String> {
    let mut problems = Vec::new();
    let functions = template.functions();
    for function in &functions {
        let id = &function.id;
        let properties = &function.properties;
        let Some((package, timeout)) = FUNCTIONS.iter().find(|(package, _)| *package == function.package) else {
            problems.push(format!("{id} is not in the architecture's list of functions"));
            continue;
        };
        let settings = [
            ("Runtime", json!("provided.al2023")),
            ("Architectures", json!(["arm64"])),
            ("Handler", json!("bootstrap")),
            ("Timeout", json!(timeout)),
            ("MemorySize", json!(256)),
        ];
        for (setting, wanted) in settings {
            if properties[setting] != wanted {
                problems.push(format!("{id}: {setting} must be {wanted}, not {}", properties[setting]));
            }
        }
        let written = template.document["Resources"][id]["Type"] == "AWS::Serverless::Function";
        if written && properties["CodeUri"] != json!(format!("../functions/{package}")) {
            problems.push(format!("{id} is not built from functions/{package}"));
        }
        if written && template.document["Resources"][id]["Metadata"]["BuildMethod"] != "rust-cargolambda" {
            problems.push(format!("{id} is not built with cargo-lambda"));
        }
        let tracing = if written { &properties["Tracing"] } else { &properties["TracingConfig"]["Mode"] };
        if *tracing != json!({"Ref": "Tracing"}) {
            problems.push(format!("{id}: tracing costs money and follows the parameter"));
        }
    }
    for (package, _) in FUNCTIONS {
        if !functions.iter().any(|function| function.package == *package) {
            problems.push(format!("functions/{package} is not deployed"));
        }
    }
    problems
}

pub fn own_role_and_logs(template: &Template) -> Vec<String> {
    let mut problems = Vec::new();
    for function in template.functions() {
        let id = &function.id;
        let name = id.trim_end_matches("Function");
        if function.properties["Role"] != json!({"Fn::GetAtt": [format!("{name}Role"), "Arn"]}) {
            problems.push(format!("{id} does not have {name}Role to itself"));
        }
        if function.properties["LoggingConfig"]["LogGroup"] != json!({"Ref": format!("{name}Logs")}) {
            problems.push(format!("{id} does not log to {name}Logs"));
        }
        let logs = template.properties(&format!("{name}Logs"));
        if logs["LogGroupName"]["Fn::Sub"] != json!(format!("/care/${{Stage}}/{}", function.package)) {
            problems.push(format!("{name}Logs has another name than /care/<stage>/{}", function.package));
        }
    }
    for (id, properties) in template.of_type("AWS::Logs::LogGroup") {
        if properties["RetentionInDays"] != json!({"Ref": "LogRetentionDays"}) {
            problems.push(format!("{id} keeps its logs for another time than LogRetentionDays"));
        }
    }
    problems
}

pub fn alarms(template: &Template) -> Vec<String> {
    let mut problems = Vec::new();
    for function in template.functions() {
        let dimension = json!({"Name": "FunctionName", "Value": {"Ref": function.id}});
        if !template.alarms_on("Errors", &dimension).any(reaches_somebody) {
            problems.push(format!("{} has no alarm on Errors", function.id));
        }
    }
    // The metric without a dimension counts all functions of the account and region.
    let all = |(_, alarm): &(&str, &Value)| alarm["MetricName"] == "Throttles" && alarm["Dimensions"].is_null();
    if !template.of_type("AWS::CloudWatch::Alarm").filter(all).any(|(_, alarm)| reaches_somebody(alarm)) {
        problems.push("no alarm on Throttles of all functions together".into());
    }
    for (id, alarm) in template.of_type("AWS::CloudWatch::Alarm") {
        if !alarm["AlarmDescription"].as_str().is_some_and(|text| text.contains("See docs/operate.md, ")) {
            problems.push(format!("{id} does not say where to read what to do"));
        }
        if alarm["Dimensions"].is_null() {
            continue;
        }
        let watched = target(&alarm["Dimensions"][0]["Value"]);
        if template.properties(&watched).is_null() {
            problems.push(format!("{id} watches {watched}, which does not exist"));
        }
    }
    problems
}
