//! The integration tests: one binary, a module for each area.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::pedantic
)]

mod ask;
mod cli;
mod corpora;
mod diff;
mod docs;
mod example;
mod house;
mod power;
mod rules;
mod schemas;
mod site;
mod source;
mod support;
