//! Polity: governance that lives in Git, validated, diffed and rendered.
//!
//! The library behind the `polity` program. Data flows one way, and a module names only modules of
//! strictly lower layers:
//!
//! ```text
//! L6  cli                    one command a file; terminal, clock, environment
//! L5  report   site          findings or shifts → bytes; records → handbook
//! L4  rules    shift         what is wrong; what changed hands
//!     ask      wording       who may do what, and why; rights and procedures in words
//! L3  load     power         a tree → a governance; who may do what, and which people that means
//! L2  schema   model         the published schemas; the typed domain
//!     config                 how the repository wants to be judged
//! L1  diag     catalogue     findings with their places; the handbook's words by language
//! L0  tree     source        path → bytes at a work tree, a commit, memory; text, spans, YAML
//! ```
//!
//! The way of a check is `tree → source → schema → model → load → power → rules → report`; a diff
//! loads twice and goes on with `shift → report`, a handbook with `site`, a question with
//! `ask → report`.

pub mod ask;
pub mod catalogue;
pub mod cli;
pub mod config;
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
pub mod wording;
