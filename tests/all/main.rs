//! One integration test binary: linking dominates on small machines.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

mod binary;
mod cases;
mod config;
mod convert;
mod discover;
mod pages;
mod python_regex;
mod python_values;
mod report;
mod schema;
mod suppress;
mod tree_json;
mod tree_toml;
