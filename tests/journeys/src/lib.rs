//! Whole-house tests: HTTP in at one end, HTTP out at the other, the real function binaries and the real template
//! between, nothing mocked. See `tests/it`.
