//! The `connlint` command.
fn main() {}
