//! Blocks that are not one excerpt.

use std::fmt::Write as _;

use super::*;

#[test]
fn a_file_without_a_text_has_a_name() {
    let source = Source::new("a.toml", "");
    let mut finding = Finding::at(&source, Span::new(0, 0), "", "the file cannot be read: permission denied");
    finding.labels.clear();
    insta::assert_snapshot!(block(finding), @r"
    error[value-not-convertible]
      × the file cannot be read: permission denied
      at a.toml:1:1
      breaks: the connector service
    ");
}

#[test]
fn places_without_an_excerpt_are_named() {
    let source = Source::new("a.toml", "order = 1\n");
    let text = "order = 1\n".repeat(20);
    let others = Source::new("b.toml", &text);
    let finding = Finding::new(&source, "order = 1", "here", "this order is taken").with(|found| {
        found
            .related
            .extend((0..7).map(|line| related(&others, Span::new(line * 10, line * 10 + 9), "and here")));
    });
    insta::assert_snapshot!(block(finding), @r"
    error[value-not-convertible]
      × this order is taken
       ╭─[a.toml:1:1]
     1 │ order = 1
       · ────┬────
       ·     ╰── here
       ╰────
      see also b.toml:1:1: and here
      see also b.toml:2:1: and here
      see also b.toml:3:1: and here
      see also b.toml:4:1: and here
      see also b.toml:5:1: and here
      see also 2 more places
      breaks: the connector service
    ");
}

#[test]
fn a_crowd_is_shown_in_part() {
    let mut text = String::new();
    for number in 1..=7 {
        let _ = writeln!(text, "key{number} = {number}");
    }
    let source = Source::new("a.toml", &text);
    let mut all: Vec<Diagnostic> = (1..=7)
        .map(|number| {
            let key = format!("key{number}");
            Finding::new(&source, &key, "", &format!("there is no field `{key}`")).done()
        })
        .collect();
    all.push(
        Finding::new(&source, "6", "", "another rule").rule("duplicate-order", Severity::Note, &[]).done(),
    );
    insta::assert_snapshot!(human(all, 80, Theme::Unicode), @r"
    error[value-not-convertible]
      × there is no field `key1`
       ╭─[a.toml:1:1]
     1 │ key1 = 1
       · ────
     2 │ key2 = 2
       ╰────
      breaks: the connector service

    error[value-not-convertible]
      × there is no field `key2`
       ╭─[a.toml:2:1]
     1 │ key1 = 1
     2 │ key2 = 2
       · ────
     3 │ key3 = 3
       ╰────
      breaks: the connector service

    error[value-not-convertible]
      × there is no field `key3`
       ╭─[a.toml:3:1]
     2 │ key2 = 2
     3 │ key3 = 3
       · ────
     4 │ key4 = 4
       ╰────
      breaks: the connector service

    error[value-not-convertible] 4 more in this file
      a.toml:4:1 there is no field `key4`
      a.toml:5:1 there is no field `key5`
      a.toml:6:1 there is no field `key6`
      a.toml:7:1 there is no field `key7`

    note[duplicate-order]
      ☞ another rule
       ╭─[a.toml:6:8]
     5 │ key5 = 5
     6 │ key6 = 6
       ·        ─
     7 │ key7 = 7
       ╰────

    checked 1 file: 7 errors, 1 note
    ");
}

#[test]
fn two_thousand_findings_in_a_megabyte_cost_little() {
    let mut text = String::new();
    let mut spans = Vec::new();
    for number in 0..2_000 {
        spans.push(Span::new(text.len(), text.len() + 3));
        let _ = write!(text, "key = \"value {number}\" # {} ", "x".repeat(490));
    }
    let source = Source::new("a.toml", &text);
    let found = |span: &Span| Finding::at(&source, *span, "here", "somewhere").done();
    let started = std::time::Instant::now();
    let report = report(spans.iter().map(found).collect());
    for format in [OutputFormat::Human, OutputFormat::Concise, OutputFormat::Json] {
        assert!(written(&report, format, Look::default()).lines().count() > 2_000);
    }
    // Far above what it takes, far below what a scan of the file for each finding would.
    assert!(started.elapsed() < std::time::Duration::from_secs(5), "{:?}", started.elapsed());
}
