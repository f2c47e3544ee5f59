//! Tests of `infra/template.yaml` and of what is deployed with it. There is no code here; see `tests/it`.
