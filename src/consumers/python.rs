//! What Python makes of a configuration.

pub mod regex;
