//! Polity: governance that lives in Git, validated, diffed and rendered.
pub mod cli;
pub mod diag;
pub mod load;
pub mod model;
pub mod power;
pub mod report;
pub mod rules;
pub mod schema;
pub mod shift;
pub mod site;
pub mod source;
pub mod tree;
