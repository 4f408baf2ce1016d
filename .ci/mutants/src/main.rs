//! Writes every mutant of some source files into one program, each behind a switch, so that a round of tests needs no
//! build of its own.
//!
//! `mutants SOURCES TARGET LIST [LEFT OUT…]`: `SOURCES` is a `src` folder, of which the files named on standard input are
//! mutated into `TARGET`; the numbers of mutants that cannot be compiled are left out. `LIST` gets a line for each:
//! number, file and line, function, what is changed.

mod edits;
mod visitor;

use std::collections::HashSet;
use std::path::PathBuf;
use std::{env, error, fs, io};

use edits::Edits;
use visitor::Visitor;

fn main() -> Result<(), Box<dyn error::Error>> {
    let mut arguments = env::args().skip(1);
    let mut folder = || arguments.next().map(PathBuf::from).ok_or("three paths are wanted");
    let (sources, target, list) = (folder()?, folder()?, folder()?);
    let left_out = arguments.map(|number| number.parse()).collect::<Result<HashSet<usize>, _>>()?;
    let mut told = Vec::new();
    for file in io::stdin().lines() {
        let file = file?;
        let text = fs::read_to_string(sources.join(&file))?;
        let mut edits = Edits::default();
        Visitor::new(&file, &left_out, &mut told, &mut edits).file(&syn::parse_file(&text)?);
        fs::write(target.join(&file), edits.applied(&text))?;
    }
    fs::write(list, told.concat())?;
    Ok(())
}
