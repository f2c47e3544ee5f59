//! Addresses that others chose.

use std::net::SocketAddr;

use http::{HeaderMap, Method};
use runtime::{Ask, Http, Inside, NoAnswer, is_public, lawful};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use crate::hostile::HOSTILE;

// proves S4
#[test]
fn no_hostile_address_is_lawful() {
    for address in HOSTILE {
        assert!(lawful(address, &Inside::default()).is_err(), "{address}");
    }
    for address in
        ["https://files.example/a.jpg", "https://8.8.8.8/", "https://[2606:4700:4700::1111]/", "https://xn--9q8h.example:443/"]
    {
        assert!(lawful(address, &Inside::default()).is_ok(), "{address}");
    }
}

// proves S4: the edges of every block
#[test]
fn the_neighbours_of_private_blocks_are_public() {
    for public in [
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.0.3.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "203.0.112.255",
        "203.0.114.0",
        "223.255.255.255",
        "2001:200::1",
        "2001:db7::1",
        "2003::1",
        "2600::1",
        "3ffe::1",
    ] {
        assert!(is_public(public.parse().unwrap()), "{public}");
    }
}

#[test]
fn only_the_very_hosts_an_operator_names_are_open_inside() {
    let inside = Inside::read("bridge.internal:8443, 127.0.0.1:9000,none,[::1]:77,junk:port");
    for (address, open) in [
        ("http://127.0.0.1:9000/x", true),
        ("http://bridge.internal:8443/x", true),
        ("https://BRIDGE.internal:8443/x", true),
        ("http://[::1]:77/", true),
        ("http://127.0.0.1:9001/x", false),
        ("http://bridge.internal/x", false),
        ("https://bridge.internal/x", false),
        ("http://user@127.0.0.1:9000/x", false),
        ("http://127.0.0.2:9000/", false),
    ] {
        assert_eq!(lawful(address, &inside).is_ok(), open, "{address}");
    }
    assert_eq!(Inside::read("none"), Inside::default());
}

fn get(url: &str) -> Ask {
    Ask { method: Method::GET, url: url.into(), headers: HeaderMap::new(), body: vec![] }
}

/// A server that answers everybody the same; how often it was asked comes back.
async fn server(answer: &'static str) -> (SocketAddr, tokio::sync::mpsc::UnboundedReceiver<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (asked, heard) = tokio::sync::mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = asked.send(());
            let _ = stream.read(&mut [0; 4_096]).await;
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    (address, heard)
}

// proves S4: in the resolver itself; a name that leads to the loopback is never connected to; no redirect is followed
#[tokio::test]
async fn a_name_that_leads_inside_is_not_connected_to_and_no_redirect_is_followed() {
    let (address, mut asked) =
        server("HTTP/1.1 302 Found\r\nlocation: http://169.254.169.254/\r\ncontent-length: 0\r\n\r\n").await;
    let port = address.port();
    // The list opens 127.0.0.1 by number, not the name that leads there.
    let http = Http::web(Some(Inside::read(&format!("127.0.0.1:{port}"))));
    assert_eq!(http.ask_foreign(get(&format!("http://127.0.0.1:{port}/"))).await.unwrap().status, 302);
    assert!(asked.try_recv().is_ok());
    for url in [format!("http://localhost:{port}/"), format!("https://localhost:{port}/")] {
        assert!(matches!(http.ask_foreign(get(&url)).await, Err(NoAnswer::NotReached(_))), "{url}");
    }
    // A function that was not told what is allowed calls nobody unknown.
    let closed = Http::web(None);
    assert!(matches!(closed.ask_foreign(get(&format!("http://127.0.0.1:{port}/"))).await, Err(NoAnswer::NotReached(_))));
    assert!(asked.try_recv().is_err(), "somebody connected");
}
