//! Any pattern on any text: no panic, a verdict within the step limit, and no text made up to be slow matches.
#![no_main]

use connlint::consumers::python::regex::{Pattern, Verdict};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &str)| {
    let (pattern, text) = input;
    let Ok(pattern) = Pattern::compile(pattern) else { return };
    let _ = pattern.fullmatch(text);
    if let Some(attack) = pattern.exponential().and_then(|found| found.attack.as_ref()) {
        assert_ne!(pattern.fullmatch(&attack.text(16)), Verdict::Match, "{attack:?}");
    }
});
