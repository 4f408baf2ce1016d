//! outlook: the certificate of an Exchange server.

use crate::consumers::sources::certificate::{self, Loaded, NOT_ASCII};
use crate::consumers::sources::fields::Fields;
use crate::consumers::sources::pem::{self, END_CERTIFICATE};
use crate::consumers::sources::steps::{Failure, Steps, Stop};

pub(super) fn judge(fields: &Fields<'_, '_>, steps: &mut Steps) -> Result<(), Failure> {
    steps.validate(|| load(fields))
}

fn load(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    if fields.text("data_source")? != "outlook_server" || !fields.is_truthy("ssl_enabled")? {
        return Ok(());
    }
    let text = fields.text(certificate::FIELD)?;
    let lines = pem::reflow(&text, END_CERTIFICATE);
    if !lines.is_ascii() {
        return Err(certificate::failure("TypeError", NOT_ASCII, &text).into());
    }
    match certificate::load(&lines) {
        Loaded::Whole => Ok(()),
        Loaded::Undecided => Err(Stop::Undecided),
        Loaded::Nothing | Loaded::Partly => {
            let message =
                "The provided SSL certificate is not valid. Provide a valid PEM-encoded certificate.";
            Err(certificate::failure("ConfigurableFieldValueError", message, &text).into())
        }
    }
}
