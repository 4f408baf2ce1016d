//! Which patterns can take exponentially many steps. Each verdict of the two lists was confirmed with Python 3.11.7:
//! the time for the texts made up here doubles with every few pumps for the patterns of the first, and stays flat for
//! those of the second.

mod corners;

use std::time::{Duration, Instant};

use connlint::consumers::python::regex::{Exponential, Pattern, Verdict};
use proptest::prelude::*;

fn found(pattern: &str) -> Option<Exponential> {
    Pattern::compile(pattern).unwrap().exponential().cloned()
}

/// A pattern, and the part of it that is the reason.
const SLOW: [(&str, &str); 110] = [
    (r"(a+)+", r"(a+)+"),
    (r"(a+)+$", r"(a+)+"),
    (r"^(a+)+$", r"(a+)+"),
    (r"(a*)*b", r"(a*)*"),
    (r"(a*)+b", r"(a*)+"),
    (r"(?:a+)*b", r"(?:a+)*"),
    (r"(a+?)+b", r"(a+?)+"),
    (r"(a+)+?b", r"(a+)+?"),
    (r"(a|a)*b", r"(a|a)*"),
    (r"(a|aa)+$", r"(a|aa)+"),
    (r"(ab|abab)+c", r"(ab|abab)+"),
    (r"(aa|aaa)*b", r"(aa|aaa)*"),
    (r"(a|a?)+b", r"(a|a?)+"),
    (r"(x+x+)+y", r"(x+x+)+"),
    (r"(a*b*)*c", r"(a*b*)*"),
    (r"(a?b?c*)*d", r"(a?b?c*)*"),
    (r"(\w+\s?)*x", r"(\w+\s?)*"),
    (r"(\w+\s?)*$", r"(\w+\s?)*"),
    (r"^(\w+\s?)+$", r"(\w+\s?)+"),
    (r"(\d+,?)+;", r"(\d+,?)+"),
    (r"([a-z]+)*!", r"([a-z]+)*"),
    (r"([a-z]*)*!", r"([a-z]*)*"),
    (r"([a-zA-Z0-9]+)*$", r"([a-zA-Z0-9]+)*"),
    (r"([a-zA-Z0-9]+-?)+", r"([a-zA-Z0-9]+-?)+"),
    (r"^([a-z0-9]+[._-]?)+@x$", r"([a-z0-9]+[._-]?)+"),
    (r"(.*a)*b", r"(.*a)*"),
    (r"(.*a){12}", r"(.*a){12}"),
    (r"(.*,){11,}x", r"(.*,){11,}"),
    (r"(.+)+x", r"(.+)+"),
    (r"(.*)*x", r"(.*)*"),
    (r"(.*)+=.*", r"(.*)+"),
    (r"(.|\s)*x", r"(.|\s)*"),
    (r"(.|\w)+=", r"(.|\w)+"),
    (r"(?:.|\d)*end", r"(?:.|\d)*"),
    (r"(\s|.)+?x", r"(\s|.)+?"),
    (r"([^x]|y)*x", r"([^x]|y)*"),
    (r"(a|[^b])*c", r"(a|[^b])*"),
    (r"([^/]+/?)+\.txt", r"([^/]+/?)+"),
    (r"(https?://)?([\w-]+\.?)+/x", r"([\w-]+\.?)+"),
    (r"^(([a-z])+.)+[A-Z]([a-z])+$", r"(([a-z])+.)+"),
    (r"^([a-zA-Z0-9])(([\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}x$", r"(([\-.]|[_]+)?([a-zA-Z0-9]+))*"),
    (r"^[a-zA-Z]+(([\'\,\.\-][a-zA-Z ])?[a-zA-Z]*)*$", r"(([\'\,\.\-][a-zA-Z ])?[a-zA-Z]*)*"),
    (r"^(\d+(,\d*)*)+$", r"(\d+(,\d*)*)+"),
    (r"^(\d*\.?\d*)*$", r"(\d*\.?\d*)*"),
    (r"(\d+\.?\d*)+x", r"(\d+\.?\d*)+"),
    (r"((a?)*b)*c", r"((a?)*b)*"),
    (r"(?:(?:a?)*b)*c", r"(?:(?:a?)*b)*"),
    (r"((a?)+b)*c", r"((a?)+b)*"),
    (r"((a*)?b)*c", r"((a*)?b)*"),
    (r"((?:x?)?b)*c", r"((?:x?)?b)*"),
    (r"(a?){30}", r"(a?){30}"),
    (r"(\d?){25}x", r"(\d?){25}"),
    (r"(a{1,3}){1,30}b", r"(a{1,3}){1,30}"),
    (r"([0-9]{1,3})*x", r"([0-9]{1,3})*"),
    (r"([0-9]{1,3}\.?)+x", r"([0-9]{1,3}\.?)+"),
    (r"(a{2,3})+b", r"(a{2,3})+"),
    (r"(a{2,}){10,20}b", r"(a{2,}){10,20}"),
    (r"(\w{2,4}\d{0,2})*-", r"(\w{2,4}\d{0,2})*"),
    (r"((ab)+)+c", r"((ab)+)+"),
    (r"((ab)*)*c", r"((ab)*)*"),
    (r"(((a)+)+)+b", r"((a)+)+"),
    (r"x(y(a+)+z)*", r"(a+)+"),
    (r"x((a+)+|b)y", r"(a+)+"),
    (r"(a|b|ab)*c", r"(a|b|ab)*"),
    (r"(a|b|ab|ba)*c", r"(a|b|ab|ba)*"),
    (r"(abc|a|bc)*d", r"(abc|a|bc)*"),
    (r"(foo|bar|foobar)+!", r"(foo|bar|foobar)+"),
    (r"(\w|\d\d)*!", r"(\w|\d\d)*"),
    (r"([ab]|a[bc]|c)*!", r"([ab]|a[bc]|c)*"),
    (r"((?i:a)|a)*c", r"((?i:a)|a)*"),
    (r"(?i)(k+K?)*!", r"(k+K?)*"),
    (r"(?i)(a|A)*(a|aA)*!", r"(a|aA)*"),
    (r"(?s)(.+\n?)*x", r"(.+\n?)*"),
    (r"(?x) ( a + ) + b # twice", r"( a + ) +"),
    (r"(é|[à-ü])*((é+)+)x", r"(é+)+"),
    (r"(\d+|[^a-z]+)*x", r"(\d+|[^a-z]+)*"),
    (r"(\S+\s*)*x", r"(\S+\s*)*"),
    (r"(\s*\S+\s*)*x", r"(\s*\S+\s*)*"),
    (r"(\s*\w+\s*,?)*;", r"(\s*\w+\s*,?)*"),
    (r"^\s*(\w+\s*=\s*\w*\s*)*;$", r"(\w+\s*=\s*\w*\s*)*"),
    (r"(?P<word>\w+ ?)+\.", r"(?P<word>\w+ ?)+"),
    (r"(?=(a+)+b)\w+", r"(a+)+"),
    (r"(?!(a+)+b)\w+", r"(a+)+"),
    (r"(?>(a+)+b)c", r"(a+)+"),
    (r"(x)?(?(1)(a+)+b|c)", r"(a+)+"),
    (r"([a-z]+[0-9]*)+-x", r"([a-z]+[0-9]*)+"),
    (r"(\\?.)*x", r"(\\?.)*"),
    (r"^([^&=]+=[^&]*&?)+$", r"([^&=]+=[^&]*&?)+"),
    // Parts beside the loop that are not modelled exactly do not hide it.
    (r"(a+)+(?>b)", r"(a+)+"),
    (r"(a+)+(?!b)", r"(a+)+"),
    (r"x*+(a+)+b", r"(a+)+"),
    (r"(?:(?:(?=a)a)?b+)*c", r"(?:(?:(?=a)a)?b+)*"),
    // Branches that only go to a place from which the loop does not start again do not hide the others.
    (r"(?:xxxxx\b|a|b|ab)*c", r"(?:xxxxx\b|a|b|ab)*"),
    (r"(?:a(?:|)b\b|c(?:|)d)*e", r"(?:a(?:|)b\b|c(?:|)d)*"),
    (r"(?:a|ab|cd|c|d)*e", r"(?:a|ab|cd|c|d)*"),
    (r"(?:[^\w\W]+|a+)+b", r"(?:[^\w\W]+|a+)+"),
    // The second way is in how often nothing is taken.
    (r"(?:(?:[^\w\W]?)+b)*c", r"(?:(?:[^\w\W]?)+b)*"),
    (r"(?:(?:|)b)*c", r"(?:(?:|)b)*"),
    (r"(?:()+b)*c", r"(?:()+b)*"),
    (r"(?:()*b)*c", r"(?:()*b)*"),
    (r"(?:(?:)?b)*c", r"(?:(?:)?b)*"),
    (r"(?:(?:){0,5}b)*c", r"(?:(?:){0,5}b)*"),
    (r"(?:(){2,5}b)*c", r"(?:(){2,5}b)*"),
    (r"(?:(?:a|a){2})*c", r"(?:(?:a|a){2})*"),
    // A plus takes one character, too.
    (r"(?:a+b|aab)*c", r"(?:a+b|aab)*"),
    // Rounds of nothing are not counted out.
    (r"(?:(?:){30000}a+)*b", r"(?:(?:){30000}a+)*"),
    (r"(?:(?:){0,30000}a+)*b", r"(?:(?:){0,30000}a+)*"),
    // Characters that look the same are not.
    (r"(?:(?i:a)|A)*c", r"(?:(?i:a)|A)*"),
    (r"(?:(?:[a]x|[^a]y)|by)*z", r"(?:(?:[a]x|[^a]y)|by)*"),
    ("(\u{80}+)+", "(\u{80}+)+"),
];

/// Patterns that are in order, many of them of the kind that people write.
const FAST: [&str; 112] = [
    r"[a-z]+(\.[a-z]+)*",
    r"(https?://)?[^/]+(/.*)?",
    r"^\S+@\S+\.\S+$",
    r"^https://.*",
    r"^https?://[^\s/$.?#].[^\s]*$",
    r"[^@\s]+@[^@\s]+\.[a-z]{2,}",
    r"^[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\.[a-zA-Z]{2,}$",
    r"^[\w.+-]+@[\w-]+(\.[\w-]+)+$",
    r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$",
    r"^(([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\-]*[a-zA-Z0-9])\.)*([A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9\-]*[A-Za-z0-9])$",
    r"^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$",
    r"^((25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)\.){3}(25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)$",
    r"^\d{1,3}(\.\d{1,3}){3}$",
    r"^\d{1,3}(\.\d{1,3}){3}(:\d{1,5})?$",
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    r"^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$",
    r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$",
    r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})?)?$",
    r"^[a-z]{2}(-[A-Z]{2})?(,[a-z]{2}(-[A-Z]{2})?)*$",
    r"^\w+(,\w+)*$",
    r"^\s*\w+\s*(,\s*\w+\s*)*$",
    r"^[^,]+(,[^,]+)*$",
    r"^[^,\s]+(\s*,\s*[^,\s]+)*$",
    r"^(\w+=\w+)(&\w+=\w+)*$",
    r"^([^&=]+=[^&=]*(&|$))+$",
    r"^([A-Z][a-z]+)+$",
    r"^([A-Z][a-z]*)*$",
    r"^[A-Z][a-z]+([ -][A-Z][a-z]+)*$",
    r"^/([^/]+/)*[^/]*$",
    r"^(/[^/]+)+/?$",
    r"^(\.{0,2}/)?([\w.-]+/)*[\w.-]+$",
    r#"^([a-zA-Z]:)?(\\[^\\/:*?"<>|]+)*\\?$"#,
    r"^\\\\[\w.-]+(\\[\w$.-]+)+$",
    r"^(s3|gs|abfss?)://[a-z0-9.-]+(/.*)?$",
    r"^arn:aws:[a-z0-9-]+:[a-z0-9-]*:\d{12}:.+$",
    r"^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
    r"^#?([a-f0-9]{6}|[a-f0-9]{3})$",
    r"^v?\d+(\.\d+){0,2}(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$",
    r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$",
    r"^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$",
    r"^\d{1,3}(,\d{3})*(\.\d+)?$",
    r#"^"([^"\\]|\\.)*"$"#,
    r"^'(?:[^'\\]|\\.)*'$",
    r#"^"[^"]*("{2}[^"]*)*"$"#,
    r"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/",
    r"<!--(?:(?!-->).)*-->",
    r"^(?:(?!foo).)*$",
    r"^(?=.*[A-Z])(?=.*\d)(?=.*[^\w]).{8,}$",
    r"^(?!.*\.\.)[a-z.]+$",
    r"(?s)(.|a)*",
    r"(?s).*(.|\n)*",
    r"(.|\n)*",
    r"(.|\n)*x",
    r"(?:[^\r\n]|\r?\n)*end",
    r"(\w|\d)*!",
    r"(a|[ab])*c",
    r"(?:\w|-)*@",
    r"(\d|[0-9])*x",
    r"(a[xy]|a[xz])*b",
    r"((?:a|b)|a)*c",
    r"(a|b|)*c",
    r"(a?)*c",
    r"(a|ab)*c",
    r"(a|b)*(a|c)*d",
    r"(foo|bar|baz)*!",
    r"(foo|foobar)*!",
    r"(ab|a|b{2})*c",
    r"(?>a+)+b",
    r"(?:a++)+b",
    r"(a+)++b",
    r"(?>(a+)+)b",
    r"(?:a+b)*c",
    r"(?:a+b?c)*d",
    r"(?:\w+\b\s*)*x",
    r"(\w+\s)*x",
    r"(\w+\s)*\w+",
    r"(\w+\s+)*\w*x",
    r"(\w+(?:\s|$))+",
    r"(\d+[a-z]+)*x",
    r"(\d{3})*x",
    r"(\d{3}|\d{5}x)*y",
    r"(a{2}){20}b",
    r"(a{3}){1,100}b",
    r"(\w+\s?){1,5}",
    r"(a{1,2}){1,8}b",
    r"(.*a){3}",
    r"(a*){0,5}b",
    r"(x?y)*z",
    r"(x*y)*z",
    r"(x+y*)z+",
    r"(a|b+c)*",
    r"^([^\s:]+:\d+)(,[^\s:]+:\d+)*$",
    r"^[\w-]+(\.[\w-]+)*:[\w-]+(\.[\w-]+)*$",
    r"^(GET|POST|PUT) (/\w+)*$",
    r"(?i)^select\s+.+\s+from\s+\w+(\s*,\s*\w+)*;?$",
    r"^[^<>]*(<[^<>]*>[^<>]*)*$",
    r"^\{\{\s*[\w.]+(\s*\|\s*\w+)*\s*\}\}$",
    r"^(-----BEGIN [A-Z ]+-----)\n([A-Za-z0-9+/=]+\n)+(-----END [A-Z ]+-----)\n?$",
    r"^(\*|[\w*-]+(\.[\w*-]+)*)$",
    r"(\()?[a-z]+(?(1)\))",
    r"([a-z])\1*(-\1)*",
    r"[\s\S]*",
    r"(?:[\s\S])*x",
    r"(a*)(a*)b",
    r".*.*.*x",
    r"\w*\d*\w*-",
    r"(?=a)(?s:(a+)+.*)",
    r"(?:(?:a)[xy]|a[xz])*b",
    r"(?:[ab][xy]|[ab][xz])*c",
    r"(a|ab){20}c",
    r"(?:(){3}b)*c",
    r"(?:(?:)b)*c",
];

#[test]
fn every_slow_pattern_is_found_at_its_reason() {
    for (pattern, reason) in SLOW {
        let found = found(pattern).unwrap_or_else(|| panic!("nothing in {pattern}"));
        assert_eq!(&pattern[found.span.range()], reason, "{pattern}");
    }
}

#[test]
fn letters_beyond_ascii_are_known_wherever_they_are_named() {
    for pattern in [
        r"(ω+)+",
        r"(?:[ж-я]+)*x",
        r"(?i:(ω+)+)x",
        r"(?=(ω+)+x)ω",
        r"(?>(ω+)+x)?y",
        r"(a)?(?(1)(ω+)+x|(ω+)+y)",
    ] {
        assert!(found(pattern).is_some(), "{pattern}");
    }
}

#[test]
fn nothing_is_found_in_patterns_that_are_in_order() {
    let wrong: Vec<_> = FAST.into_iter().filter_map(|pattern| Some((pattern, found(pattern)?))).collect();
    assert_eq!(wrong, []);
}

#[test]
fn the_made_up_texts_do_not_match_and_grow_by_the_pump() {
    for (pattern, _) in SLOW {
        let Some(attack) = found(pattern).and_then(|found| found.attack) else { continue };
        assert!(!attack.pump.is_empty(), "{pattern}");
        let text = attack.text(5);
        assert_ne!(Pattern::compile(pattern).unwrap().fullmatch(&text), Verdict::Match, "{pattern} {text}");
    }
}

#[test]
fn large_patterns_are_answered_at_once() {
    let nested = format!("{}a{}", "(".repeat(120), "+)+".repeat(120));
    let hollow = format!("{}a?{}", "(?:".repeat(100), ")+".repeat(100));
    let many = r"(\w+(?:\s|$))+(a{1,60}b?){1,90}[^x-z]*(a|b|cd?e?f?)*".repeat(400);
    let wide = format!("({})*", (0..5_000).map(|n| format!("a{n}b?")).collect::<Vec<_>>().join("|"));
    let counted = "((a{0,100}b?){0,100}c?){0,100}".to_owned();
    let optional = format!("({})*x", "a?b?c?".repeat(60));
    let empty = "(?:(?:){1000000}(?:()*){1000000})*x".to_owned();
    for pattern in [nested, hollow, many, wide, counted, optional, empty] {
        let compiled = Pattern::compile(&pattern).unwrap();
        let start = Instant::now();
        compiled.exponential();
        let spent = start.elapsed();
        assert!(spent < Duration::from_secs(2), "{spent:?} for {}…", &pattern[..30]);
    }
}

#[test]
fn a_made_up_text_is_slow_whatever_the_number_of_pumps() {
    for pattern in ["(a+(a+)+a,|aa)+", "(?:(a+)+b|aaa)+", "(?:(a+)+b|a{5})+"] {
        let compiled = Pattern::compile(pattern).unwrap();
        let attack = compiled.exponential().and_then(|found| found.attack.as_ref()).unwrap();
        for pumps in 4..24 {
            assert_ne!(compiled.fullmatch(&attack.text(pumps)), Verdict::Match, "{pattern}: {attack:?}");
        }
    }
}

fn patterns() -> impl Strategy<Value = String> {
    let atoms = ["a", "b", "[ab]", ".", "[^a]", r"\w", r"\b", "(?=a)", "é", "(?i:B)", "$"];
    let atom = prop::sample::select(atoms.to_vec()).prop_map(str::to_owned);
    atom.prop_recursive(5, 40, 4, |inner| {
        let quantifiers = ["", "*", "+", "?", "{2}", "{0,3}", "{10,}", "*?", "++"];
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.concat()),
            prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| format!("(?:{})", parts.join("|"))),
            (inner, prop::sample::select(quantifiers.to_vec()))
                .prop_map(|(part, quantifier)| format!("({part}){quantifier}")),
        ]
    })
}

proptest! {
    #[test]
    fn no_made_up_text_ever_matches(pattern in patterns()) {
        if let Ok(compiled) = Pattern::compile(&pattern)
            && let Some(attack) = compiled.exponential().and_then(|found| found.attack.as_ref())
        {
            // The sets of positions have settled after so many pumps.
            prop_assert_ne!(compiled.fullmatch(&attack.text(16)), Verdict::Match, "{:?}", attack);
        }
    }
}
