//! connlint: linter, predictor and payload emitter for Elastic connector configurations kept as code.

pub mod catalogue;
pub mod cli;
pub mod config;
pub mod connector;
pub mod consumers;
pub mod diagnose;
pub mod discover;
pub mod drawing;
pub mod emit;
pub mod excerpt;
pub mod finding;
pub mod graph;
pub mod lint;
pub mod outcome;
pub mod reference;
pub mod report;
pub mod request;
pub mod rules;
pub mod run;
pub mod schema;
pub mod secret;
pub mod severity;
pub mod source;
pub mod suggest;
pub mod tree;
