//! s3: the number of attempts.

use crate::consumers::Cause;
use crate::consumers::python::Py;
use crate::consumers::sentence::Sentence;
use crate::consumers::sources::fields::Fields;
use crate::consumers::sources::steps::{Failure, Steps, Stop};

const FIELD: &str = "max_attempts";

pub(super) fn judge(fields: &Fields<'_, '_>, steps: &mut Steps) -> Result<(), Failure> {
    steps.construct(|| attempts(fields))
}

fn attempts(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    let fail = |kind, text: Sentence, words: &'static str| {
        Err(Failure::new(Cause::UnusableItem, FIELD, kind, text, words).into())
    };
    match fields.value(FIELD)? {
        Py::None => {
            let text = "'<' not supported between instances of 'NoneType' and 'int'";
            fail("TypeError", text.into(), "is null, and the source wants a number")
        }
        Py::Int(number) if number.text().starts_with('-') => {
            let text = Sentence::text("Value provided to \"max_attempts\": ")
                .value(number.text())
                .then(" must be an integer greater than or equal to 0.");
            fail("InvalidMaxRetryAttemptsError", text, "is below 0")
        }
        _ => Ok(()),
    }
}
