//! The documentation: every block of every page is run, linted or read, every link leads somewhere, every figure is
//! counted, and the book can be built.
//!
//! A page is a script. Its blocks are run from top to bottom in an empty folder, by bash, with connlint on the path:
//!
//! - `console`: lines that begin with `$ ` are commands. What stands below one is what it prints; in it `…` stands for
//!   anything, on a line of its own for any lines. A command ends with code 0, unless `$ echo $?` follows it.
//! - `sh`: a script, which ends with code 0.
//! - A second word with a `.` or `/` in it, of any block, is the name of a file, and the block is written to it.
//! - `toml` and `json`: a connector file without findings; `bad` behind it: with some; `part`: no connector file.
//!   `connlint.toml` is a sound configuration.
//! - `yaml`: its lines that call connlint are run, after `run:` or as items of a list.
//!
//! A `curl` stands in for the real one and for the cluster. `UPDATE_DOCS=1` writes what commands print anew.

mod blocks;
mod book;
mod figures;
mod links;
mod page;
mod session;
