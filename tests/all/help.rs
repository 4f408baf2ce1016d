//! The help of every command, as a user reads it; completions and the manual know every command too.

use clap::CommandFactory as _;
use connlint::cli::Cli;

use crate::binary::Run;

fn commands() -> Vec<String> {
    let command = Cli::command();
    command.get_subcommands().map(|one| one.get_name().to_owned()).filter(|name| name != "help").collect()
}

#[test]
fn the_help_is_as_committed() {
    insta::assert_snapshot!("help", Run::new(["--help"]).output());
    for command in commands() {
        let output = Run::new([command.as_str(), "--help"]).output();
        assert_eq!(output.code, 0);
        insta::assert_snapshot!(format!("help-{command}"), output.stdout);
    }
}

#[test]
fn every_shell_completes_every_command() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = Run::new(["completions", shell]).output();
        assert_eq!((output.code, output.stderr.as_str()), (0, ""), "{shell}");
        for command in commands() {
            assert!(output.stdout.contains(&command), "{shell}: {command}");
        }
        assert!(output.stdout.contains("--out-dir") || output.stdout.contains("out-dir"), "{shell}");
    }
    assert_eq!(Run::new(["completions", "cmd"]).output().code, 2);
}

#[test]
fn the_manual_tells_of_every_command_and_option() {
    let output = Run::new(["man"]).output();
    assert_eq!((output.code, output.stderr.as_str()), (0, ""));
    assert!(output.stdout.contains(".TH connlint 1"), "{}", output.stdout);
    for command in commands() {
        assert!(output.stdout.contains(&format!(".SH \"COMMAND {}\"", command.to_uppercase())), "{command}");
    }
    assert!(output.stdout.contains("out\\-dir") && output.stdout.contains("Exit codes"));
}
