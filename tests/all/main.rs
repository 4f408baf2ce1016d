//! One integration test binary: linking dominates on small machines.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

mod config;
mod discover;
mod kibana;
mod python_regex;
mod python_values;
mod report;
mod schema;
mod tree_json;
mod tree_toml;
