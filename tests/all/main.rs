//! One integration test binary: linking dominates on small machines.

mod config;
mod discover;
