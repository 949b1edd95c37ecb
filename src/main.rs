//! The `polity` program.
fn main() {}
