//! One integration test binary: linking dominates on small machines.

mod python_regex;
