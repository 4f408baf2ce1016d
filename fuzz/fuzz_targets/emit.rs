//! Makes a payload of any text, as JSON where it begins like an object, else as TOML: the payload is JSON, and read as
//! a file it emits itself.

#![no_main]

use connlint::emit::{Payload, Text};
use connlint::lint::Settings;
use connlint::tree::Arena;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let is_json = text.trim_start().starts_with(['{', '/']);
    let Some(payload) = payload(if is_json { "a.json" } else { "a.toml" }, text) else { return };
    let body = held(&payload);
    assert!(payload.line(body).is_some(), "no JSON: {body}");
    let again = self::payload("a.json", body);
    assert_eq!(again.as_deref().map(held), Some(body));
});

fn payload(path: &str, text: &str) -> Option<Box<Payload>> {
    let settings = Settings { payloads: true, ..Settings::default() };
    settings.lint(path, text.as_bytes(), &mut Arena::default()).payload
}

fn held(payload: &Payload) -> &str {
    match &payload.body {
        Text::Held(body) => body,
        Text::Spooled(_) => panic!("nothing was to be spooled"),
    }
}
