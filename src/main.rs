//! The `connlint` command: arguments, a run, an exit code.

use std::io::{self, BufWriter, Write as _};

use clap::Parser as _;
use connlint::cli::Cli;
use connlint::outcome::Outcome;

fn main() -> Outcome {
    connlint::cli::tell_places_of_panics();
    let cli = Cli::parse();
    let mut out = BufWriter::new(io::stdout().lock());
    let ended = cli.run(&mut out).and_then(|outcome| out.flush().map(|()| outcome));
    match ended {
        Ok(outcome) => outcome,
        // Whoever reads the output has seen enough, as `head` has.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Outcome::Clean,
        Err(error) => {
            // There is nobody left to tell when standard error is closed too.
            let _ = writeln!(io::stderr(), "connlint: standard output cannot be written: {error}");
            Outcome::NotWritten
        }
    }
}
