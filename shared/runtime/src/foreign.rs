//! Addresses that somebody else chose: an attachment of a customer, the webhook of a bridge (quality.md S4). Whoever may
//! choose an address could choose one inside: the metadata service, a database, the runtime's own port.
//!
//! An address is read the way browsers read it (WHATWG), so that `0x7f.1`, `2130706433` and `①②⑦.0.0.1` are seen to be the
//! loopback. Names are resolved here, every address of a name must be public, and the connection goes to the very
//! addresses that were looked at: a name that answers otherwise the second time is never asked a second time.

use std::{
    collections::BTreeSet,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    pin::Pin,
    task::{Context, Poll},
};

use hyper_util::client::legacy::connect::dns::Name;
use tower::Service;
use url::Url;

/// Why an address is not called. Each says the next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unlawful {
    /// It is no address at all.
    #[error("it is not a web address: give one that begins with https://")]
    Unreadable,
    /// Not over TLS.
    #[error("only https addresses are called, on port 443: give such an address")]
    Scheme,
    /// It carries a name and a password.
    #[error("it holds a user name or password before the host: leave that out")]
    Credentials,
    /// It leads to where only the inside may go.
    #[error("it leads into a private or reserved network: give a public address, or let the operator allow the host")]
    Private,
}

/// Hosts within the operator's own network that may be called all the same, each with its port; over plain http, too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inside(BTreeSet<(String, u16)>);

impl Inside {
    /// Reads `host:port` and `host:port`, apart by commas; `none` for none. What is not of this form allows nothing.
    pub fn read(list: &str) -> Self {
        let entry = |entry: &str| {
            let (host, port) = entry.trim().rsplit_once(':')?;
            Some((host.to_ascii_lowercase(), port.parse().ok()?))
        };
        Self(list.split(',').filter_map(entry).collect())
    }

    fn allows(&self, host: &str, port: u16) -> bool {
        self.0.contains(&(host.to_owned(), port))
    }

    /// Whether the host and port of an address are among them.
    pub(crate) fn has(&self, url: &Url) -> bool {
        let host = url.host_str().unwrap_or_default().trim_end_matches('.');
        url.port_or_known_default().is_some_and(|port| self.allows(host, port))
    }

    fn knows(&self, host: &str) -> bool {
        self.0.iter().any(|(known, _)| known == host)
    }
}

/// The address in its one true form, if it may be called.
///
/// # Errors
/// Why it may not. A name is not resolved here; that it leads nowhere private is seen when it is called.
pub fn lawful(address: &str, inside: &Inside) -> Result<Url, Unlawful> {
    let url = Url::parse(address).map_err(|_| Unlawful::Unreadable)?;
    let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default()) else { return Err(Unlawful::Unreadable) };
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Unlawful::Credentials);
    }
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Unlawful::Scheme);
    }
    let name = host.trim_end_matches('.');
    if inside.allows(name, port) {
        return Ok(url);
    }
    // The list is for one port; the resolver sees only the name.
    if inside.knows(name) {
        return Err(Unlawful::Private);
    }
    if url.scheme() != "https" || port != 443 {
        return Err(Unlawful::Scheme);
    }
    let literal = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    match literal {
        Ok(ip) if is_public(ip) => Ok(url),
        Ok(_) => Err(Unlawful::Private),
        // One label is a neighbour's name; these endings never leave a network (RFC 6761, RFC 6762, RFC 8375).
        Err(_) if !name.contains('.') || PRIVATE_ENDINGS.iter().any(|ending| name.ends_with(ending)) => Err(Unlawful::Private),
        Err(_) => Ok(url),
    }
}

const PRIVATE_ENDINGS: [&str; 7] = [".localhost", ".local", ".internal", ".home.arpa", ".lan", ".intranet", ".onion"];

/// Whether an address is one of the open internet: not private, shared, loopback, link-local, reserved, documentation or
/// multicast (IANA special-purpose registries), in whatever clothes of IPv6 it comes.
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    !(matches!(a, 0 | 10 | 127 | 224..)
        || (a == 100 && (64..128).contains(&b))
        || (a == 169 && b == 254)
        || (a == 172 && (16..32).contains(&b))
        || (a == 192 && matches!((b, c), (0, 0 | 2) | (88, 99) | (168, _)))
        || (a == 198 && matches!((b, c), (18 | 19, _) | (51, 100)))
        || (a == 203 && b == 0 && c == 113))
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [a, b, ..] = ip.segments();
    // Only 2000::/3 is given out. What hides an IPv4 address (mapped, NAT64, 6to4, Teredo) is left out with it: nobody who
    // has a web server needs that.
    (0x2000..0x4000).contains(&a) && !(a == 0x2001 && (b < 0x0200 || b == 0x0db8)) && a != 0x2002 && !(a == 0x3fff && b < 0x1000)
}

/// Resolves names for addresses that others chose.
#[derive(Clone)]
pub(crate) struct Resolver(pub Inside);

impl Service<Name> for Resolver {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = std::io::Error;
    type Future = Pin<Box<dyn Future<Output = std::io::Result<Self::Response>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let inside = self.0.clone();
        Box::pin(async move {
            let host = name.as_str().trim_end_matches('.').to_ascii_lowercase();
            let found: Vec<SocketAddr> = tokio::net::lookup_host((host.as_str(), 0)).await?.collect();
            if !inside.knows(&host) && !all_public(&found) {
                return Err(std::io::Error::other(Unlawful::Private));
            }
            Ok(found.into_iter())
        })
    }
}

/// One private address among public ones is how a rebinding begins.
fn all_public(addresses: &[SocketAddr]) -> bool {
    addresses.iter().all(|address| is_public(address.ip()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    // proves S4: what a public-looking name leads to decides, and one private address among public ones spoils them all
    #[tokio::test]
    async fn a_name_is_what_it_resolves_to() {
        let addresses = |all: &[&str]| all.iter().map(|one| SocketAddr::new(one.parse().unwrap(), 0)).collect::<Vec<_>>();
        assert!(all_public(&addresses(&["8.8.8.8", "2606:4700::1"])));
        assert!(!all_public(&addresses(&["8.8.8.8", "10.0.0.1"])));
        assert!(Resolver(Inside::default()).call("localhost".parse().unwrap()).await.is_err());
        assert!(Resolver(Inside::read("localhost:80")).call("localhost".parse().unwrap()).await.is_ok());
    }
}
