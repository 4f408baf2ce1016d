//! mysql: the certificate.

use crate::consumers::sources::certificate;
use crate::consumers::sources::fields::Fields;
use crate::consumers::sources::steps::{Failure, Steps, Stop};

pub(super) fn judge(fields: &Fields<'_, '_>, steps: &mut Steps) -> Result<(), Failure> {
    steps.validate(|| load(fields))
}

fn load(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    if fields.is_truthy("ssl_enabled")? {
        certificate::check(&fields.text(certificate::FIELD)?)?;
    }
    Ok(())
}
