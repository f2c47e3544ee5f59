//! Addresses that others chose.

use std::net::SocketAddr;

use http::{HeaderMap, Method};
use runtime::{Ask, Http, Inside, NoAnswer, is_public, lawful};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

/// Every way in that is known to have been tried on somebody (quality.md S4).
pub const HOSTILE: [&str; 92] = [
    // Not the web.
    "",
    "not an address",
    "//evil.example/x",
    "file:///etc/passwd",
    "ftp://files.example/a",
    "gopher://127.0.0.1:6379/_FLUSHALL",
    "data:text/html,<script>",
    "javascript:alert(1)",
    "ldap://directory.example/",
    "dict://127.0.0.1:11211/stat",
    "jar:https://a.example!/",
    // Not over TLS, or elsewhere than where the web is.
    "http://files.example/a.jpg",
    "https://files.example:22/",
    "https://files.example:8443/",
    "https://files.example:6379/",
    // Somebody's name before the host.
    "https://user@files.example/",
    "https://user:pass@files.example/",
    "https://cdn.example@169.254.169.254/",
    "https://:pass@files.example/",
    // Loopback and its disguises.
    "https://127.0.0.1/",
    "https://127.1/",
    "https://127.0.1/",
    "https://0x7f.0.0.1/",
    "https://0x7f000001/",
    "https://2130706433/",
    "https://017700000001/",
    "https://0177.0.0.1/",
    "https://127.255.255.254/",
    "https://①②⑦.⓪.⓪.①/",
    "https://127。0。0。1/",
    "https://%31%32%37.0.0.1/",
    "https://0/",
    "https://0.0.0.0/",
    "https://127.0.0.1./",
    "https://[::1]/",
    "https://[::]/",
    "https://[0:0:0:0:0:0:0:1]/",
    "https://[::127.0.0.1]/",
    // Names of the inside.
    "https://localhost/",
    "https://LOCALHOST/",
    "https://localhost./",
    "https://a.localhost/",
    "https://intranet/",
    "https://printer.local/",
    "https://metadata/",
    "https://metadata.google.internal/computeMetadata/v1/",
    "https://db.internal/",
    "https://router.lan/",
    "https://nas.home.arpa/",
    // The metadata services, by every name of their address.
    "https://169.254.169.254/latest/meta-data/",
    "https://169.254.170.2/v2/credentials",
    "https://0xa9fea9fe/",
    "https://2852039166/",
    "https://0251.0376.0251.0376/",
    "https://169.254.43518/",
    "https://[::ffff:169.254.169.254]/",
    "https://[::ffff:a9fe:a9fe]/",
    "https://[fd00:ec2::254]/",
    "https://100.100.100.200/",
    "https://192.0.0.192/",
    // Private, shared, reserved, documentation, multicast.
    "https://10.0.0.1/",
    "https://10.255.255.255/",
    "https://172.16.0.1/",
    "https://172.31.255.255/",
    "https://192.168.1.1/",
    "https://100.64.0.1/",
    "https://100.127.255.255/",
    "https://192.0.0.1/",
    "https://192.0.2.1/",
    "https://192.88.99.1/",
    "https://198.18.0.1/",
    "https://198.19.255.255/",
    "https://198.51.100.7/",
    "https://203.0.113.7/",
    "https://224.0.0.1/",
    "https://239.255.255.250/",
    "https://240.0.0.1/",
    "https://255.255.255.255/",
    // The same in IPv6, and IPv4 inside IPv6.
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[64:ff9b:1::a00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[2002:a9fe:a9fe::1]/",
    "https://[2001:0:7f00:1::]/",
    "https://[fe80::1]/",
    "https://[fec0::1]/",
    "https://[fc00::1]/",
    "https://[ff02::1]/",
    "https://[2001:db8::1]/",
    "https://[100::1]/",
    "https://[3fff::1]/",
];

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
    let http = Http::web(Some(Inside::read(&format!("127.0.0.1:{port}")))).unwrap();
    assert_eq!(http.ask_foreign(get(&format!("http://127.0.0.1:{port}/"))).await.unwrap().status, 302);
    assert!(asked.try_recv().is_ok());
    for url in [format!("http://localhost:{port}/"), format!("https://localhost:{port}/")] {
        assert!(matches!(http.ask_foreign(get(&url)).await, Err(NoAnswer::NotReached(_))), "{url}");
    }
    // A function that was not told what is allowed calls nobody unknown.
    let closed = Http::web(None).unwrap();
    assert!(matches!(closed.ask_foreign(get(&format!("http://127.0.0.1:{port}/"))).await, Err(NoAnswer::NotReached(_))));
    assert!(asked.try_recv().is_err(), "somebody connected");
}
