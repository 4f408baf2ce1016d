//! One integration test binary: linking dominates on small machines.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

mod architecture;
mod binary;
mod canary;
mod cases;
mod cli;
mod config;
mod convert;
mod damage;
mod discover;
mod elasticsearch;
mod emit;
mod faults;
mod fix;
mod formats;
mod graph;
mod growth;
mod help;
mod import;
mod init;
mod kibana;
mod limits;
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
