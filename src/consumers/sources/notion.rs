//! notion: the titles must be strings, and the key must fit into a header.

use crate::consumers::Cause;
use crate::consumers::sentence::Sentence;
use crate::consumers::sources::fields::{Fields, first_non_string, is_everything};
use crate::consumers::sources::steps::{Failure, Steps, Stop};

const KEY: &str = "notion_secret_key";

pub(super) fn judge(fields: &Fields<'_, '_>, steps: &mut Steps) -> Result<(), Failure> {
    steps.validate(|| titles(fields, "pages"))?;
    steps.validate(|| titles(fields, "databases"))?;
    steps.validate(|| key(fields))
}

fn titles(fields: &Fields<'_, '_>, field: &'static str) -> Result<(), Stop> {
    let items = fields.items(field)?;
    match first_non_string(&items) {
        None => Ok(()),
        Some((at, item)) => {
            let text = format!("sequence item {at}: expected str instance, {} found", item.type_name());
            let words = "has an item that is no string: the source wants titles";
            Err(Failure::new(Cause::UnusableItem, field, "TypeError", text, words).into())
        }
    }
}

fn key(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    if is_everything(&fields.items("pages")?) && is_everything(&fields.items("databases")?) {
        return Ok(());
    }
    let key = fields.text(KEY)?;
    let mut others = key.chars().enumerate().filter(|(_, one)| !one.is_ascii());
    let Some((first, one)) = others.next() else { return Ok(()) };
    let run = key.chars().skip(first).take_while(|one| !one.is_ascii()).count();
    // The header begins with "Bearer ".
    let start = first + 7;
    let what = if run == 1 {
        format!("character '{}' in position {start}", escaped(one))
    } else {
        format!("characters in position {start}-{}", start + run - 1)
    };
    let text = Sentence::text("'ascii' codec can't encode ").value(what).then(": ordinal not in range(128)");
    let words = "has a letter that is not ASCII, which no header can carry";
    Err(Failure::new(Cause::InvalidLogin, KEY, "UnicodeEncodeError", text, words).into())
}

/// A character as the exception names it, printable or not.
fn escaped(character: char) -> String {
    let code = u32::from(character);
    match code {
        0..=0xff => format!("\\x{code:02x}"),
        0x100..=0xffff => format!("\\u{code:04x}"),
        _ => format!("\\U{code:08x}"),
    }
}
