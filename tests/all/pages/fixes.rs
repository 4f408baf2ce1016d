//! The fixes of the examples: applied, shown as a diff, and looked for again.

use connlint::finding::{Applicability, Fixable};
use connlint::fix::{Mended, State, mend, unified};
use connlint::lint::File;
use connlint::report::Diagnostic;
use connlint::rules::{RULES, Rule};
use connlint::suppress::{Accepted, Sieve};
use connlint::tree::{Arena, Format};

use super::{Expected, examples, lint, path, settings, without_marks_of_ignores};

fn applicability(found: &Diagnostic) -> Option<Applicability> {
    found.fix.as_ref().map(|fix| fix.applicability)
}

/// What all fixes make of an example, which must be what they say.
fn mended(rule: &Rule, format: Format, text: &str) -> Mended {
    let settings = settings(rule);
    let mut sieve = Sieve::new(&Accepted::default());
    let file = File::connector(path(format));
    let mended = mend(&file, text.as_bytes(), &settings, &mut sieve, Applicability::Unsafe);
    assert!(mended.faults.is_empty(), "{}: {:?}", rule.name, mended.faults);
    mended
}

/// Mends a bad example, and returns the diff; empty where there is nothing to mend.
pub(super) fn check(rule: &Rule, format: Format, text: &str, at: &str) -> String {
    let (before, _) = lint(rule, format, text);
    let mendable = before.iter().filter(|one| one.fix.is_some()).count();
    let mended = mended(rule, format, text);
    let Some(after) = mended.text else {
        assert_eq!(mendable, 0, "{at}: fixes were not applied");
        return String::new();
    };
    assert!(mended.fixed >= mendable, "{at}: {} of {mendable} fixes were applied", mended.fixed);
    let (left, _) = lint(rule, format, &after);
    assert!(left.iter().all(|one| one.fix.is_none()), "{at}: {left:?}\n{after}");
    let (settings, arena) = (settings(rule), &mut Arena::default());
    let file = File::connector(path(format));
    let masks = [text, &after].map(|text| settings.masked(&file, text.as_bytes(), arena));
    let states = [State { text, masked: &masks[0] }, State { text: &after, masked: &masks[1] }];
    unified(path(format), states[0], states[1])
}

#[test]
fn a_rule_has_the_fixes_that_it_says() {
    for rule in RULES {
        let (mut safe, mut judged) = (0, 0);
        for example in examples(rule).iter().filter(|one| one.expected == Expected::Bad && one.file.is_none())
        {
            let text = without_marks_of_ignores(&example.text);
            let (found, _) = lint(rule, example.format, &text);
            let own: Vec<_> = found.iter().filter(|one| one.rule == rule.name).collect();
            safe += own.iter().filter(|one| applicability(one) == Some(Applicability::Safe)).count();
            judged += own.iter().filter(|one| applicability(one) == Some(Applicability::Unsafe)).count();
            let kept = own.iter().filter(|one| one.fix.is_none()).count();
            if let Some(after) = mended(rule, example.format, &text).text {
                let (left, _) = lint(rule, example.format, &after);
                let left = left.iter().filter(|one| one.rule == rule.name).count();
                assert!(left <= kept, "{}.md:{}: still found in\n{after}", rule.name, example.line);
            }
        }
        let fixable = match (safe, judged) {
            (0, 0) => Fixable::No,
            (0, _) => Fixable::Unsafe,
            _ => Fixable::Safe,
        };
        assert_eq!(rule.fixable, fixable, "{}", rule.name);
    }
}
