//! Which route a request takes.
//!
//! Source: Amazon API Gateway developer guide, "Routing API requests": a full match of route and method first, then a
//! greedy path variable; a literal part before a variable one; a method of its own before ANY.

use std::collections::BTreeMap;

use crate::plan::{Route, Segment};

/// A route and what its path variables stand for.
pub struct Match<'a> {
    /// The route.
    pub route: &'a Route,
    /// Path variables.
    pub parameters: BTreeMap<String, String>,
}

/// The route for a method and a (decoded) path.
pub fn find<'a>(routes: &'a [Route], method: &str, path: &str) -> Option<Match<'a>> {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    routes
        .iter()
        .filter(|route| route.method == method || route.method == "ANY")
        .filter_map(|route| fit(route, &parts).map(|parameters| Match { route, parameters }))
        .max_by_key(|found| rank(found.route))
}

fn fit(route: &Route, parts: &[&str]) -> Option<BTreeMap<String, String>> {
    let mut parameters = BTreeMap::new();
    let mut rest = parts;
    for segment in &route.segments {
        match (segment, rest.split_first()) {
            (Segment::Greedy(name), Some(_)) => {
                parameters.insert(name.clone(), rest.join("/"));
                return Some(parameters);
            }
            (Segment::Literal(text), Some((part, after))) if text == part => rest = after,
            (Segment::Parameter(name), Some((part, after))) => {
                parameters.insert(name.clone(), (*part).to_owned());
                rest = after;
            }
            _ => return None,
        }
    }
    rest.is_empty().then_some(parameters)
}

/// Part by part: literal, variable, greedy; then a method of its own before ANY.
fn rank(route: &Route) -> (Vec<u8>, bool) {
    let parts = route.segments.iter().map(|segment| match segment {
        Segment::Literal(_) => 3,
        Segment::Parameter(_) => 2,
        Segment::Greedy(_) => 1,
    });
    (parts.collect(), route.method != "ANY")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Access;

    fn chosen(method: &str, path: &str) -> Option<String> {
        let route = |method: &str, path: &str| {
            Route::new(method, path, "F", Access::Open, Vec::new(), None).unwrap_or_else(|e| panic!("{e}"))
        };
        let routes = [
            route("ANY", "/v1/{proxy+}"),
            route("GET", "/v1/{proxy+}"),
            route("GET", "/v1/agents/{id}"),
            route("GET", "/v1/agents/me"),
            route("PUT", "/v1/{kind}/me"),
            route("GET", "/"),
        ];
        find(&routes, method, path).map(|found| format!("{} {:?}", found.route.key(), found.parameters))
    }

    #[test]
    fn the_most_exact_route_wins_and_a_method_of_its_own_before_any() {
        assert_eq!(chosen("GET", "/v1/agents/me").as_deref(), Some("GET /v1/agents/me {}"));
        assert_eq!(chosen("GET", "/v1/agents/7").as_deref(), Some(r#"GET /v1/agents/{id} {"id": "7"}"#));
        assert_eq!(chosen("GET", "/v1/a/b").as_deref(), Some(r#"GET /v1/{proxy+} {"proxy": "a/b"}"#));
        assert_eq!(chosen("POST", "/v1/a/b").as_deref(), Some(r#"ANY /v1/{proxy+} {"proxy": "a/b"}"#));
        assert_eq!(chosen("PUT", "/v1/agents/me").as_deref(), Some(r#"PUT /v1/{kind}/me {"kind": "agents"}"#));
        assert_eq!(chosen("GET", "/").as_deref(), Some("GET / {}"));
        assert_eq!(chosen("GET", "/v1"), None);
        assert_eq!(chosen("GET", "/v2/x"), None);
    }
}
