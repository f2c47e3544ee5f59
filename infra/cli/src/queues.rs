//! `harken queues` and `harken redrive`: what waits, what was put aside and why, and sending it back.

use clap::Args;
use serde_json::{Value, json};

use crate::{endpoints::Endpoints, failure::Failure, house::House, workspace::Workspace};

/// What to show.
#[derive(Args)]
pub struct Queues {
    /// Show the messages in the dead-letter queues, with their reasons.
    #[arg(long)]
    dead: bool,
}

/// Prints a line for every queue that holds something.
pub async fn run(workspace: &Workspace, queues: Queues) -> Result<(), Failure> {
    let house = House::at(Endpoints::read(workspace)?)?;
    let depths = house.local("depths").await?;
    let mut shown = false;
    for (name, depth) in depths.as_object().into_iter().flatten() {
        let count = |what: &str| depth[what].as_u64().unwrap_or_default();
        if count("visible") + count("in_flight") + count("delayed") == 0 {
            continue;
        }
        shown = true;
        println!("{name}: {} waiting, {} in flight, {} delayed", count("visible"), count("in_flight"), count("delayed"));
        if queues.dead && name.contains("DeadLetters") {
            for message in house.local(&format!("messages/{name}")).await?.as_array().into_iter().flatten() {
                println!("  {}", reason(message));
            }
        }
    }
    if !shown {
        println!("Every queue is empty.");
    }
    Ok(())
}

fn reason(message: &Value) -> String {
    let attributes = message.get("attributes").or(message.get("message_attributes"));
    let reason =
        attributes.and_then(|all| all.pointer("/reason/StringValue").or(all.pointer("/reason/value")).or(all.get("reason")));
    match reason.and_then(Value::as_str) {
        Some(reason) => reason.to_owned(),
        None => format!("tried too often: {message}"),
    }
}

/// Moves the dead letters of a step back to its queue: identity keys make that safe.
pub async fn redrive(workspace: &Workspace, step: &str) -> Result<(), Failure> {
    let house = House::at(Endpoints::read(workspace)?)?;
    let mut name = step.to_owned();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let resources = house.local("resources").await?;
    let id = format!("{name}DeadLetters");
    let arn = resources.pointer(&format!("/resources/{id}/arn")).and_then(Value::as_str);
    let arn = arn.ok_or_else(|| {
        Failure::new(format!("there is no queue {id}; steps are inbound, escalate, route, outbound, realtime, analytics"))
    })?;
    // Named, because a message that was put aside at once never stood in the queue it failed in, as far as SQS knows.
    let back = resources.pointer(&format!("/resources/{name}Queue/arn")).and_then(Value::as_str);
    let back = back.ok_or_else(|| Failure::new(format!("there is no queue {name}Queue to send them back to")))?;
    let task = json!({ "SourceArn": arn, "DestinationArn": back });
    let moved = house.aws("AmazonSQS.StartMessageMoveTask", &task).await?;
    println!("Moving what lies in {id} back: {}", moved["TaskHandle"].as_str().unwrap_or("started"));
    Ok(())
}
