//! connlint: linter, predictor and payload emitter for Elastic connector configurations kept as code.

pub mod catalogue;
pub mod connector;
pub mod consumers;
pub mod reference;
pub mod request;
pub mod severity;
pub mod tree;
