//! Reports as people and programs get them.
#![expect(clippy::expect_used, reason = "a broken sample is a broken test")]

mod blocks;
mod excerpts;
mod masks;

use connlint::consumers::Consumer;
use connlint::excerpt::{Excerpt, Label, Secrets};
use connlint::report::{
    Applicability, Diagnostic, Edit, FileEntry, Fix, Look, OutputFormat, Related, Report, Status, Theme, Tool,
};
use connlint::severity::Severity;
use connlint::source::Source;
use connlint::tree::Span;

/// A finding in the making.
struct Finding<'s> {
    source: &'s Source<'s>,
    secrets: Secrets,
    labels: Vec<Label>,
    diagnostic: Diagnostic,
}

impl<'s> Finding<'s> {
    /// A finding about the first `place` in the source, labelled `label`.
    fn new(source: &'s Source<'s>, place: &str, label: &str, message: &str) -> Self {
        Self::at(source, find(source, place), label, message)
    }

    fn at(source: &'s Source<'s>, span: Span, label: &str, message: &str) -> Self {
        let diagnostic = Diagnostic {
            rule: "value-not-convertible",
            severity: Severity::Error,
            breaks: vec![Consumer::Connector],
            says: None,
            message: message.to_owned(),
            help: None,
            path: source.path().clone(),
            pointer: "/configuration/port/value".to_owned(),
            field: Some("port".to_owned()),
            region: source.region(span),
            related: Vec::new(),
            fix: None,
            fingerprint: "0f1e2d3c4b5a6978".to_owned(),
            excerpts: Vec::new(),
        };
        let labels = vec![Label { span, text: label.to_owned(), primary: true }];
        Self { source, secrets: Secrets::default(), labels, diagnostic }
    }

    fn with(mut self, change: impl FnOnce(&mut Diagnostic)) -> Self {
        change(&mut self.diagnostic);
        self
    }

    fn rule(self, rule: &'static str, severity: Severity, breaks: &[Consumer]) -> Self {
        self.with(|found| (found.rule, found.severity, found.breaks) = (rule, severity, breaks.to_vec()))
    }

    fn help(self, help: &str) -> Self {
        self.with(|found| found.help = Some(help.to_owned()))
    }

    fn secret(mut self, place: &str) -> Self {
        self.secrets = Secrets::new([find(self.source, place)]);
        self
    }

    /// Another place of the same file.
    fn and(mut self, place: &str, text: &str) -> Self {
        let span = find(self.source, place);
        self.labels.push(Label { span, text: text.to_owned(), primary: false });
        let source = self.source;
        self.with(|found| found.related.push(related(source, span, text)))
    }

    fn done(mut self) -> Diagnostic {
        self.diagnostic.excerpts.splice(0..0, Excerpt::around(self.source, &self.labels, &self.secrets));
        self.diagnostic
    }
}

fn related(source: &Source<'_>, span: Span, message: &str) -> Related {
    Related {
        message: message.to_owned(),
        path: source.path().clone(),
        pointer: "/connector_id".to_owned(),
        region: source.region(span),
    }
}

/// The last occurrence of a text in a source.
fn find(source: &Source<'_>, place: &str) -> Span {
    let start = source.text().rfind(place).expect("the place is in the source");
    Span::new(start, start + place.len())
}

fn report(diagnostics: Vec<Diagnostic>) -> Report {
    let tool = Tool { name: "connlint", version: "0.1.0", stack: "9.6".to_owned() };
    let mut paths: Vec<_> = diagnostics.iter().map(|found| found.path.clone()).collect();
    paths.dedup();
    let files = paths.into_iter().map(|path| entry(&path, Status::Checked));
    Report::new(tool, files.collect(), diagnostics, 0, 0)
}

fn entry(path: &str, status: Status) -> FileEntry {
    FileEntry { path: path.into(), connector_id: Some("a".into()), service_type: None, status }
}

fn written(report: &Report, format: OutputFormat, look: Look) -> String {
    let mut out = Vec::new();
    report.write(format, &look, &mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("reports are UTF-8")
}

/// The blocks of findings without colour.
fn human(diagnostics: Vec<Diagnostic>, width: usize, theme: Theme) -> String {
    written(&report(diagnostics), OutputFormat::Human, Look { width, theme, ..Look::default() })
}

/// One finding at 80 columns, without the last line.
fn block(finding: Finding<'_>) -> String {
    let shown = human(vec![finding.done()], 80, Theme::Unicode);
    let last = shown.trim_end().rfind('\n').expect("the coverage follows");
    shown[..last].trim_end().to_owned()
}

const PORT: &str = r#"connector_id = "orders"

[configuration.port]
label = "Port"
type = "int"
value = "abc"
order = 1
"#;

/// Three findings in three files: two labels; a place in another file; a fix and hidden characters.
fn sample() -> Vec<Diagnostic> {
    let port = Source::new("connectors/a.toml", PORT);
    let twin = Source::new("connectors/b.toml", "connector_id = \"orders\"\nservice_type = \"box\"\n");
    let odd = "{\n  \"valeus\": {\n    \"site\": \"\u{202e}x\u{1b}\"\n  }\n}\n";
    let odd = Source::new("connectors/odd\u{2028}.json", odd);
    vec![unknown_key(&odd), not_an_integer(&port), taken_id(&twin, &port)]
}

fn not_an_integer(source: &Source<'_>) -> Diagnostic {
    let message = "`port` is an int field, but \"abc\" cannot be read as an integer";
    Finding::new(source, "\"abc\"", "not an integer", message)
        .and("\"int\"", "because of this type")
        .with(|found| {
            let sentence = "ValueError: invalid literal for int() with base 10: 'abc'";
            found.says = Some(sentence.to_owned());
            found.breaks = vec![Consumer::Connector, Consumer::Kibana];
        })
        .help("write a number, such as `value = 5432`, or change `type` to \"str\"")
        .done()
}

fn taken_id(source: &Source<'_>, first: &Source<'_>) -> Diagnostic {
    Finding::new(source, "\"orders\"", "used again", "the connector id `orders` is already taken")
        .rule("duplicate-connector-id", Severity::Error, &[])
        .with(|found| {
            let span = find(first, "\"orders\"");
            let label = Label { span, text: "first used here".to_owned(), primary: false };
            found.related.push(related(first, span, &label.text));
            found.excerpts = Excerpt::around(first, &[label], &Secrets::default());
        })
        .help("one connector is one file: put both tables into one of them")
        .done()
}

fn unknown_key(source: &Source<'_>) -> Diagnostic {
    let span = find(source, "\"valeus\"");
    Finding::at(source, span, "not a key of a connector file", "a connector file has no key `valeus`")
        .rule("unknown-key", Severity::Warning, &[])
        .help("did you mean `values`?")
        .with(|found| {
            let edit = Edit { start: span.start, end: span.end, replacement: "\"values\u{1b}\"".to_owned() };
            let title = "write `values`".to_owned();
            found.fix =
                Some(Fix { title, applicability: Applicability::Safe, edits: vec![edit], is_private: false });
        })
        .done()
}

#[test]
fn human_at_80_columns() {
    insta::assert_snapshot!(human(sample(), 80, Theme::Unicode));
}

#[test]
fn human_at_100_columns() {
    insta::assert_snapshot!(human(sample(), 100, Theme::Unicode));
}

#[test]
fn human_in_ascii() {
    let shown = human(sample(), 80, Theme::Ascii);
    assert!(shown.is_ascii());
    insta::assert_snapshot!(shown);
}

#[test]
fn concise() {
    insta::assert_snapshot!(written(&report(sample()), OutputFormat::Concise, Look::default()));
}

#[test]
fn json() {
    insta::assert_snapshot!(written(&report(sample()), OutputFormat::Json, Look::default()));
}

#[test]
fn colours_change_no_text() {
    for format in [OutputFormat::Human, OutputFormat::Concise] {
        let report = report(sample());
        let coloured = written(&report, format, Look { colour: true, ..Look::default() });
        assert!(coloured.contains("\u{1b}[1m\u{1b}[31merror[value-not-convertible]\u{1b}[0m"));
        let stripped = anstream::adapter::strip_str(&coloured).to_string();
        assert_eq!(stripped, written(&report, format, Look::default()));
    }
}

#[test]
fn no_format_passes_hidden_characters_on() {
    for format in [OutputFormat::Human, OutputFormat::Concise, OutputFormat::Json] {
        let shown = written(&report(sample()), format, Look::default());
        let hidden =
            shown.chars().find(|character| *character != '\n' && connlint::excerpt::is_hidden(*character));
        assert_eq!(hidden, None, "{shown}");
    }
}

#[test]
fn json_keeps_hidden_characters_exact() {
    let json = written(&report(sample()), OutputFormat::Json, Look::default());
    let json: serde_json::Value = serde_json::from_str(&json).expect("the report is JSON");
    assert_eq!(json["diagnostics"][2]["path"], "connectors/odd\u{2028}.json");
    assert_eq!(json["diagnostics"][2]["fix"]["edits"][0]["replacement"], "\"values\u{1b}\"");
}

#[test]
fn json_is_as_its_schema_says() {
    let schema =
        serde_json::from_str(include_str!("../../schemas/report.schema.json")).expect("the schema is JSON");
    assert!(jsonschema::meta::is_valid(&schema));
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let json = written(&report(sample()), OutputFormat::Json, Look::default());
    let mut json: serde_json::Value = serde_json::from_str(&json).expect("the report is JSON");
    let errors: Vec<String> = validator.iter_errors(&json).map(|error| error.to_string()).collect();
    assert_eq!(errors, [""; 0]);
    json["diagnostics"][0]["extra"] = true.into();
    assert!(!validator.is_valid(&json), "the schema is strict");
}

#[test]
fn order_is_by_path_position_rule_and_message() {
    let mut backwards = sample();
    backwards.reverse();
    assert_eq!(human(backwards, 80, Theme::Unicode), human(sample(), 80, Theme::Unicode));
}

#[test]
fn coverage_says_what_was_not_judged() {
    use Status::{Checked, NotUnderstood, PartlyChecked, Unreadable};
    let last = |statuses: &[Status], skipped, suppressed, diagnostics: Vec<Diagnostic>| {
        let files = statuses.iter().map(|status| entry("connectors/a.toml", *status)).collect();
        let tool = Tool { name: "connlint", version: "0.1.0", stack: "9.6".to_owned() };
        let report = Report::new(tool, files, diagnostics, skipped, suppressed);
        let shown = written(&report, OutputFormat::Concise, Look::default());
        shown.lines().last().unwrap_or_default().to_owned()
    };
    insta::assert_snapshot!(last(&[Checked; 3], 0, 0, vec![]), @"checked 3 files: no findings");
    insta::assert_snapshot!(last(&[Checked], 2, 4, vec![]), @"checked 1 file, 2 skipped: no findings, 4 suppressed");
    insta::assert_snapshot!(
        last(&[Checked, PartlyChecked, NotUnderstood, Unreadable], 3, 0, sample()),
        @"checked 2 files, 1 only in part, 1 not understood, 1 unreadable, 3 skipped: 2 errors, 1 warning, 1 fixable with --fix"
    );
}

#[test]
fn formats_have_the_names_of_the_command_line() {}
