//! What a deployment meets: the systems that read the configuration, and what they would do with it.

pub mod python;
