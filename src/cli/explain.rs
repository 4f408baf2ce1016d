//! `connlint explain`.

use std::io::{self, Write};

use crate::cli::scene::unknown_rule;
use crate::outcome::Outcome;
use crate::rules;

/// Prints the page of a rule.
pub(super) fn run(name: &str, out: &mut impl Write) -> io::Result<Outcome> {
    let Some(rule) = rules::find(name) else {
        unknown_rule(name);
        return Ok(Outcome::Usage);
    };
    out.write_all(rules::page(rule).as_bytes())?;
    Ok(Outcome::Clean)
}
