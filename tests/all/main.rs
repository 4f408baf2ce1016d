//! One integration test binary: linking dominates on small machines.
mod tree_toml;
