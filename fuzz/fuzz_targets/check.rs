//! The whole of `check`: any bytes in both formats, every rule, every writer.

#![no_main]

use connlint::diagnose::Detail;
use connlint::lint::Settings;
use connlint::report::{Look, OutputFormat, Report, Tool};
use connlint::tree::Arena;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let settings = Settings { detail: Detail::Excerpts, payloads: true, ..Settings::default() };
    for path in ["connectors/a.json", "connectors/a.toml"] {
        let linted = settings.lint(path, bytes, &mut Arena::default());
        assert!(linted.diagnostics.iter().all(|found| found.rule != "internal-error"), "{:?}", linted.diagnostics);
        let tool = Tool { name: "connlint", version: "0", stack: String::new() };
        let report = Report::new(tool, vec![linted.entry], linted.diagnostics, 0, 0);
        for format in [OutputFormat::Human, OutputFormat::Json, OutputFormat::Sarif] {
            report.write(format, &Look::default(), &mut std::io::sink()).unwrap();
        }
    }
});
