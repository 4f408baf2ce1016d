//! A temporary repository in which connlint is run.

use std::process::Command;

use tempfile::TempDir;

use crate::binary::{Output, Run};

/// A connector with one warning: `duplicate-order` at `/configuration/port/order`.
pub(super) const TWINS: &str = "\
service_type = \"wiki\"

[configuration.host]
label = \"Host\"
order = 1
value = \"wiki.example.org\"

[configuration.port]
label = \"Port\"
type = \"int\"
order = 1
value = 443
";

/// The same in JSON.
pub(super) const TWINS_IN_JSON: &str = r#"{
  "service_type": "wiki",
  "configuration": {
    "host": { "label": "Host", "order": 1, "value": "wiki.example.org" },
    "port": {
      "label": "Port",
      "type": "int",
      "order": 1,
      "value": 443
    }
  }
}
"#;

pub(super) struct Repository(TempDir);

impl Repository {
    /// A folder with these files and a `connlint.toml`, so that it is the root.
    pub(super) fn with(files: &[(&str, &str)]) -> Self {
        let repository = Self(tempfile::Builder::new().prefix("connlint").tempdir().unwrap());
        repository.write("connlint.toml", "");
        for (file, text) in files {
            repository.write(file, text);
        }
        repository
    }

    pub(super) fn write(&self, file: &str, text: &str) {
        let path = self.0.path().join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub(super) fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.0.path().join(file)).unwrap()
    }

    /// Replaces a text in a file that has it.
    pub(super) fn edit(&self, file: &str, old: &str, new: &str) {
        let text = self.read(file);
        assert!(text.contains(old), "{text}");
        self.write(file, &text.replacen(old, new, 1));
    }

    /// Runs connlint in the root with arguments between spaces.
    pub(super) fn run(&self, arguments: &str) -> Output {
        Run::new(arguments.split_whitespace()).in_folder(self.0.path()).output()
    }

    /// The same with something on standard input.
    pub(super) fn run_on(&self, input: &str, arguments: &str) -> Output {
        Run::new(arguments.split_whitespace()).in_folder(self.0.path()).with_input(input).output()
    }

    /// What `check` says, a line a finding, with the counts.
    pub(super) fn check(&self, arguments: &str) -> String {
        let output = self.run(&format!("check --output-format json {arguments}"));
        let Ok(report) = serde_json::from_str::<serde_json::Value>(&output.stdout) else {
            return output.to_string();
        };
        let mut lines = Vec::new();
        for found in report["diagnostics"].as_array().unwrap() {
            let get = |name: &str| found[name].as_str().unwrap_or_default().to_owned();
            lines.push(format!(
                "{}:{}:{} {} | {} | {}",
                get("path"),
                found["span"]["start_line"],
                found["span"]["start_column"],
                get("rule"),
                get("message"),
                get("help")
            ));
        }
        lines.push(format!("{} suppressed", report["summary"]["suppressed"]));
        lines.join("\n")
    }

    /// Runs git; whether it is there.
    pub(super) fn git(&self, arguments: &[&str]) -> bool {
        let mut command = Command::new("git");
        command.current_dir(self.0.path()).args(["-c", "user.name=n", "-c", "user.email=e@example.org"]);
        command.args(["-c", "core.autocrlf=false", "-c", "init.defaultBranch=main"]).args(arguments);
        command.output().is_ok_and(|output| output.status.success())
    }
}
