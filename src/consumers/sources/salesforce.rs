//! salesforce: the names of custom objects.

use crate::consumers::Cause;
use crate::consumers::sources::fields::{Fields, first_non_string};
use crate::consumers::sources::steps::{Failure, Steps, Stop};

const FIELD: &str = "custom_objects_to_sync";

pub(super) fn judge(fields: &Fields<'_, '_>, steps: &mut Steps) -> Result<(), Failure> {
    steps.construct(|| objects(fields))
}

fn objects(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    match first_non_string(&fields.items(FIELD)?) {
        None => Ok(()),
        Some((_, item)) => {
            let text = format!("'{}' object has no attribute 'endswith'", item.type_name());
            let words = "has an item that is no string: the source wants names of objects";
            Err(Failure::new(Cause::UnusableItem, FIELD, "AttributeError", text, words).into())
        }
    }
}
