//! Files and places that are hard to show.

use super::*;

#[test]
fn tabs_are_expanded() {
    let source = Source::new("a.toml", "[values]\n\tport\t=\t\"abc\" # x\n\n");
    insta::assert_snapshot!(block(Finding::new(&source, "\"abc\"", "not an integer", "a value behind tabs")), @r#"
    error[value-not-convertible]
      × a value behind tabs
       ╭─[a.toml:2:9]
     1 │ [values]
     2 │     port    =   "abc" # x
       ·                 ──┬──
       ·                   ╰── not an integer
       ╰────
      breaks: the connector service
    "#);
}

#[test]
fn wide_characters_are_as_wide_as_they_are() {
    let source = Source::new("a.toml", "[values]\r\n漢字 = \"漢字👍é\" # x\r\nb = 1\r\n");
    insta::assert_snapshot!(block(Finding::new(&source, "\"漢字👍é\"", "漢字", "`漢字` in a file with CRLF")), @r#"
    error[value-not-convertible]
      × `漢字` in a file with CRLF
       ╭─[a.toml:2:6]
     1 │ [values]
     2 │ 漢字 = "漢字👍é" # x
       ·        ────┬────
       ·            ╰── 漢字
     3 │ b = 1
       ╰────
      breaks: the connector service
    "#);
}

#[test]
fn hidden_characters_are_drawn() {
    let source = Source::new(
        "a\u{1b}[31m.toml",
        "name = \"\u{1b}[31m\u{202e}abc\u{200b}\u{7f}\" # \u{9b}x\r\nb = 1\n",
    );
    let finding = Finding::new(&source, "abc", "label \u{1b}[0m", "message \u{1b}[31m\u{202e} with controls");
    insta::assert_snapshot!(block(finding.help("one\n\ttwo \u{2066}")), @r#"
    error[value-not-convertible]
      × message ␛[31m⟨U+202E⟩ with controls
       ╭─[a␛[31m.toml:1:15]
     1 │ name = "␛[31m⟨U+202E⟩abc⟨U+200B⟩␡" # ⟨U+009B⟩x
       ·                      ─┬─
       ·                       ╰── label ␛[0m
     2 │ b = 1
       ╰────
      breaks: the connector service
      help: one
            ␉two ⟨U+2066⟩
    "#);
}

#[test]
fn a_byte_order_mark_is_not_shown() {
    let source = Source::new("a.toml", "\u{feff}a = 1\n");
    insta::assert_snapshot!(block(Finding::at(&source, Span::new(0, 4), "here", "at the start")), @r"
    error[value-not-convertible]
      × at the start
       ╭─[a.toml:1:1]
     1 │ a = 1
       · ┬
       · ╰── here
       ╰────
      breaks: the connector service
    ");
}

#[test]
fn a_line_of_a_megabyte_is_cut_around_its_labels() {
    let mut line = "lorem ipsum ".repeat(87_000);
    line.replace_range(300_000..300_011, "WRONG VALUE");
    let text = format!("{{\"a\": 1,\n\"b\": \"{line}\",\n\"c\": 2}}\n");
    let source = Source::new("a.json", &text);
    insta::assert_snapshot!(block(Finding::new(&source, "WRONG VALUE", "here", "in a long line")), @r#"
    error[value-not-convertible]
      × in a long line
       ╭─[a.json:2:300007]
     1 │ {"a": 1,
     2 │ … ipsum lorem ipsum lorem ipsum WRONG VALUE lorem ipsum lorem ipsum lorem …
       ·                                 ─────┬─────
       ·                                      ╰── here
     3 │ "c": 2}
       ╰────
      breaks: the connector service
    "#);
    insta::assert_snapshot!(block(Finding::new(&source, "WRONG VALUE", "here", "far apart").and("\"b\"", "there")), @r#"
    error[value-not-convertible]
      × far apart
       ╭─[a.json:2:300007]
     1 │ {"a": 1,
     2 │ "b": "lorem ipsum lorem ipsum lorem …lorem ipsum WRONG VALUE lorem ipsum …
       · ─┬─                                              ─────┬─────
       ·  │                                                    ╰── here
       ·  ╰── there
     3 │ "c": 2}
       ╰────
      breaks: the connector service
    "#);
    let all = source.line(2);
    insta::assert_snapshot!(block(Finding::at(&source, Span::new(all.start, all.end), "here", "all of it")), @r#"
    error[value-not-convertible]
      × all of it
       ╭─[a.json:2:1]
     1 │ {"a": 1,
     2 │ "b": "lorem ipsum lorem ipsum …sum lorem ipsum lorem ipsum ",
       · ──────────────────────────────┬──────────────────────────────
       ·                               ╰── here
     3 │ "c": 2}
       ╰────
      breaks: the connector service
    "#);
    let end = Span::new(all.end - 1, all.end);
    insta::assert_snapshot!(block(Finding::at(&source, end, "here", "at its end")), @r#"
    error[value-not-convertible]
      × at its end
       ╭─[a.json:2:1044008]
     1 │ {"a": 1,
     2 │ …orem ipsum lorem ipsum lorem ipsum lorem ipsum lorem ipsum lorem ipsum ",
       ·                                                                          ┬
       ·                                                                          ╰── here
     3 │ "c": 2}
       ╰────
      breaks: the connector service
    "#);
}

#[test]
fn a_line_of_hidden_or_combining_characters_is_cut_too() {
    for character in ["\u{202e}", "\u{301}", "\u{1b}", "漢", "\t"] {
        let text = format!("a = \"{}\"", character.repeat(100_000));
        let source = Source::new("a.toml", &text);
        let shown = block(Finding::at(&source, Span::new(50_000, 50_020), "here", "somewhere"));
        assert!(shown.len() < 2_000, "{shown}");
    }
}

#[test]
fn a_label_over_some_lines_shows_them() {
    let source = Source::new("a.toml", "x = 1\na = [\n  1,\n  2,\n]\nb = 2\n");
    insta::assert_snapshot!(block(Finding::new(&source, "[\n  1,\n  2,\n]", "this list", "a list")), @r"
    error[value-not-convertible]
      × a list
       ╭─[a.toml:2:5]
     1 │     x = 1
     2 │ ╭─▶ a = [
     3 │ │     1,
     4 │ │     2,
     5 │ ├─▶ ]
       · ╰──── this list
     6 │     b = 2
       ╰────
      breaks: the connector service
    ");
}

#[test]
fn a_label_over_many_lines_shows_its_first() {
    let source = Source::new("a.toml", "x = 1\na = [\n  1,\n  2,\n  3,\n  4,\n  5,\n]\nb = 2\n");
    let list = &source.text()[10..source.text().len() - 7];
    insta::assert_snapshot!(block(Finding::new(&source, list, "this list", "a long list")), @r"
    error[value-not-convertible]
      × a long list
       ╭─[a.toml:2:5]
     1 │ x = 1
     2 │ a = [
       ·     ┬
       ·     ╰── this list
     3 │   1,
       ╰────
      breaks: the connector service
    ");
}

#[test]
fn labels_far_apart_are_two_excerpts() {
    let text = format!("order = 1\n{}order = 2 # twice\nlast = true", "x = 1\n".repeat(30));
    let source = Source::new("a.toml", &text);
    let finding = Finding::new(&source, "order = 2", "again here", "two fields have the order");
    insta::assert_snapshot!(block(finding.and("order = 1", "first here")), @r"
    error[value-not-convertible]
      × two fields have the order
       ╭─[a.toml:1:1]
     1 │ order = 1
       · ────┬────
       ·     ╰── first here
     2 │ x = 1
       ╰────
        ╭─[a.toml:32:1]
     31 │ x = 1
     32 │ order = 2 # twice
        · ────┬────
        ·     ╰── again here
     33 │ last = true
        ╰────
      breaks: the connector service
    ");
}

#[test]
fn labels_that_overlap_stand_side_by_side() {
    let source = Source::new("a.toml", "a = { b = 1, c = 2, d = 3 } # x\n");
    let finding = Finding::new(&source, "c = 2", "this one", "nested labels");
    insta::assert_snapshot!(block(finding.and("{ b = 1, c = 2, d = 3 }", "in here").and("c = 2", "again")), @r"
    error[value-not-convertible]
      × nested labels
       ╭─[a.toml:1:14]
     1 │ a = { b = 1, c = 2, d = 3 } # x
       ·     ────┬──────┬──
       ·         │      ╰── this one; again
       ·         ╰── in here
       ╰────
      breaks: the connector service
    ");
}

#[test]
fn the_end_of_a_file_is_a_place() {
    let open = Source::new("a.toml", "a = 1\nb = [");
    insta::assert_snapshot!(block(Finding::at(&open, Span::new(11, 11), "expected `]`", "unclosed list")), @r"
    error[value-not-convertible]
      × unclosed list
       ╭─[a.toml:2:6]
     1 │ a = 1
     2 │ b = [
       ·      ▲
       ·      ╰── expected `]`
       ╰────
      breaks: the connector service
    ");
    let ended = Source::new("a.toml", "a = 1\nb = [\n");
    insta::assert_snapshot!(block(Finding::at(&ended, Span::new(12, 12), "expected `]`", "unclosed list")), @r"
    error[value-not-convertible]
      × unclosed list
       ╭─[a.toml:3:1]
     2 │ b = [
     3 │
       · ▲
       · ╰── expected `]`
       ╰────
      breaks: the connector service
    ");
    let beyond = Finding::at(&open, Span::new(100, 120), "expected `]`", "unclosed list");
    assert_eq!(block(beyond), block(Finding::at(&open, Span::new(11, 11), "expected `]`", "unclosed list")));
}

#[test]
fn an_empty_file_has_a_place() {
    let source = Source::new("a.toml", "");
    insta::assert_snapshot!(block(Finding::at(&source, Span::new(0, 0), "nothing here", "the file is empty")), @r"
    error[value-not-convertible]
      × the file is empty
       ╭─[a.toml:1:1]
     1 │
       · ▲
       · ╰── nothing here
       ╰────
      breaks: the connector service
    ");
}

#[test]
fn any_label_of_any_text_renders_at_any_width() {
    let text = "\u{feff}a\t= '漢\u{1b}'\r\n\r\n\u{301}b = \"\"\"é\n👍\"\"\"\r\n\n x";
    let source = Source::new("a.toml", text);
    for start in 0..=text.len() + 1 {
        for end in start..=text.len() + 1 {
            for width in [0, 80] {
                let finding = Finding::at(&source, Span::new(start, end), "here", "somewhere");
                let shown = human(vec![finding.done()], width, Theme::Unicode);
                assert!(shown.contains("here"), "{start}..{end}\n{shown}");
            }
        }
    }
}
