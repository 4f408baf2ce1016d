//! What the systems that read a configuration make of it.

pub mod python;
