//! The integration tests: one binary, a module for each area.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::pedantic
)]

mod cli;
mod corpora;
mod diff;
mod example;
mod house;
mod power;
mod schemas;
mod source;
mod support;
