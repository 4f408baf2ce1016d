//! One integration test binary: linking dominates on small machines.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

mod architecture;
mod binary;
mod canary;
mod cases;
mod cli;
mod config;
mod convert;
mod discover;
mod docs;
mod elasticsearch;
mod emit;
mod fix;
mod formats;
mod graph;
mod help;
mod import;
mod init;
mod kibana;
mod packaging;
mod pages;
mod python_regex;
mod python_values;
mod readme;
mod regex_ambiguity;
mod report;
mod repository;
mod schema;
mod schema_command;
mod sources;
mod stacks;
mod suppress;
mod tree_json;
mod tree_toml;
