//! `connlint schema`.

use std::io::{self, Write};

use crate::cli::Setup;
use crate::cli::scene::{find_type, with_types};
use crate::outcome::Outcome;
use crate::schema;

/// The end of its help.
pub(super) const EXAMPLES: &str = "\
Examples:
  connlint schema > connector.schema.json
  connlint schema --service-type mysql > mysql.schema.json";

/// Prints the schema of a connector file, or of one of a service type.
pub(super) fn run(service_type: Option<&str>, setup: &Setup, out: &mut impl Write) -> io::Result<Outcome> {
    let Some(name) = service_type else {
        out.write_all(schema::TEXT.as_bytes())?;
        return Ok(Outcome::Clean);
    };
    with_types(setup, None, |types, _| {
        let Some(kind) = find_type(name, types) else { return Ok(Outcome::Usage) };
        out.write_all(schema::narrowed(kind)?.as_bytes())?;
        Ok(Outcome::Clean)
    })
}
