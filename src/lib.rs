//! connlint: linter, predictor and payload emitter for Elastic connector configurations kept as code.

pub mod consumers;
pub mod tree;
