//! The integration tests: one binary, a module for each area.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::pedantic
)]

mod ask;
mod build;
mod catalogue;
mod check;
mod check_formats;
mod cli;
mod conventions;
mod corpora;
mod diff;
mod docs;
mod edits;
mod example;
mod fix;
mod fmt;
mod games;
#[cfg(target_os = "linux")]
mod handbook_data;
mod hostile;
mod house;
mod kubernetes;
mod laws;
mod log;
mod power;
mod reach;
mod reach_oracle;
mod reports;
mod rules;
mod schema_command;
mod schemas;
mod scope;
mod seeds;
mod serve;
mod site;
mod source;
mod support;
mod tongues;
mod versions;
