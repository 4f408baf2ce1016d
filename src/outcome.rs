//! Every way a run can end, with its exit code and a sentence.

use std::fmt::Write as _;
use std::process::{ExitCode, Termination};

/// How a run ended. Of several that hold, the greatest is the one to report: `outcomes.max()`.
///
/// The order of precedence of the exit codes is 70, 2, 3, 1, 0, as the section "Exit codes" of the product's design has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Nothing to complain about, or nothing grave enough.
    #[default]
    Clean,
    /// All named files are excluded, as a pre-commit hook may find.
    AllExcluded,
    /// Findings that fail the run.
    Findings,
    /// `--diff` has something to show.
    Changes,
    /// `emit` wrote nothing because of findings.
    Refused,
    /// A scan that came upon no connector file.
    NothingFound,
    /// The command line cannot be understood, or names a rule or a type that does not exist.
    Usage,
    /// A path of the command line is missing or cannot be looked into.
    BadPath,
    /// Git cannot answer for `--staged`.
    NoIndex,
    /// Mistakes in `connlint.toml`.
    BrokenConfig,
    /// The baseline is not what connlint writes.
    BrokenBaseline,
    /// What `import` was given is not what a cluster answers.
    NoAnswer,
    /// A secret reference that leads to nothing that could be sent.
    Unresolved,
    /// Payloads for which the folder has no names.
    NameClash,
    /// A report, payload or baseline could not be written.
    NotWritten,
    /// A fault of connlint itself.
    Internal,
}

impl Outcome {
    /// Every outcome, the least grave first.
    pub const ALL: [Self; 16] = [
        Self::Clean,
        Self::AllExcluded,
        Self::Findings,
        Self::Changes,
        Self::Refused,
        Self::NothingFound,
        Self::Usage,
        Self::BadPath,
        Self::NoIndex,
        Self::BrokenConfig,
        Self::BrokenBaseline,
        Self::NoAnswer,
        Self::Unresolved,
        Self::NameClash,
        Self::NotWritten,
        Self::Internal,
    ];

    /// The exit code of the process.
    pub fn code(self) -> u8 {
        match self {
            Self::Clean | Self::AllExcluded => 0,
            Self::Findings | Self::Changes | Self::Refused => 1,
            Self::Usage
            | Self::BadPath
            | Self::NoIndex
            | Self::BrokenConfig
            | Self::BrokenBaseline
            | Self::NoAnswer
            | Self::Unresolved
            | Self::NameClash
            | Self::NotWritten => 2,
            Self::NothingFound => 3,
            Self::Internal => 70,
        }
    }

    /// What happened, in words for the README and for people: no capital, no full stop, Markdown code marks.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Clean => "no findings, or none at or above `--fail-on`",
            Self::AllExcluded => "every file that was named is left out by `exclude`",
            Self::Findings => "findings at or above `--fail-on`",
            Self::Changes => "`--diff` has something to show",
            Self::Refused => "`emit` wrote nothing, because a connector has errors",
            Self::NothingFound => "the folders scanned contain no connector file",
            Self::Usage => "wrong usage: an option, a rule or a connector type that does not exist",
            Self::BadPath => "a path does not exist or cannot be looked into",
            Self::NoIndex => "`--staged` without a git repository, or git failed",
            Self::BrokenConfig => "`connlint.toml` has mistakes or cannot be read",
            Self::BrokenBaseline => "the baseline file is damaged or cannot be read",
            Self::NoAnswer => "what `import` was given is no answer of `GET _connector`",
            Self::Unresolved => {
                "`emit --resolve`: a secret reference cannot be resolved, or not to a value of the field's type"
            }
            Self::NameClash => {
                "two payloads would have the same file name, or one has a name that is too long"
            }
            Self::NotWritten => "a file cannot be written",
            Self::Internal => "an internal fault of connlint; everything else is still reported",
        }
    }
}

impl Termination for Outcome {
    fn report(self) -> ExitCode {
        ExitCode::from(self.code())
    }
}

/// The exit codes as a Markdown table, for the README.
pub fn table() -> String {
    let mut table = String::from("| exit code | when |\n|--:|---|\n");
    let mut rows = Outcome::ALL;
    rows.sort_by_key(|outcome| outcome.code());
    for outcome in rows {
        // Writing to a string cannot fail.
        let _ = writeln!(table, "| {} | {} |", outcome.code(), outcome.sentence());
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gravest_code_wins() {
        let precedence = [0, 1, 3, 2, 70];
        let rank = |outcome: Outcome| precedence.iter().position(|code| *code == outcome.code()).unwrap();
        assert!(Outcome::ALL.is_sorted());
        assert!(Outcome::ALL.is_sorted_by_key(|outcome| rank(*outcome)));
        assert_eq!([Outcome::Findings, Outcome::NothingFound].into_iter().max(), Some(Outcome::NothingFound));
        assert_eq!([Outcome::BadPath, Outcome::NothingFound].into_iter().max(), Some(Outcome::BadPath));
        assert_eq!([Outcome::Internal, Outcome::Usage].into_iter().max(), Some(Outcome::Internal));
    }

    #[test]
    fn the_table_has_every_outcome_once() {
        let table = table();
        assert_eq!(table.lines().count(), Outcome::ALL.len() + 2);
        for outcome in Outcome::ALL {
            assert_eq!(table.matches(&format!("| {} | {} |", outcome.code(), outcome.sentence())).count(), 1);
        }
    }
}
