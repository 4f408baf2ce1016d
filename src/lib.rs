//! connlint: linter, predictor and payload emitter for Elastic connector configurations kept as code.

pub mod consumers;
pub mod excerpt;
pub mod report;
pub mod severity;
pub mod source;
pub mod tree;
