//! The integration tests: one binary, a module for each area.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::pedantic
)]

mod diff;
mod house;
mod schemas;
mod support;
