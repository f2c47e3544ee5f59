use std::time::Duration;

use aws_sdk_apigatewaymanagement::Client;
use aws_sdk_apigatewaymanagement::primitives::Blob;
use futures_util::{SinkExt, StreamExt};
use local::Stack;
use serde_json::json;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::support::{notes, sdk, stack, until};

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Connects; the socket and the id that the function saw.
async fn connect(stack: &Stack) -> (Socket, String) {
    let (socket, _) = connect_async(format!("{}?ticket=good", stack.endpoints().websocket)).await.unwrap();
    let id = notes(stack).iter().rev().find_map(|note| note["id"].as_str().map(str::to_owned)).unwrap();
    (socket, id)
}

async fn management(stack: &Stack, stage: &str) -> Client {
    Client::new(&sdk(&format!("{}{stage}", stack.endpoints().aws)).await)
}

async fn text(socket: &mut Socket) -> String {
    let next = tokio::time::timeout(Duration::from_secs(5), socket.next()).await.unwrap();
    match next.unwrap().unwrap() {
        Message::Text(text) => text.as_str().to_owned(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_connection_refused_by_the_connect_route_is_not_made() {
    let stack = stack().await;
    let refused = connect_async(format!("{}?ticket=bad", stack.endpoints().websocket)).await.unwrap_err();
    let Error::Http(response) = refused else { panic!("{refused:?}") };
    assert_eq!(response.status().as_u16(), 403);
    assert_eq!(stack.usage().socket.connections, 0);
}

#[tokio::test]
async fn the_management_api_posts_to_a_connection_with_and_without_the_stage_in_its_path() {
    let stack = stack().await;
    let (mut socket, id) = connect(&stack).await;
    for stage in ["", "/test"] {
        let client = management(&stack, stage).await;
        client.post_to_connection().connection_id(&id).data(Blob::new(format!("hello {stage}"))).send().await.unwrap();
        assert_eq!(text(&mut socket).await, format!("hello {stage}"));
    }
    let status = management(&stack, "").await.get_connection().connection_id(&id).send().await.unwrap();
    assert!(status.connected_at.is_some());
    assert_eq!(stack.usage().socket.messages, 2);
}

#[tokio::test]
async fn an_unknown_connection_is_gone() {
    let stack = stack().await;
    let client = management(&stack, "/test").await;
    let refused = client.post_to_connection().connection_id("nobody=").data(Blob::new("x")).send().await;
    assert!(refused.unwrap_err().into_service_error().is_gone_exception());
}

#[tokio::test]
async fn a_client_that_leaves_is_reported_to_the_disconnect_route_and_then_gone() {
    let stack = stack().await;
    let (mut socket, id) = connect(&stack).await;
    socket.close(None).await.unwrap();
    until("the function saw it", || notes(&stack).iter().any(|note| note["socket"] == "DISCONNECT" && note["id"] == json!(id)))
        .await;
    let client = management(&stack, "").await;
    let refused = client.post_to_connection().connection_id(&id).data(Blob::new("x")).send().await;
    assert!(refused.unwrap_err().into_service_error().is_gone_exception());
}

#[tokio::test]
async fn a_message_takes_the_route_of_its_action_and_is_answered_only_if_the_route_has_a_response() {
    let stack = stack().await;
    let (mut socket, _) = connect(&stack).await;
    socket.send(Message::text(r#"{"action":"silent"}"#)).await.unwrap();
    until("the silent route was taken", || notes(&stack).iter().any(|note| note["route"] == "silent")).await;
    socket.send(Message::text(r#"{"action":"other"}"#)).await.unwrap();
    assert_eq!(text(&mut socket).await, r#"$default: {"action":"other"}"#);
    socket.send(Message::text("not json")).await.unwrap();
    assert_eq!(text(&mut socket).await, "$default: not json");
    socket.send(Message::text(r#"{"do":"crash"}"#)).await.unwrap();
    assert!(text(&mut socket).await.contains("Internal server error"));
}

#[tokio::test]
async fn the_management_api_can_close_a_connection() {
    let stack = stack().await;
    let (mut socket, id) = connect(&stack).await;
    management(&stack, "").await.delete_connection().connection_id(&id).send().await.unwrap();
    let next = tokio::time::timeout(Duration::from_secs(5), socket.next()).await.unwrap();
    assert!(matches!(next, Some(Ok(Message::Close(_)))), "{next:?}");
}

#[tokio::test]
async fn an_idle_connection_is_closed_after_ten_minutes() {
    let stack = stack().await;
    let (mut socket, _) = connect(&stack).await;
    stack.advance(Duration::from_secs(601));
    let next = tokio::time::timeout(Duration::from_secs(5), socket.next()).await.unwrap();
    let Some(Ok(Message::Close(Some(frame)))) = next else { panic!("{next:?}") };
    assert_eq!(u16::from(frame.code), 1001);
    until("its minutes are counted", || stack.usage().socket.connect_minutes() >= 10).await;
}

#[tokio::test]
async fn a_frame_over_32_kb_ends_the_connection() {
    let stack = stack().await;
    let (mut socket, _) = connect(&stack).await;
    socket.send(Message::text("x".repeat(40 * 1024))).await.unwrap();
    let next = tokio::time::timeout(Duration::from_secs(5), socket.next()).await.unwrap();
    match next {
        Some(Ok(Message::Close(Some(frame)))) => assert_eq!(u16::from(frame.code), 1009),
        Some(Err(_)) | None => {}
        other => panic!("{other:?}"),
    }
}
