//! The demo workspace: people who can sign in, queues, topics, rules and canned responses in three languages. Made
//! once, through the same doors an administrator uses.

use std::fs;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{failure::Failure, house::House, sign_in::sign_in, workspace::Workspace};

const DEMO: &str = include_str!("../data/demo.json");

/// Everybody's password in the demo workspace.
pub const PASSWORD: &str = "harken-Demo-1";

/// The demo workspace as it stands in `data/demo.json`.
#[derive(Deserialize)]
pub struct Demo {
    people: Vec<Person>,
    /// Settings by the path they are put to, in the order they need each other.
    settings: Vec<Setting>,
    /// The connections, with what the platform and we share.
    pub accounts: Vec<Connection>,
}

#[derive(Deserialize)]
struct Person {
    name: String,
    group: String,
    email: String,
}

#[derive(Deserialize)]
struct Setting {
    path: String,
    body: Value,
}

/// One connection and both sides' secrets.
#[derive(Deserialize)]
pub struct Connection {
    id: String,
    body: Value,
    secrets: Value,
}

impl Demo {
    /// Reads it.
    pub fn read() -> Result<Self, Failure> {
        Ok(serde_json::from_str(DEMO)?)
    }

    /// The connections as the simulator knows them.
    pub fn simulated(&self) -> Vec<Value> {
        let account = |connection: &Connection| {
            json!({
                "platform": connection.body["platform"], "account": connection.id, "id": connection.body["external_id"],
                "secret": connection.secrets["signing"][0], "token": connection.secrets["token"],
                "verify_token": connection.secrets["verify_token"],
            })
        };
        // Customers of the web messenger write on a page, not on a platform.
        self.accounts.iter().filter(|connection| connection.body["platform"] != "web").map(account).collect()
    }
}

/// Makes it, unless it was made before: what people changed since stays as they changed it.
pub async fn seed(workspace: &Workspace, house: &House, demo: &Demo) -> Result<bool, Failure> {
    if workspace.seeded().is_file() {
        return Ok(false);
    }
    for person in &demo.people {
        create(house, person).await?;
    }
    let token = sign_in(house, "admin", PASSWORD).await?;
    for setting in &demo.settings {
        house.api(&token, "PUT", &format!("/v1/{}", setting.path), Some(&setting.body)).await?;
    }
    for connection in &demo.accounts {
        house.api(&token, "PUT", &format!("/v1/accounts/{}", connection.id), Some(&here(&connection.body, house))).await?;
        house.api(&token, "PUT", &format!("/v1/accounts/{}/secrets", connection.id), Some(&connection.secrets)).await?;
    }
    fs::write(workspace.seeded(), "made by harken up\n")?;
    Ok(true)
}

/// A connection with the address of this machine's pages in the place kept for it.
fn here(body: &Value, house: &House) -> Value {
    let mut body = body.clone();
    for origin in body.get_mut("origins").and_then(Value::as_array_mut).into_iter().flatten() {
        if origin == "{console}" {
            *origin = house.endpoints.console.clone().into();
        }
    }
    body
}

async fn create(house: &House, person: &Person) -> Result<(), Failure> {
    let outputs = house.local("resources").await?;
    let pool = outputs.pointer("/outputs/UserPoolId").and_then(Value::as_str).unwrap_or_default();
    let cognito = |operation: &str| format!("AWSCognitoIdentityProviderService.{operation}");
    let attributes = json!([
        // Here the sub is the name, so that a person is the same after the state was thrown away.
        { "Name": "sub", "Value": person.name }, { "Name": "email", "Value": person.email }, { "Name": "name", "Value": person.name },
    ]);
    let known = json!({ "UserPoolId": pool, "Username": person.name });
    // Made before by a start that was cut off: the rest makes it whole.
    if house.aws(&cognito("AdminGetUser"), &known).await.is_err() {
        let user =
            json!({ "UserPoolId": pool, "Username": person.email, "UserAttributes": attributes, "MessageAction": "SUPPRESS" });
        house.aws(&cognito("AdminCreateUser"), &user).await?;
    }
    let password = json!({ "UserPoolId": pool, "Username": person.name, "Password": PASSWORD, "Permanent": true });
    house.aws(&cognito("AdminSetUserPassword"), &password).await?;
    let group = json!({ "UserPoolId": pool, "Username": person.name, "GroupName": person.group });
    house.aws(&cognito("AdminAddUserToGroup"), &group).await?;
    Ok(())
}
