//! connlint: linter, predictor and payload emitter for Elastic connector configurations kept as code.

pub mod cli;
pub mod config;
pub mod consumers;
pub mod discover;
pub mod outcome;
pub mod severity;
pub mod suggest;
pub mod tree;
