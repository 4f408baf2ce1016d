//! One integration test binary: linking dominates on small machines.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

mod architecture;
mod binary;
mod cases;
mod cli;
mod config;
mod convert;
mod discover;
mod fix;
mod formats;
mod kibana;
mod pages;
mod python_regex;
mod python_values;
mod readme;
mod report;
mod repository;
mod schema;
mod suppress;
mod tree_json;
mod tree_toml;
