//! The description of the interface, made from the routes. Only tests make it; it is kept as `openapi.json`.

use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        Components, ContentBuilder, InfoBuilder, OpenApi, OpenApiBuilder, Ref, RefOr, Response, ResponseBuilder,
        SecurityRequirement,
        header::HeaderBuilder,
        path::{Operation, PathItem},
        schema::Schema,
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

use crate::{
    error::{ErrorView, Failed},
    view::criterion::UnmetView,
};

/// What is known before any route is.
pub(crate) fn begin() -> OpenApi {
    let info = InfoBuilder::new()
        .title("Harken")
        .version("1")
        .description(Some(
            "Social customer care. Sign in, and send the token as `Authorization: Bearer …`.\n\n\
             A request that changes a conversation answers 202 with the id of a command; where it leads, the header \
             `Location` says. Changes are told on the WebSocket, too.\n\n\
             What lies outside an agent's queues and conversations is answered with 404, as if it were not there.",
        ))
        .build();
    OpenApiBuilder::new().info(info).build()
}

/// What there is one of, or none.
const ONE_OR_NONE: [&str; 3] = ["/v1/crisis", "/v1/urgency-rules", "/v1/engines/admissions"];

/// What holds for every route: the sign-in, and the errors any of them can answer with.
pub(crate) fn finish(mut document: OpenApi) -> OpenApi {
    let components = document.components.get_or_insert_default();
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
    components.security_schemes.insert("bearer".into(), SecurityScheme::Http(bearer).into());
    components.schemas.insert(Failed::name().into_owned(), Failed::schema());
    components.schemas.insert(ErrorView::name().into_owned(), ErrorView::schema());
    components.schemas.insert(UnmetView::name().into_owned(), UnmetView::schema());
    open_parts(components);
    document.security = Some(vec![SecurityRequirement::new::<_, [&str; 0], &str>("bearer", [])]);
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            let writes = method != "get";
            let named = path.contains('{') || takes(operation, "queue") || ONE_OR_NONE.contains(&path.as_str());
            errors(operation, named, writes);
        }
    }
    document
}

/// A body that is also a part of a view may not forbid the other parts of that view: the description says of it only
/// what it has. What has more is refused nevertheless.
fn open_parts(components: &mut Components) {
    let mut parts = Vec::new();
    for schema in components.schemas.values() {
        if let RefOr::T(Schema::AllOf(whole)) = schema {
            parts.extend(whole.items.iter().filter_map(|part| match part {
                RefOr::Ref(part) => part.ref_location.rsplit('/').next().map(str::to_owned),
                RefOr::T(_) => None,
            }));
        }
    }
    for part in parts {
        if let Some(RefOr::T(Schema::Object(part))) = components.schemas.get_mut(&part) {
            part.additional_properties = None;
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let all =
        [("get", item.get.as_mut()), ("put", item.put.as_mut()), ("post", item.post.as_mut()), ("delete", item.delete.as_mut())];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation?)))
}

/// Whether it can be asked for one thing by a parameter.
fn takes(operation: &Operation, parameter: &str) -> bool {
    operation.parameters.iter().flatten().any(|one| matches!(one, RefOr::T(one) if one.name == parameter))
}

fn errors(operation: &mut Operation, named: bool, writes: bool) {
    let all = [
        ("400", "Something in it is wrong: `field` says where.", true),
        ("401", "Nobody is signed in.", true),
        ("403", "The caller's role may not do this.", true),
        ("404", "There is no such thing, or not for the caller.", named),
        ("409", "It does not fit what is there now: another version, an unlawful move, a key used for another request.", writes),
        ("413", "The body is larger than a megabyte.", writes),
        ("415", "The body is not declared as JSON.", writes),
        ("429", "Too many requests: the gateway turns them away.", true),
        ("500", "A fault of the system. It is logged, and somebody is alarmed.", true),
        (
            "503",
            "The system is busy; whether the request was carried out is not known. Send it again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once.",
            true,
        ),
    ];
    for (status, description, applies) in all {
        if applies && !operation.responses.responses.contains_key(status) {
            operation.responses.responses.insert(status.into(), error(description, status == "503"));
        }
    }
}

fn error(description: &str, retry: bool) -> RefOr<Response> {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(Failed::name()))).build();
    let mut response = ResponseBuilder::new().description(description).content("application/json", content);
    if retry {
        response = response.header("Retry-After", HeaderBuilder::new().schema(Some(i32::schema())).build());
    }
    response.build().into()
}
