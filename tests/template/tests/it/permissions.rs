//! Who may do what (architecture, section 11), compared with `permissions.yaml`, which is written by hand.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::template::{Template, many, target, text};
use crate::views;

/// One thing a role may do, written as `action on resource` or `action on resource where key is A or B`.
pub type Grants = BTreeSet<String>;

/// A statement of any policy in the template: the resource that holds it, and the statement.
fn statements(template: &Template) -> Vec<(String, &Value)> {
    let mut all = Vec::new();
    for (id, resource) in template.resources() {
        let properties = &resource["Properties"];
        let mut documents = vec![&properties["PolicyDocument"], &properties["AssumeRolePolicyDocument"]];
        documents.extend(many(&properties["Policies"]).into_iter().map(|policy| &policy["PolicyDocument"]));
        for document in documents {
            all.extend(many(&document["Statement"]).into_iter().map(|statement| (id.to_owned(), statement)));
        }
    }
    all
}

/// A resource in short: `Table`, `Table/index/gsi1`, `secretsmanager:secret:/care/${Stage}/*`.
fn short(resource: &Value) -> String {
    if let Some(sub) = resource["Fn::Sub"].as_str() {
        let account = ":${AWS::Region}:${AWS::AccountId}:";
        return sub
            .replace("arn:${AWS::Partition}:", "")
            .replace(account, ":")
            .replace("${Table.Arn}", "Table")
            .replace("${ConsoleBucket.Arn}", "ConsoleBucket")
            .replace("${MediaBucket.Arn}", "MediaBucket");
    }
    target(resource)
}

fn granted(statement: &Value) -> Grants {
    let keys = &statement["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"];
    let keys: Vec<&str> = many(keys).into_iter().map(text).collect();
    let condition = if keys.is_empty() { String::new() } else { format!(" where key is {}", keys.join(" or ")) };
    let mut grants = Grants::new();
    for action in many(&statement["Action"]) {
        for resource in many(&statement["Resource"]) {
            grants.insert(format!("{} on {}{condition}", text(action), short(resource)));
        }
    }
    grants
}

/// A `*` in an action, a resource or a principal must be in `permissions.yaml` with its reason.
pub fn wildcards(template: &Template) -> Vec<String> {
    let list = views::list("permissions.yaml");
    let justified = |holder: &str, what: &str| {
        many(&list["wildcards"]).iter().any(|entry| {
            entry["in"] == holder
                && entry["resource"] == what
                && entry["because"].as_str().is_some_and(|reason| reason.len() > 20)
        })
    };
    let mut problems = Vec::new();
    for (holder, statement) in statements(template) {
        if statement["Effect"] != "Allow" {
            continue;
        }
        for forbidden in ["NotAction", "NotResource", "NotPrincipal"] {
            if !statement[forbidden].is_null() {
                problems.push(format!("{holder}: {forbidden} allows everything else"));
            }
        }
        problems.extend(
            many(&statement["Action"])
                .into_iter()
                .map(text)
                .filter(|action| action.contains('*'))
                .map(|action| format!("{holder} allows {action}")),
        );
        if statement["Principal"].to_string().contains('*') {
            problems.push(format!("{holder} allows any principal"));
        }
        for resource in many(&statement["Resource"]) {
            let resource = short(resource);
            if resource.contains('*') && !justified(&holder, &resource) {
                problems.push(format!("{holder} allows {resource}, which is not in the justified list"));
            }
        }
    }
    for entry in many(&list["wildcards"]) {
        let holder = text(&entry["in"]);
        let exists = statements(template)
            .iter()
            .any(|(id, s)| id == holder && granted(s).iter().any(|g| g.contains(text(&entry["resource"]))));
        if !exists && (template.document["Resources"].get(holder).is_some()) {
            problems.push(format!("permissions.yaml justifies {} in {holder}, which is not there", entry["resource"]));
        }
    }
    problems
}

/// Everything that a function's own role grants.
pub fn role_grants(template: &Template, function: &str) -> Grants {
    let role = function.replace("Function", "Role");
    let own = statements(template).into_iter().filter(|(holder, statement)| *holder == role && statement["Effect"] == "Allow");
    own.filter(|(_, statement)| statement["Principal"].is_null()).flat_map(|(_, statement)| granted(statement)).collect()
}

/// What a function's role says and what the list says are the same, in both directions.
pub fn as_listed(template: &Template) -> Vec<String> {
    let list = views::list("permissions.yaml");
    let mut problems = Vec::new();
    for function in template.functions() {
        let role = function.id.replace("Function", "Role");
        let actual = role_grants(template, &function.id);
        let mut wanted = Grants::new();
        for (action, resources) in list["functions"][&function.package].as_object().into_iter().flatten() {
            wanted.extend(many(resources).into_iter().map(|resource| format!("{action} on {}", text(resource))));
        }
        problems.extend(actual.difference(&wanted).map(|grant| format!("{role} allows what is not listed: {grant}")));
        problems.extend(wanted.difference(&actual).map(|grant| format!("{role} lacks what is listed: {grant}")));
    }
    for (id, policy) in template.of_type("AWS::IAM::ManagedPolicy") {
        let wanted: Grants = many(&list["by parameter"][id]).into_iter().map(|grant| text(grant).to_owned()).collect();
        let actual: Grants = many(&policy["PolicyDocument"]["Statement"]).into_iter().flat_map(granted).collect();
        if wanted != actual {
            problems.push(format!("{id} grants {actual:?}, listed are {wanted:?}"));
        }
    }
    problems
}

/// No role but the functions' own, assumed by Lambda alone, with nothing attached from elsewhere.
pub fn only_functions_roles(template: &Template) -> Vec<String> {
    let mut problems = Vec::new();
    let functions = template.functions();
    for (id, role) in template.of_type("AWS::IAM::Role") {
        let owner = id.replace("Role", "Function");
        if !functions.iter().any(|function| function.id == owner) {
            problems.push(format!("{id} belongs to no function"));
        }
        if !role["ManagedPolicyArns"].is_null() {
            problems.push(format!("{id} has managed policies, whose wildcards nobody sees here"));
        }
        let trust = json!([{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]);
        if role["AssumeRolePolicyDocument"]["Statement"] != trust {
            problems.push(format!("{id} can be assumed by others than Lambda"));
        }
    }
    for function in functions {
        for hidden in ["Policies", "Connectors"] {
            if !function.properties[hidden].is_null() {
                problems.push(format!("{}: {hidden} make statements that are not written here", function.id));
            }
        }
    }
    for (id, _) in template.of_type("AWS::IAM::ManagedPolicy") {
        if template.document["Resources"][id]["Condition"].is_null() {
            problems.push(format!("{id} is attached to every role without a condition"));
        }
    }
    problems
}

/// Every family of keys that `store` makes is written by somebody, and nobody is let near one that `store` does not know.
pub fn key_families(template: &Template) -> Vec<String> {
    let source = std::fs::read_to_string(views::top().join("shared/store/src/key.rs")).expect("shared/store/src/key.rs");
    let family = |text: &str| -> Option<String> {
        let (name, _) = text.split_once('#')?;
        (!name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase())).then(|| name.to_owned())
    };
    let known: BTreeSet<String> = source.split('"').skip(1).step_by(2).filter_map(family).collect();
    // These begin an index's partition or a sort key, which no condition looks at.
    let no_partition = ["AGENTS", "DUE", "FILE", "INBOX", "INT", "LISTEN", "MSG", "ON", "ROOM", "RUN", "SAID"];
    let granted: BTreeSet<String> = statements(template)
        .iter()
        .flat_map(|(_, statement)| many(&statement["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]))
        .filter_map(|pattern| family(text(pattern)))
        .collect();
    let unwritten = known.iter().filter(|name| !no_partition.contains(&name.as_str()) && !granted.contains(*name));
    let unknown = granted.iter().filter(|name| !known.contains(*name));
    unwritten
        .map(|name| format!("no function may write {name}#: add it to the WriteTable statement of its step"))
        .chain(unknown.map(|name| format!("{name}# may be written, and store makes no such key")))
        .collect()
}
