//! Routes, each with its description where one is made.
//!
//! The description is made by tests and kept as `openapi.json`; a deployed function answers with that file. The code that
//! makes it is a third of a megabyte of every zip, and ran before every first answer, so a deployed function leaves it out.

#[cfg(feature = "description")]
pub(crate) use utoipa_axum::{router::OpenApiRouter, routes};

#[cfg(not(feature = "description"))]
pub(crate) use plain::{OpenApiRouter, routes};

#[cfg(not(feature = "description"))]
mod plain {
    use axum::{
        Router,
        routing::{MethodFilter, MethodRouter},
    };
    use utoipa::openapi::HttpMethod;

    /// As `utoipa_axum`'s, without descriptions.
    #[derive(Default)]
    pub(crate) struct OpenApiRouter(Router);

    impl OpenApiRouter {
        pub fn new() -> Self {
            Self::default()
        }

        pub fn routes(self, (path, handlers): (String, MethodRouter)) -> Self {
            Self(self.0.route(&path, handlers))
        }

        pub fn merge(self, other: Self) -> Self {
            Self(self.0.merge(other.0))
        }
    }

    impl From<OpenApiRouter> for Router {
        fn from(routes: OpenApiRouter) -> Self {
            routes.0
        }
    }

    pub(crate) fn filter(method: &HttpMethod) -> MethodFilter {
        match method {
            HttpMethod::Get => MethodFilter::GET,
            HttpMethod::Post => MethodFilter::POST,
            HttpMethod::Put => MethodFilter::PUT,
            HttpMethod::Delete => MethodFilter::DELETE,
            HttpMethod::Options => MethodFilter::OPTIONS,
            HttpMethod::Head => MethodFilter::HEAD,
            HttpMethod::Patch => MethodFilter::PATCH,
            HttpMethod::Trace => MethodFilter::TRACE,
        }
    }

    /// The path and the handlers of operations that share it: what `#[utoipa::path]` says of each of them.
    macro_rules! routes {
        ($first:ident $(, $more:ident)*) => {{
            use utoipa::Path as _;
            utoipa_axum::paste! {
                let path = [<__path_ $first>]::path();
                let handlers = axum::routing::MethodRouter::new();
                let handlers = [<__path_ $first>]::methods()
                    .iter()
                    .fold(handlers, |all, method| all.on($crate::routing::filter(method), $first));
                $(let handlers = [<__path_ $more>]::methods()
                    .iter()
                    .fold(handlers, |all, method| all.on($crate::routing::filter(method), $more));)*
            }
            (path, handlers)
        }};
    }
    pub(crate) use routes;
}
#[cfg(not(feature = "description"))]
pub(crate) use plain::filter;
