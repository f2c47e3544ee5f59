//! What is deployed beside the template: SAM's settings, the locked dependencies, parameters and outputs.

use serde_json::Value;

use crate::views::{top, written};

fn toml(path: &str) -> toml::Table {
    let source = std::fs::read_to_string(top().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    source.parse().unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// SAM's cache key is the function's own folder: with it, a change in `shared/` would deploy the old binaries.
#[test]
fn sam_never_deploys_stale_binaries() {
    let source = std::fs::read_to_string(top().join("samconfig.toml")).expect("samconfig.toml");
    assert!(stale(&source).is_empty(), "{:?}", stale(&source));
    for broken in [source.replacen("cached = false", "cached = true", 1), source.replacen("cached = false", "", 1)] {
        assert!(!stale(&broken).is_empty(), "a samconfig with a cache went through");
    }
}

fn stale(source: &str) -> Vec<String> {
    let settings: toml::Table = source.parse().expect("samconfig.toml is TOML");
    let environments = settings.iter().filter(|(_, value)| value.is_table());
    environments
        .filter(|(_, commands)| {
            let cached = commands.get("build").and_then(|b| b.get("parameters")?.get("cached")?.as_bool());
            let everywhere = commands
                .as_table()
                .into_iter()
                .flatten()
                .any(|(_, c)| c.get("parameters").and_then(|p| p.get("cached")?.as_bool()) == Some(true));
            cached != Some(false) || everywhere
        })
        .map(|(name, _)| format!("{name}: cached must be false"))
        .collect()
}

#[test]
fn environments_deploy_alike() {
    let settings = toml("samconfig.toml");
    for (name, stage) in [("default", "dev"), ("dev", "dev"), ("staging", "staging"), ("prod", "prod")] {
        let part = |command: &str, key: &str| settings[name][command]["parameters"].get(key).cloned();
        assert_eq!(part("validate", "lint"), Some(true.into()), "{name}");
        assert_eq!(part("validate", "template_file"), Some("infra/template.yaml".into()), "{name}");
        assert_eq!(part("build", "template_file"), Some("infra/template.yaml".into()), "{name}");
        // With a template_file here, SAM would deploy the source instead of what it built.
        assert_eq!(part("deploy", "template_file"), None, "{name}");
        assert_eq!(part("deploy", "capabilities"), Some("CAPABILITY_IAM".into()), "{name}");
        assert_eq!(part("deploy", "resolve_s3"), Some(true.into()), "{name}");
        assert_eq!(part("deploy", "stack_name"), Some(format!("care-{stage}").into()), "{name}");
        let overrides = part("deploy", "parameter_overrides").expect("parameter_overrides");
        let overrides = overrides.as_str().expect("text");
        assert!(overrides.split(' ').any(|p| p == format!("Stage={stage}")), "{name}: {overrides}");
        let parameters = &written()["Parameters"];
        for (key, _) in overrides.split(' ').filter_map(|p| p.split_once('=')) {
            assert!(!parameters[key].is_null(), "{name}: the template has no parameter {key}");
        }
    }
    assert_eq!(settings["default"], settings["dev"], "`sam deploy` and `sam deploy --config-env dev` must be the same");
}

/// A default feature of one AWS crate brings a second, older TLS stack into every binary.
#[test]
fn one_tls_stack() {
    let lock = toml("Cargo.lock");
    let packages = lock["package"].as_array().expect("packages");
    let versions = |name: &str| -> Vec<&str> {
        packages.iter().filter(|p| p["name"].as_str() == Some(name)).filter_map(|p| p["version"].as_str()).collect()
    };
    assert_eq!(versions("rustls").len(), 1, "rustls {:?}: an aws crate lost its default-features = false", versions("rustls"));
    assert!(versions("rustls")[0].starts_with("0.23."), "{:?}", versions("rustls"));
    for other in ["native-tls", "openssl", "openssl-sys", "s2n-tls"] {
        assert!(versions(other).is_empty(), "{other} is a second TLS stack");
    }
    assert_eq!(versions("hyper-rustls").len(), 1, "hyper-rustls {:?}", versions("hyper-rustls"));
}

/// The local cloud, the command line and the documents go by these names.
#[test]
fn parameters_and_outputs_keep_their_names() {
    let template = written();
    let defaults = [
        ("Stage", "dev"),
        ("LineApi", "https://api.line.me"),
        ("LineDataApi", "https://api-data.line.me"),
        ("MetaApi", "https://graph.facebook.com/v25.0"),
        ("XApi", "https://api.x.com"),
        ("TelegramApi", "https://api.telegram.org"),
        ("SinchApi", "https://us.conversation.api.sinch.com"),
        ("SinchLogin", "https://auth.sinch.com"),
        ("LinkedInApi", "https://api.linkedin.com"),
        ("RedditApi", "https://oauth.reddit.com"),
        ("RedditLogin", "https://www.reddit.com"),
        ("LinkedInLogin", "https://www.linkedin.com"),
        ("ConsoleOrigin", "http://localhost:5173"),
        ("LogLevel", "info"),
        ("AlarmEmail", ""),
        ("Tracing", "PassThrough"),
        ("EncryptionKeyArn", ""),
    ];
    for (name, default) in defaults {
        assert_eq!(template["Parameters"][name]["Default"], default, "{name}");
    }
    assert_eq!(template["Parameters"]["LogRetentionDays"]["Default"], 30);
    for name in [
        "HttpApiUrl",
        "SocketUrl",
        "UserPoolId",
        "UserPoolClientId",
        "ConsoleBucket",
        "ConsoleUrl",
        "WebhookUrlPattern",
        "WebMessengerUrl",
        "TableName",
    ] {
        assert!(!template["Outputs"][name]["Value"].is_null(), "output {name} is missing");
    }
}

/// Facts that somebody has to hear about, and where they go. `prefix` patterns stand for every version.
#[test]
fn facts_reach_their_consumers() {
    let template = written();
    let matches = |rule: &str, detail_type: &str| {
        let pattern = &template["Resources"][rule]["Properties"]["EventPattern"];
        assert_eq!(pattern["source"], serde_json::json!(["care"]), "{rule}");
        pattern["detail-type"]
            .as_array()
            .expect("detail-type")
            .iter()
            .any(|p| detail_type.starts_with(p["prefix"].as_str().expect("prefix")))
    };
    let table: &[(&str, bool, bool)] = &[
        ("mention.ingested.v1", false, true),
        ("mention.escalated.v1", false, true),
        ("conversation.opened.v1", true, true),
        ("conversation.closed.v1", true, true),
        ("message.received.v1", true, true),
        ("message.sent.v2", true, true),
        ("agent.presence.v1", true, false),
        ("command.refused.v1", true, false),
        ("alert.raised.v1", true, false),
        ("survey.answered.v1", false, true),
        ("media.ready.v1", false, false),
    ];
    for (detail_type, realtime, analytics) in table {
        assert_eq!(matches("RealtimeRule", detail_type), *realtime, "realtime: {detail_type}");
        assert_eq!(matches("AnalyticsRule", detail_type), *analytics, "analytics: {detail_type}");
    }
    assert_eq!(template["Resources"]["BusArchive"]["Properties"]["RetentionDays"], 30);
    assert_eq!(template["Resources"]["BusArchive"]["Properties"]["EventPattern"]["source"], serde_json::json!(["care"]));
}

#[test]
fn tools_are_pinned() {
    let requirements = std::fs::read_to_string(top().join("infra/tools/requirements.txt")).expect("requirements.txt");
    let tools: Vec<&str> = requirements.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
    for name in ["aws-sam-cli", "cargo-lambda", "cfn-lint", "ziglang"] {
        assert!(tools.iter().any(|tool| tool.starts_with(&format!("{name}=="))), "{name} is not pinned");
    }
    assert!(tools.iter().all(|tool| tool.contains("==")), "{tools:?}");
}

#[test]
fn agents_have_their_groups() {
    let template = written();
    let resources = template["Resources"].as_object().expect("resources");
    let mut groups: Vec<&Value> = resources
        .values()
        .filter(|r| r["Type"] == "AWS::Cognito::UserPoolGroup")
        .map(|r| &r["Properties"]["GroupName"])
        .collect();
    groups.sort_by_key(|name| name.to_string());
    assert_eq!(groups, ["admin", "agent", "supervisor"]);
    let client = &template["Resources"]["UserPoolClient"]["Properties"];
    assert_eq!(client["GenerateSecret"], false, "a browser cannot keep a secret");
    assert_eq!(template["Resources"]["UserPool"]["Properties"]["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"], true);
}
