//! The command line: what was typed, not yet what it means.

mod baseline;
mod check;
mod diff;
mod emit;
mod explain;
mod fault;
mod fix;
mod graph;
mod import;
mod init;
mod options;
mod output;
mod progress;
mod rules;
mod scene;
mod schema;
mod shell;
mod types;
mod upgrade;

use std::io::{self, IsTerminal as _, Write};
use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, ColorChoice, Parser, Subcommand};

use crate::outcome::Outcome;
use crate::report::{Look, Report as Findings, Theme};
use crate::severity::Severity;

pub use crate::report::OutputFormat;
pub use fault::tell_places_of_panics;
pub use import::Import;
pub use options::{BaselineFile, Fixes, Input, Report, Selection, Setup, Work};
pub use output::{FileFormat, GraphFormat, OutputFile, TableFormat};
pub use types::Types;
pub use upgrade::Upgrade;

/// The version that `--version` tells: connlint's own, and the newest stack in its catalogue.
pub const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (stack 9.6)");

const STYLES: Styles =
    Styles::styled().header(AnsiColor::Green.on_default().bold()).usage(AnsiColor::Green.on_default().bold());

const EXAMPLES: &str = "\
Examples:
  connlint check                         lint the connector files below the working folder
  connlint check connectors/my-spo.toml  lint one file
  connlint emit --out-dir payloads       write one payload file for each connector
  connlint explain plaintext-secret      what a rule is about
  connlint types sharepoint_online       the fields of a connector type
  connlint upgrade --to 9.6              what an upgrade of the stack would break

Exit codes: 0 fine, 1 findings, 2 usage or configuration, 3 no connector file found, 70 internal fault.";

const CHECK_EXAMPLES: &str = "\
Examples:
  connlint check --staged                        what the next commit would contain
  connlint check --output-file json=lint.json    text on the terminal and JSON in a file
  connlint check --level duplicate-order=off     without one rule
  connlint check --diff                          what --fix would change
  connlint check --statistics                    how many findings of which rule
  connlint check - --stdin-filename connectors/a.toml < a.toml";

const BASELINE_EXAMPLES: &str = "\
Examples:
  connlint baseline          accept what is found today; what is new from now on fails
  connlint baseline --prune  forget what has been mended since";

const EMIT_EXAMPLES: &str = "\
Examples:
  connlint emit connectors/my-spo.toml   one payload as one line on standard output
  connlint emit --out-dir payloads       payloads/<connector_id>.json for every connector
  connlint emit --out-dir payloads --check  fail where that folder is out of date";

const GRAPH_EXAMPLES: &str = "\
Examples:
  connlint graph connectors/my-spo.toml                  for a Mermaid block in Markdown
  connlint graph --output-format dot | dot -Tsvg -o g.svg";

/// Lint connector configurations, predict what would break, and emit their payloads
///
/// connlint reads Elastic connector configurations that are kept as TOML or JSON files in git, and tells before
/// deployment what Elasticsearch would refuse, what the connector service would fail on, and what Kibana could
/// neither show nor save. It needs no network.
#[derive(Clone, Debug, Parser)]
#[command(name = "connlint", version = VERSION, styles = STYLES, after_help = EXAMPLES)]
#[command(max_term_width = 100, subcommand_required = true, arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// When to use colours
    ///
    /// `auto` is: on a terminal, unless `NO_COLOR` is set.
    #[arg(long, global = true, value_name = "WHEN", default_value_t = ColorChoice::Auto, help_heading = "Global options")]
    pub color: ColorChoice,

    /// Print findings and errors, nothing else
    #[arg(short, long, global = true, help_heading = "Global options")]
    pub quiet: bool,
}

impl Cli {
    /// Runs the command. What it has to say goes to `out`; what concerns the run itself to standard error.
    pub fn run(&self, out: &mut impl Write) -> io::Result<Outcome> {
        match &self.command {
            Command::Check(check) => check::run(self, check, out),
            Command::Baseline(baseline) => baseline::run(self, baseline, out),
            Command::Emit(emit) => emit::run(self, emit, out),
            Command::Explain { rule } => explain::run(rule, out),
            Command::Graph(graph) => graph::run(graph, out),
            Command::Rules { output_format } => rules::run(*output_format, out),
            Command::Types(types) => types::run(types, out),
            Command::Upgrade(upgrade) => upgrade::run(self, upgrade, out),
            Command::Init { service_type, output, setup } => {
                init::run(service_type, output.as_deref(), setup, out)
            }
            Command::Import(import) => import::run(self, import),
            Command::Schema { service_type, setup } => schema::run(service_type.as_deref(), setup, out),
            Command::Completions { shell } => shell::completions(*shell, out),
            Command::Man => shell::manual(out),
        }
    }

    /// How reports look on standard output.
    fn look(&self) -> Look {
        let is_terminal = io::stdout().is_terminal();
        let is_wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let width = if is_terminal { terminal_width() } else { None };
        Look {
            colour: match self.color {
                ColorChoice::Always => true,
                ColorChoice::Never => false,
                ColorChoice::Auto => is_terminal && is_wanted,
            },
            width: width.unwrap_or(Look::default().width),
            theme: if speaks_unicode() { Theme::Unicode } else { Theme::Ascii },
            coverage: !self.quiet,
        }
    }
}

/// The columns of the terminal, as far as the shell tells them.
fn terminal_width() -> Option<usize> {
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0).clamp(60, 160))
}

/// Whether the locale can show more than ASCII; without any locale it is taken to.
fn speaks_unicode() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    locale.is_none_or(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

/// How a run with these findings ends.
fn verdict(report: &Findings, fail_on: Severity) -> Outcome {
    let mut outcome = Outcome::Clean;
    for diagnostic in &report.diagnostics {
        if diagnostic.rule == "internal-error" {
            outcome = outcome.max(Outcome::Internal);
        }
        if diagnostic.severity <= fail_on {
            outcome = outcome.max(Outcome::Findings);
        }
    }
    outcome
}

/// The commands.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Lint connector files
    #[command(after_help = CHECK_EXAMPLES)]
    Check(Box<Check>),
    /// Write the payloads that deploy the connectors
    ///
    /// Nothing is written, neither to standard output nor to a folder, while a connector has errors.
    #[command(after_help = EMIT_EXAMPLES)]
    Emit(Emit),
    /// Record today's findings, so that `check` reports only new ones
    ///
    /// What is recorded is rule and place, never a value. Lines may move and files be formatted anew.
    #[command(after_help = BASELINE_EXAMPLES)]
    Baseline(Baseline),
    /// Tell what a rule is about: what, why, who breaks, examples, how to turn it off
    Explain {
        /// The name of the rule, such as `plaintext-secret`
        rule: String,
    },
    /// Draw which fields depend on which, with the values that they wait for
    #[command(after_help = GRAPH_EXAMPLES)]
    Graph(Graph),
    /// List all rules
    Rules {
        /// The form of the list
        #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
        output_format: TableFormat,
    },
    /// List the connector types that are known, or the fields of one
    Types(Types),
    /// Write a new connector file with every field of a connector type
    ///
    /// The fields that must be set come first, the others are commented out. Comments tell what each field is.
    #[command(after_help = init::EXAMPLES)]
    Init {
        /// A connector type, such as `sharepoint_online`
        service_type: String,
        /// Write to this file, which must not exist yet, instead of standard output
        ///
        /// The connector's id is the file's name up to its first dot.
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
        /// Configuration and stack.
        #[command(flatten)]
        setup: Setup,
    },
    /// Make connector files of what a cluster answers to `GET _connector`
    ///
    /// Secrets become references to environment variables. Files that exist are never overwritten: all files are
    /// written, or none.
    #[command(after_help = import::EXAMPLES)]
    Import(Import),
    /// Print the JSON Schema of a connector file, for editors
    #[command(after_help = schema::EXAMPLES)]
    Schema {
        /// Only for connectors of this type: its fields, their types and options under `values`
        #[arg(long, value_name = "SERVICE_TYPE")]
        service_type: Option<String>,
        /// Configuration and stack.
        #[command(flatten)]
        setup: Setup,
    },
    /// Print a completion script for a shell
    #[command(after_help = shell::COMPLETIONS_EXAMPLES)]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    #[command(after_help = shell::MAN_EXAMPLES)]
    Man,
    /// Tell what another version of the stack would change for these files
    ///
    /// Both versions' predictions are compared: findings that would appear, with who breaks and what the service would
    /// say, findings that would vanish, and what becomes of types, fields and defaults. The version of today is that of
    /// --stack or connlint.toml. The run fails if a finding appears that is as severe as --fail-on says.
    Upgrade(Box<Upgrade>),
}

/// `connlint check`
#[derive(Clone, Debug, Args)]
pub struct Check {
    /// Files and folders; `-` is standard input [default: .]
    ///
    /// In a folder, the files that `include` in connlint.toml names count: by default TOML and JSON files below a
    /// folder `connectors`, and `*.connector.toml` and `.json`. What git ignores is left out. A file that is named
    /// always counts, unless `exclude` names it.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// What to look at.
    #[command(flatten)]
    pub input: Input,

    /// What to report.
    #[command(flatten)]
    pub selection: Selection,

    /// What is accepted.
    #[command(flatten)]
    pub baseline: BaselineFile,

    /// What to mend.
    #[command(flatten)]
    pub fixes: Fixes,

    /// How to report it.
    #[command(flatten)]
    pub report: Report,

    /// Configuration and stack.
    #[command(flatten)]
    pub setup: Setup,

    /// How many threads.
    #[command(flatten)]
    pub work: Work,
}

/// `connlint baseline`
#[derive(Clone, Debug, Args)]
pub struct Baseline {
    /// Files and folders, as for `check` [default: .]
    ///
    /// Without the whole repository among them, what is recorded already stays.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Only remove what is no longer found
    #[arg(long)]
    pub prune: bool,

    /// Where to record it.
    #[command(flatten)]
    pub file: BaselineFile,

    /// Configuration and stack.
    #[command(flatten)]
    pub setup: Setup,

    /// How many threads.
    #[command(flatten)]
    pub work: Work,
}

/// `connlint emit`
#[derive(Clone, Debug, Args)]
pub struct Emit {
    /// Files and folders, as for `check` [default: .]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Write one file for each connector into this folder, instead of one line for each to standard output
    ///
    /// Each file is replaced as a whole or not at all; nothing is changed while anything is wrong. The list
    /// `.connlint-payloads` in it names the files that connlint wrote.
    #[arg(long, value_name = "DIR")]
    pub out_dir: Option<PathBuf>,

    /// Write nothing: compare with what is in the folder, and fail where it differs
    #[arg(long, requires = "out_dir", conflicts_with = "prune")]
    pub check: bool,

    /// The form of the report of --check
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t, requires = "check")]
    pub output_format: OutputFormat,

    /// Remove payloads of connectors that are gone
    ///
    /// Only files that `.connlint-payloads` lists, and only in a run over the whole repository.
    #[arg(long, requires = "out_dir")]
    pub prune: bool,

    /// Replace `${env:NAME}` and `${file:PATH}` by what they lead to, and `$${` by `${`
    ///
    /// The result is converted to the type of its field and judged again. Paths are relative to the root of the
    /// repository and must not leave it; a final newline of the file is dropped. Payload files are readable only for
    /// their owner.
    #[arg(long)]
    pub resolve: bool,

    /// Only the connectors of this `[[cluster]]` of connlint.toml
    #[arg(long, value_name = "NAME")]
    pub cluster: Option<String>,

    /// Configuration and stack.
    #[command(flatten)]
    pub setup: Setup,

    /// How many threads.
    #[command(flatten)]
    pub work: Work,
}

/// `connlint graph`
#[derive(Clone, Debug, Args)]
pub struct Graph {
    /// Files and folders, as for `check` [default: .]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// The language of the graph
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub output_format: GraphFormat,

    /// Configuration and stack.
    #[command(flatten)]
    pub setup: Setup,
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;

    use super::*;
    use crate::config::Level;
    use clap::CommandFactory as _;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_version_tells_the_stack() {
        let version = Cli::command().render_version();
        let newest = crate::stack::Stack::newest().version;
        assert_eq!(version, format!("connlint {} (stack {newest})\n", env!("CARGO_PKG_VERSION")));
    }

    #[test]
    fn lists_and_repetitions_add_up() {
        let typed = "connlint check a.toml --select x,y --select z --level x=off,y=note \
                     --output-file sarif=r.sarif --output-file all.txt --fail-on note -j 3";
        let Command::Check(check) = Cli::try_parse_from(typed.split_whitespace()).unwrap().command else {
            panic!("not check");
        };
        assert_eq!(check.selection.select, ["x", "y", "z"]);
        assert_eq!(
            check.selection.level,
            [("x".to_owned(), Level::Off), ("y".to_owned(), Level::At(Severity::Note))]
        );
        assert_eq!(check.selection.fail_on, Severity::Note);
        assert_eq!(check.report.output_file.len(), 2);
        assert_eq!(check.work.jobs.map(NonZeroUsize::get), Some(3));
    }

    #[test]
    fn contradictions_are_refused() {
        for typed in [
            "connlint check --config a.toml --no-config",
            "connlint check --staged --stdin-filename a.toml -",
            "connlint check --level plaintext-secret",
            "connlint check --level plaintext-secret=fatal",
            "connlint check --jobs 0",
            "connlint check --staged --fix",
            "connlint check --staged --unsafe-fixes",
            "connlint check --staged --diff",
            "connlint check --fail-on off",
            "connlint",
        ] {
            assert!(Cli::try_parse_from(typed.split_whitespace()).is_err(), "{typed}");
        }
    }
}
