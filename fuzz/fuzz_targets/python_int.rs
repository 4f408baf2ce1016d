//! `int(text)` never panics, and what it accepts reads back as itself.
#![no_main]

use connlint::consumers::python::Int;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| match Int::parse(text) {
    Ok(int) => {
        assert_eq!(Int::parse(int.text()).as_ref(), Ok(&int));
        assert_eq!(Int::written(int.text()), int);
        assert!(int.str().is_ok());
    }
    Err(exception) => assert_eq!(exception.kind, "ValueError"),
});
