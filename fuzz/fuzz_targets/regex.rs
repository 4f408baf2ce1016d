//! Any pattern on any text: no panic, and a verdict within the step limit.
#![no_main]

use connlint::consumers::python::regex::Pattern;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &str)| {
    let (pattern, text) = input;
    if let Ok(pattern) = Pattern::compile(pattern) {
        let _ = pattern.fullmatch(text);
    }
});
