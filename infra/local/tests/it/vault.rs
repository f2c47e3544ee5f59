use aws_sdk_secretsmanager::Client;

use crate::support::{sdk, stack};

#[tokio::test]
async fn a_secret_has_a_current_and_a_previous_value() {
    let stack = stack().await;
    let client = Client::new(&sdk(&stack.endpoints().aws).await);
    let name = "/care/test/line/main";
    client.create_secret().name(name).secret_string("one").send().await.unwrap();
    let again = client.create_secret().name(name).secret_string("x").send().await;
    assert!(again.unwrap_err().into_service_error().is_resource_exists_exception());
    client.put_secret_value().secret_id(name).secret_string("two").send().await.unwrap();
    let current = client.get_secret_value().secret_id(name).send().await.unwrap();
    assert_eq!(current.secret_string(), Some("two"));
    let previous = client.get_secret_value().secret_id(name).version_stage("AWSPREVIOUS").send().await.unwrap();
    assert_eq!(previous.secret_string(), Some("one"));
    let by_arn = client.get_secret_value().secret_id(current.arn().unwrap()).send().await.unwrap();
    assert_eq!(by_arn.name(), Some(name));
    let described = client.describe_secret().secret_id(name).send().await.unwrap();
    assert_eq!(described.version_ids_to_stages().unwrap().len(), 2);
    assert_eq!(client.list_secrets().send().await.unwrap().secret_list().len(), 1);
}

#[tokio::test]
async fn a_missing_or_deleted_secret_is_not_found() {
    let stack = stack().await;
    let client = Client::new(&sdk(&stack.endpoints().aws).await);
    let get = || client.get_secret_value().secret_id("a").send();
    assert!(get().await.unwrap_err().into_service_error().is_resource_not_found_exception());
    client.create_secret().name("a").secret_string("one").send().await.unwrap();
    client.delete_secret().secret_id("a").force_delete_without_recovery(true).send().await.unwrap();
    assert!(get().await.unwrap_err().into_service_error().is_resource_not_found_exception());
}
