//! Secrets in what is shown.

use super::*;

#[test]
fn a_secret_tells_no_length() {
    let shown = |secret: &str| {
        let text = format!("a = 1\npassword = \"{secret}\" # x\nb = 2\n");
        let source = Source::new("a.toml", &text);
        let entry = format!("password = \"{secret}\"");
        block(Finding::new(&source, &entry, "written in plain text", "`password` is a secret").secret(secret))
    };
    insta::assert_snapshot!(shown("hunter2"), @r#"
    error[value-not-convertible]
      × `password` is a secret
       ╭─[a.toml:2:1]
     1 │ a = 1
     2 │ password = "••••••••" # x
       · ──────────┬──────────
       ·           ╰── written in plain text
     3 │ b = 2
       ╰────
      breaks: the connector service
    "#);
    assert_eq!(shown("hunter2"), shown(&"hunter2".repeat(1000)));
}

#[test]
fn a_label_inside_a_secret_covers_its_mask() {
    let source =
        Source::new("a.toml", "a = 1\npassword = \"\"\"hunter2\nhunter3\nhunter4\n\"\"\" x\nb = 2\n");
    let secret = "\"\"\"hunter2\nhunter3\nhunter4\n\"\"\"";
    insta::assert_snapshot!(block(Finding::new(&source, "hunter3", "in here", "inside").secret(secret)), @r"
    error[value-not-convertible]
      × inside
       ╭─[a.toml:3:1]
     1 │ a = 1
     2 │ password = ••••••••
       ·            ────┬───
       ·                ╰── in here
       ╰────
      breaks: the connector service
    ");
    insta::assert_snapshot!(block(Finding::new(&source, " x", "this", "behind").secret(secret)), @r"
    error[value-not-convertible]
      × behind
       ╭─[a.toml:5:4]
     5 │ •••••••• x
       ·         ─┬
       ·          ╰── this
     6 │ b = 2
       ╰────
      breaks: the connector service
    ");
    insta::assert_snapshot!(block(Finding::new(&source, "b = 2", "this", "on the next line").secret(secret)), @r"
    error[value-not-convertible]
      × on the next line
       ╭─[a.toml:6:1]
     6 │ b = 2
       · ──┬──
       ·   ╰── this
       ╰────
      breaks: the connector service
    ");
    insta::assert_snapshot!(block(Finding::new(&source, source.text().trim(), "all", "around").secret(secret)), @r"
    error[value-not-convertible]
      × around
       ╭─[a.toml:1:1]
     1 │ a = 1
       · ──┬──
       ·   ╰── all
     2 │ password = ••••••••
       ╰────
      breaks: the connector service
    ");
}

#[test]
fn no_place_shows_a_part_of_a_secret() {
    let source = Source::new("a.toml", "k = \"HUNTER\"\np = \"\"\"\nHUNTER\n漢HUNTER\n\"\"\"\nz = 'HUNTER'");
    let text = source.text();
    let secrets: Vec<Span> = [("\"HUNTER\"\n", 8), ("\"\"\"\n", 25), ("'HUNTER'", 8)]
        .iter()
        .map(|(start, length)| {
            let at = text.find(start).expect("it is there");
            Span::new(at, at + length)
        })
        .collect();
    for start in 0..=text.len() {
        for end in start..=text.len() {
            let mut finding = Finding::at(&source, Span::new(start, end), "here", "somewhere");
            finding.secrets = Secrets::new(secrets.clone());
            let shown = block(finding);
            assert!(!shown.contains("HUNTER"), "{start}..{end}\n{shown}");
        }
    }
}
