//! The integration tests: one binary, a module for each area.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod schemas;
