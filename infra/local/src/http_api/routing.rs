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
