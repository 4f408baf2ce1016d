//! `connlint emit`: what a deploy pipeline trusts, through the real binary.

mod canonical;
mod drift;
mod folder;
mod generated;
mod killed;
mod pipeline;
mod published;
mod references;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A connector with one value that has nothing wrong with it.
pub(crate) fn simple(value: &str) -> String {
    format!("[configuration.host]\nlabel = \"Host\"\norder = 1\nvalue = \"{value}\"\n")
}

/// A folder with connector files.
pub(crate) struct Repository(TempDir);

/// A folder that is fast to make last, where the system has one.
fn fast() -> TempDir {
    TempDir::new_in("/dev/shm").or_else(|_| TempDir::new()).unwrap()
}

/// How a run ended, and what it printed.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Repository {
    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let repository = Self(TempDir::new().unwrap());
        for (path, text) in files {
            repository.write(path, text);
        }
        repository
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).unwrap()
    }

    /// A program to be run here, in an environment of these variables and the search path only.
    pub(crate) fn command(&self, program: &str, variables: &[(&str, &str)]) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.path())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("LC_ALL", "C.UTF-8")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .envs(variables.iter().copied())
            .stdin(Stdio::null());
        command
    }

    /// Runs `connlint emit` with arguments that have no spaces, and variables.
    pub(crate) fn emit_with(&self, arguments: &str, variables: &[(&str, &str)]) -> Ended {
        let mut command = self.command(env!("CARGO_BIN_EXE_connlint"), variables);
        ended(command.arg("emit").args(arguments.split_whitespace()))
    }

    pub(crate) fn emit(&self, arguments: &str) -> Ended {
        self.emit_with(arguments, &[])
    }

    /// The bodies on standard output, by id.
    pub(crate) fn lines(&self, arguments: &str, variables: &[(&str, &str)]) -> Vec<serde_json::Value> {
        let ended = self.emit_with(arguments, variables);
        assert_eq!(ended.code, Some(0), "{}", ended.stderr);
        ended.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// All files of a folder with their contents.
    pub(crate) fn files(&self, folder: &str) -> BTreeMap<String, String> {
        let entries = fs::read_dir(self.at(folder)).unwrap().map(Result::unwrap);
        let files = entries.filter(|entry| entry.file_type().unwrap().is_file());
        files
            .map(|entry| {
                let name = entry.file_name().into_string().unwrap();
                (name, fs::read_to_string(entry.path()).unwrap())
            })
            .collect()
    }
}

/// Runs a command to its end.
pub(crate) fn ended(command: &mut Command) -> Ended {
    let output = command.output().unwrap();
    Ended {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}
