//! Mends any text, as JSON where it begins like an object, else as TOML: the fixes add no error and can be read as well
//! as what was there, a second run finds nothing to do, and no comment is lost.

#![no_main]

use connlint::finding::Applicability;
use connlint::fix::{Mended, mend};
use connlint::lint::{File, Settings};
use connlint::report::Status;
use connlint::suppress::{Accepted, Sieve};
use connlint::tree::{Arena, Format, Tree};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let is_json = text.trim_start().starts_with(['{', '/']);
    let (path, format) =
        if is_json { ("connectors/a.json", Format::Json) } else { ("connectors/a.toml", Format::Toml) };
    for allowed in [Applicability::Safe, Applicability::Unsafe] {
        let once = mended(path, text, allowed);
        assert!(once.faults.is_empty(), "{:?}", once.faults);
        let Some(after) = once.text else { continue };
        let twice = mended(path, &after, allowed);
        assert!(twice.text.is_none(), "not idempotent: {after:?}, then {:?}", twice.text);
        let (before, now) = (Tree::parse(text, format), Tree::parse(&after, format));
        assert!(now.faults().len() <= before.faults().len(), "{:?} of {after:?}", now.faults());
        assert!(status(path, &after) != Status::PartlyChecked || status(path, text) == Status::PartlyChecked);
        if before.faults().is_empty() {
            for comment in before.comments().iter().map(|span| before.slice(*span).trim_end()) {
                // A comment to connlint goes when it has become idle.
                assert!(comment.contains("connlint:") || after.contains(comment), "{comment:?} of {after:?}");
            }
        }
    }
});

fn mended(path: &str, text: &str, allowed: Applicability) -> Mended {
    let mut sieve = Sieve::new(&Accepted::default());
    mend(&File::connector(path), text.as_bytes(), &Settings::default(), &mut sieve, allowed)
}

fn status(path: &str, text: &str) -> Status {
    Settings::default().lint(path, text.as_bytes(), &mut Arena::default()).entry.status
}
