//! Groups of options that commands share.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;

use crate::cli::output::{OutputFile, parse_level, parse_severity};
use crate::config::Level;
use crate::report::OutputFormat;
use crate::severity::Severity;

/// Which state of the files.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Input")]
pub struct Input {
    /// Lint the git index, not the work tree
    ///
    /// Files, connlint.toml, connector types and the baseline are read as the next commit would have them. Of the
    /// files, those that differ from the last commit are linted.
    #[arg(long, conflicts_with = "stdin_filename")]
    pub staged: bool,

    /// The file that standard input stands for, with `-` as a path
    ///
    /// It need not exist. Its name tells the format, the configuration and the patterns that hold.
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<PathBuf>,
}

/// Which findings.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Findings")]
pub struct Selection {
    /// Report these rules only
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub select: Vec<String>,

    /// Do not report these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub ignore: Vec<String>,

    /// Report a rule as an error, a warning or a note, or not at all (`off`)
    #[arg(long, value_name = "RULE=LEVEL", value_delimiter = ',', value_parser = parse_level)]
    pub level: Vec<(String, Level)>,

    /// The mildest severity that fails the run: error, warning or note
    #[arg(long, value_name = "SEVERITY", default_value = "error", value_parser = parse_severity)]
    pub fail_on: Severity,

    /// End with exit code 0 whatever is found
    ///
    /// Wrong usage and faults of connlint still have their own codes.
    #[arg(long)]
    pub exit_zero: bool,
}

/// Which findings are accepted.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Findings")]
pub struct BaselineFile {
    /// The baseline [default: .connlint-baseline.json beside connlint.toml]
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
}

/// Which findings to mend.
#[derive(Clone, Copy, Debug, Args)]
#[command(next_help_heading = "Fixes")]
pub struct Fixes {
    /// Mend what has one certain answer, and report the rest
    ///
    /// Comments, spacing and line ends stay. What a comment, an `[[ignore]]` or the baseline accepts is not touched.
    #[arg(long, conflicts_with = "staged")]
    pub fix: bool,

    /// Mend too what changes the meaning of a file, or needs judgement: look at the result
    #[arg(long, conflicts_with = "staged")]
    pub unsafe_fixes: bool,

    /// Print what would be mended as a diff, and write nothing
    ///
    /// Secrets are masked, so that the diff is for people. The exit code is 1 if there is something to mend.
    #[arg(long, conflicts_with_all = ["staged", "statistics", "output_file"])]
    pub diff: bool,
}

/// Where findings go, and in which form.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Report")]
pub struct Report {
    /// The form of the report
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub output_format: OutputFormat,

    /// Write a report to a file too; may be given several times
    ///
    /// Without a format in front, as in `sarif=connlint.sarif`, the file has that of --output-format.
    #[arg(long, value_name = "[FORMAT=]PATH")]
    pub output_file: Vec<OutputFile>,

    /// Count the findings of each rule instead of showing them
    ///
    /// A table, or with `--output-format json` an object. Reports in files are not changed.
    #[arg(long)]
    pub statistics: bool,
}

/// Configuration and stack.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Configuration")]
pub struct Setup {
    /// The configuration file [default: the nearest connlint.toml, from the first path up to the git root]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// Use no configuration file
    #[arg(long, conflicts_with = "config")]
    pub no_config: bool,

    /// The minor version of the Elastic stack, such as 9.2 [default: that of connlint.toml, else the newest]
    #[arg(long, value_name = "VERSION")]
    pub stack: Option<String>,
}

/// How the work is shared.
#[derive(Clone, Copy, Debug, Args)]
pub struct Work {
    /// The number of threads [default: one for each processor]
    #[arg(short, long, value_name = "N", help_heading = "Global options")]
    pub jobs: Option<NonZeroUsize>,
}
