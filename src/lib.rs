//! Polity: governance that lives in Git, validated, diffed and rendered.
pub mod diag;
pub mod model;
pub mod schema;
pub mod source;
pub mod tree;
