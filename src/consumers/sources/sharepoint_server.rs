//! `sharepoint_server`: the names of site collections, then the certificate.

use crate::consumers::Cause;
use crate::consumers::sources::certificate;
use crate::consumers::sources::fields::{Fields, first_non_string};
use crate::consumers::sources::steps::{Failure, Steps, Stop};

const FIELD: &str = "site_collections";

pub(super) fn judge(fields: &Fields<'_, '_>, steps: &mut Steps) -> Result<(), Failure> {
    steps.construct(|| collections(fields))?;
    steps.construct(|| certificate::if_enabled(fields))
}

fn collections(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    match first_non_string(&fields.items(FIELD)?) {
        None => Ok(()),
        Some((_, item)) => {
            let text = format!("expected string or bytes-like object, got '{}'", item.type_name());
            let words = "has an item that is no string: the source wants names of site collections";
            Err(Failure::new(Cause::UnusableItem, FIELD, "TypeError", text, words).into())
        }
    }
}
