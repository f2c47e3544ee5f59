//! `harken cost`: counted operations of what ran since the start, and what they would cost in the cloud. Modelled:
//! every count is real, only the prices are a table.

mod classes;
mod steps;

use clap::Args;
use local::Usage;
use prices::{Prices, budgets};
use serde_json::json;

use crate::{endpoints::Endpoints, failure::Failure, house::House, workspace::Workspace};

/// How to show it.
#[derive(Args)]
pub struct Cost {
    /// One JSON object instead of two tables.
    #[arg(long)]
    json: bool,
    /// Start counting anew after showing it.
    #[arg(long)]
    reset: bool,
}

/// Prints both tables.
pub async fn run(workspace: &Workspace, cost: Cost) -> Result<(), Failure> {
    let house = House::at(Endpoints::read(workspace)?)?;
    let usage: Usage = serde_json::from_value(house.local("usage").await?)?;
    let prices = Prices::read()?;
    let steps = steps::of(&usage, &prices);
    let mut lines = Vec::new();
    for function in usage.functions.keys().filter(|name| *name != local::EXTERNAL) {
        lines.extend(classes::lines(&house.local_text(&format!("logs/{function}")).await?));
    }
    let classes = classes::of(&lines, &usage, &prices);
    if cost.json {
        println!("{}", json!({ "prices": prices.version, "modelled": true, "steps": steps, "classes": classes }));
    } else {
        println!(
            "Counted since the start; prices of {} ({}), modelled. Not in it: {}.\n",
            prices.version, prices.region, prices.excluded
        );
        steps::print(&steps);
        println!();
        classes::print(&classes, &budgets()?);
    }
    if cost.reset {
        house.reset_usage().await?;
    }
    Ok(())
}
