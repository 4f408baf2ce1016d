//! `connlint completions` and `connlint man`: what a shell and `man` want to know of the command line.

use std::io::{self, Write};

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::cli::Cli;
use crate::outcome::Outcome;

/// The end of the help of `completions`.
pub(super) const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  source <(connlint completions bash)
  connlint completions fish > ~/.config/fish/completions/connlint.fish";

/// The end of the help of `man`.
pub(super) const MAN_EXAMPLES: &str = "\
Examples:
  connlint man > ~/.local/share/man/man1/connlint.1";

/// Prints the completion script for a shell.
pub(super) fn completions(shell: Shell, out: &mut impl Write) -> io::Result<Outcome> {
    let mut script = Vec::new(); // the generator panics where it cannot write
    clap_complete::generate(shell, &mut Cli::command(), env!("CARGO_PKG_NAME"), &mut script);
    out.write_all(&script)?;
    Ok(Outcome::Clean)
}

/// Prints the manual page, in roff: the whole, then each command.
pub(super) fn manual(out: &mut impl Write) -> io::Result<Outcome> {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let page = clap_mangen::Man::new(command.clone());
    page.render_title(out)?;
    page.render_name_section(out)?;
    page.render_synopsis_section(out)?;
    page.render_description_section(out)?;
    page.render_options_section(out)?;
    page.render_extra_section(out)?;
    for one in command.get_subcommands() {
        let page = clap_mangen::Man::new(one.clone());
        writeln!(out, ".SH \"COMMAND {}\"", one.get_name().to_uppercase())?;
        page.render_synopsis_section(out)?;
        page.render_description_section(out)?;
        page.render_options_section(out)?;
        page.render_extra_section(out)?;
    }
    Ok(Outcome::Clean)
}
