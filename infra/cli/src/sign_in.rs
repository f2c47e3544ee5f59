//! `harken token <name>`: signs in as Cognito's clients do, and prints the access token.

use clap::Args;
use serde_json::{Value, json};

use crate::{endpoints::Endpoints, failure::Failure, house::House, workspace::Workspace};

/// Who signs in.
#[derive(Args)]
pub struct Token {
    /// The user's name: in the demo workspace mina, jiwoo, haruto, sora or admin.
    name: String,
    /// The password.
    #[arg(long, default_value = "harken-Demo-1")]
    password: String,
}

/// Prints the token and nothing else, so that `$(harken token mina)` works.
pub async fn run(workspace: &Workspace, token: Token) -> Result<(), Failure> {
    let house = House::at(Endpoints::read(workspace)?)?;
    println!("{}", sign_in(&house, &token.name, &token.password).await?);
    Ok(())
}

/// An access token for the API.
pub async fn sign_in(house: &House, name: &str, password: &str) -> Result<String, Failure> {
    let outputs = house.local("resources").await?;
    let client = outputs.pointer("/outputs/UserPoolClientId").and_then(Value::as_str).unwrap_or_default();
    let ask = json!({ "AuthFlow": "USER_PASSWORD_AUTH", "ClientId": client, "AuthParameters": { "USERNAME": name, "PASSWORD": password } });
    let answer = house.aws("AWSCognitoIdentityProviderService.InitiateAuth", &ask).await?;
    let token = answer.pointer("/AuthenticationResult/AccessToken").and_then(Value::as_str);
    token.map(str::to_owned).ok_or_else(|| Failure::new(format!("{name} could not sign in: {answer}")))
}
