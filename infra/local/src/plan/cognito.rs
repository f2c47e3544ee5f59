//! `AWS::Cognito::UserPool`, its clients and groups.

use super::Properties;
use crate::error::Error;

/// No token is good for longer than ten years, in seconds.
const LONGEST_TOKEN: u64 = 10 * 366 * 86_400;

/// A user pool.
#[derive(Debug, Clone)]
pub struct Pool {
    /// Id, for example `us-east-1_UserPool`.
    pub id: String,
    /// People sign in with their mail address, and their user name is their `sub`.
    pub sign_in_by_email: bool,
    /// What a password must have.
    pub password: PasswordPolicy,
    /// Applications that may sign people in.
    pub clients: Vec<Client>,
    /// Groups.
    pub groups: Vec<Group>,
}

/// What a password must have.
#[derive(Debug, Clone)]
pub struct PasswordPolicy {
    /// Characters, at least.
    pub length: usize,
    /// A lower-case letter.
    pub lower: bool,
    /// A capital.
    pub upper: bool,
    /// A digit.
    pub digit: bool,
    /// A character that is none of those.
    pub symbol: bool,
}

/// An application.
#[derive(Debug, Clone)]
pub struct Client {
    /// Client id.
    pub id: String,
    /// The allowed flows, for example `ALLOW_USER_PASSWORD_AUTH`.
    pub flows: Vec<String>,
    /// Seconds an access token is good for.
    pub access_seconds: u64,
    /// Seconds an id token is good for.
    pub id_seconds: u64,
    /// Seconds a refresh token is good for.
    pub refresh_seconds: u64,
}

/// A group.
#[derive(Debug, Clone)]
pub struct Group {
    /// Its name.
    pub name: String,
}

/// The resources that together are the pools.
#[derive(Default)]
pub(super) struct Parts {
    pools: Vec<Pool>,
    clients: Vec<(String, Client)>,
    groups: Vec<(String, Group)>,
}

impl Parts {
    pub(super) fn read(&mut self, id: &str, name: &str, kind: &str, properties: &mut Properties) -> Result<(), Error> {
        match kind {
            "AWS::Cognito::UserPool" => {
                let pool = pool(name, properties)?;
                self.pools.push(pool);
            }
            "AWS::Cognito::UserPoolClient" => {
                let pool = properties.required("UserPoolId")?;
                let client = client(id, properties)?;
                self.clients.push((pool, client));
            }
            _ => {
                let pool = properties.required("UserPoolId")?;
                properties.ignore(&["GroupName", "Description", "Precedence", "RoleArn"]);
                let group = Group { name: name.to_owned() };
                self.groups.push((pool, group));
            }
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<Vec<Pool>, Error> {
        for (pool, client) in self.clients {
            find(&mut self.pools, &pool, &client.id)?.clients.push(client);
        }
        for (pool, group) in self.groups {
            find(&mut self.pools, &pool, &group.name)?.groups.push(group);
        }
        Ok(self.pools)
    }
}

fn find<'a>(pools: &'a mut [Pool], id: &str, at: &str) -> Result<&'a mut Pool, Error> {
    pools
        .iter_mut()
        .find(|pool| pool.id == id)
        .ok_or_else(|| Error::template(format!("{at}.UserPoolId"), format!("there is no user pool `{id}`")))
}

fn pool(name: &str, properties: &mut Properties) -> Result<Pool, Error> {
    let sign_in_by_email = properties.texts("UsernameAttributes")?.iter().any(|one| one == "email");
    let mut password = PasswordPolicy { length: 8, lower: true, upper: true, digit: true, symbol: true };
    if let Some(mut policies) = properties.inside("Policies")? {
        if let Some(mut policy) = policies.inside("PasswordPolicy")? {
            password = PasswordPolicy {
                length: usize::try_from(policy.number("MinimumLength")?.unwrap_or(8)).unwrap_or(8),
                lower: policy.flag("RequireLowercase")?.unwrap_or(false),
                upper: policy.flag("RequireUppercase")?.unwrap_or(false),
                digit: policy.flag("RequireNumbers")?.unwrap_or(false),
                symbol: policy.flag("RequireSymbols")?.unwrap_or(false),
            };
            policy.ignore(&["TemporaryPasswordValidityDays", "PasswordHistorySize"]);
            policy.finish()?;
        }
        policies.ignore(&["SignInPolicy"]);
        policies.finish()?;
    }
    if properties.inside("LambdaConfig")?.is_some() {
        return Err(properties.wrong("LambdaConfig", "triggers are not known"));
    }
    if properties.text("MfaConfiguration")?.is_some_and(|mfa| mfa == "ON") {
        return Err(properties.wrong("MfaConfiguration", "a pool that demands a second factor cannot be signed in to here"));
    }
    properties.ignore(&[
        "UserPoolName",
        "AccountRecoverySetting",
        "AdminCreateUserConfig",
        "AliasAttributes",
        "AutoVerifiedAttributes",
        "DeletionProtection",
        "DeviceConfiguration",
        "EmailConfiguration",
        "EnabledMfas",
        "Schema",
        "UsernameConfiguration",
        "UserAttributeUpdateSettings",
        "UserPoolAddOns",
        "UserPoolTags",
        "UserPoolTier",
        "VerificationMessageTemplate",
        "WebAuthnRelyingPartyID",
        "WebAuthnUserVerification",
    ]);
    Ok(Pool { id: name.to_owned(), sign_in_by_email, password, clients: Vec::new(), groups: Vec::new() })
}

fn client(id: &str, properties: &mut Properties) -> Result<Client, Error> {
    if properties.flag("GenerateSecret")?.unwrap_or(false) {
        return Err(properties.wrong("GenerateSecret", "only clients without a secret are known"));
    }
    let units = match properties.inside("TokenValidityUnits")? {
        None => [None, None, None],
        Some(mut units) => {
            let found = [units.text("AccessToken")?, units.text("IdToken")?, units.text("RefreshToken")?];
            units.finish()?;
            found
        }
    };
    let [access, identity, refresh] = units;
    let access_seconds = validity(properties, "AccessTokenValidity", access, "hours", 1)?;
    let id_seconds = validity(properties, "IdTokenValidity", identity, "hours", 1)?;
    let refresh_seconds = validity(properties, "RefreshTokenValidity", refresh, "days", 30)?;
    let flows = properties.texts("ExplicitAuthFlows")?;
    properties.ignore(&[
        "ClientName",
        "AllowedOAuthFlows",
        "AllowedOAuthFlowsUserPoolClient",
        "AllowedOAuthScopes",
        "AuthSessionValidity",
        "CallbackURLs",
        "DefaultRedirectURI",
        "EnablePropagateAdditionalUserContextData",
        "EnableTokenRevocation",
        "LogoutURLs",
        "PreventUserExistenceErrors",
        "ReadAttributes",
        "RefreshTokenRotation",
        "SupportedIdentityProviders",
        "WriteAttributes",
    ]);
    Ok(Client { id: id.to_owned(), flows, access_seconds, id_seconds, refresh_seconds })
}

fn validity(
    properties: &mut Properties,
    name: &str,
    unit: Option<String>,
    default_unit: &str,
    default: u64,
) -> Result<u64, Error> {
    let amount = properties.number(name)?.unwrap_or(default);
    let seconds = match unit.as_deref().unwrap_or(default_unit) {
        "seconds" => 1,
        "minutes" => 60,
        "hours" => 3600,
        "days" => 86_400,
        other => return Err(properties.wrong("TokenValidityUnits", format!("`{other}` is not known"))),
    };
    Ok(amount.saturating_mul(seconds).min(LONGEST_TOKEN))
}
